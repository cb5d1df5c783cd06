/**
 * The person's own secrets at rest: entries of own media, the log of the plan. Sealed always; with a key that only this
 * browser profile holds, or on wish with one under a passphrase that is typed once in each session of the browser.
 *
 * What it protects against: without a passphrase, copies of single files of the profile, and our own mistakes; whoever
 * holds the whole profile can start it and look. With one, that too, as far as the passphrase is hard to guess. Not
 * against a program that runs as the person on this computer.
 */
import { type Bytes, decodeBase64, encodeBase64 } from '../core/list/bytes.ts';
import { createTurns } from '../core/turns.ts';
import { createKey, KEY_BYTES, keyOf, seal, unseal } from '../core/vault/cipher.ts';
import { waitFor } from '../core/vault/guesses.ts';
import { lockKey, unlockKey } from '../core/vault/passphrase.ts';
import { readSession, writeSession } from '../platform/session.ts';
import type { Unlocking, VaultState } from '../platform/vault-messages.ts';
import {
  deleteRecords,
  destroyAll,
  type KeyRecord,
  readRecords,
  replaceAll,
  type SealedRecord,
  type VaultDatabase,
  withVaultDatabase,
  writeRecords,
} from './vault-database.ts';

export type Collection = 'media' | 'plan';

export interface VaultRecord {
  readonly id: string;
  readonly bytes: Bytes;
}

export interface Opened {
  readonly records: readonly VaultRecord[];
  /** Records that are there but cannot be opened: damaged on disk. */
  readonly damaged: number;
}

export interface Vault {
  state(): Promise<VaultState>;
  /** All or nothing; null when it is locked or refused. */
  read(collection: Collection): Promise<Opened | null>;
  /** All or nothing; false when it is locked or refused, and nothing was written then. */
  write(collection: Collection, records: readonly VaultRecord[]): Promise<boolean>;
  /** Works on a locked vault too. */
  delete(collection: Collection, ids: readonly string[] | 'all'): Promise<void>;
  /** Seals everything anew, and drops what is damaged; null takes the passphrase away. False when it is locked or refused. */
  setPassphrase(passphrase: string | null): Promise<boolean>;
  unlock(passphrase: string): Promise<Unlocking>;
  lock(): Promise<void>;
  /** The way out for who forgot the passphrase, too: everything is gone. */
  destroy(): Promise<void>;
}

const SESSION_KEY = 'vault';

const nameOf = ([collection, id]: SealedRecord[0]): string => `${collection}/${id}`;

/** The key of this moment, or null while it is locked. Made when first needed. */
async function currentKey(database: VaultDatabase): Promise<CryptoKey | null> {
  const record = await database.get('key', 'key');
  if (record?.kind === 'device') return record.key;
  if (record?.kind === 'passphrase') {
    const held = await readSession(SESSION_KEY);
    return typeof held === 'string' ? keyOf(decodeBase64(held, 'the key')) : null;
  }
  const key = await createKey();
  await database.put('key', { kind: 'device', key }, 'key');
  return key;
}

async function openAll(key: CryptoKey, sealed: readonly SealedRecord[]) {
  const opened = await Promise.all(
    sealed.map(async ([name, bytes]) => ({ name, bytes: await unseal(key, bytes, nameOf(name)) })),
  );
  const whole = opened.flatMap(({ name, bytes }) => (bytes === null ? [] : [{ name, bytes }]));
  return { whole, damaged: opened.length - whole.length };
}

/** `now` in milliseconds since 1970. One thing at a time: a write must not meet a change of the key. */
export function createVault(now: () => number): Vault {
  const turns = createTurns();
  const inTurn = <T>(work: (database: VaultDatabase | null) => Promise<T>): Promise<T> =>
    turns(() => withVaultDatabase(work));

  async function stateOf(database: VaultDatabase): Promise<VaultState> {
    const record = await database.get('key', 'key');
    if (record?.kind !== 'passphrase') return 'device';
    return (await currentKey(database)) === null ? 'locked' : 'unlocked';
  }

  return {
    state: () => inTurn(async database => (database === null ? 'refused' : stateOf(database))),

    read: collection =>
      inTurn(async database => {
        const key = database === null ? null : await currentKey(database);
        if (database === null || key === null) return null;
        const { whole, damaged } = await openAll(key, await readRecords(database, collection));
        return { records: whole.map(({ name: [, id], bytes }) => ({ id, bytes })), damaged };
      }),

    write: (collection, records) =>
      inTurn(async database => {
        const key = database === null ? null : await currentKey(database);
        if (database === null || key === null) return false;
        const sealed = records.map(async ({ id, bytes }): Promise<SealedRecord> => {
          const name = [collection, id] as const;
          return [name, await seal(key, bytes, nameOf(name))];
        });
        await writeRecords(database, await Promise.all(sealed));
        return true;
      }),

    delete: (collection, ids) =>
      inTurn(async database => {
        if (database !== null) await deleteRecords(database, collection, ids);
      }),

    setPassphrase: passphrase =>
      inTurn(async database => {
        const key = database === null ? null : await currentKey(database);
        if (database === null || key === null) return false;
        const { whole } = await openAll(key, await readRecords(database));
        const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
        const next = passphrase === null ? await createKey() : await keyOf(bytes);
        const record: KeyRecord =
          passphrase === null
            ? { kind: 'device', key: next }
            : { kind: 'passphrase', locked: await lockKey(bytes, passphrase), wrong: 0, wrongAt: 0 };
        const sealed = whole.map(
          async ({ name, bytes: plain }): Promise<SealedRecord> => [name, await seal(next, plain, nameOf(name))],
        );
        await replaceAll(database, record, await Promise.all(sealed));
        await writeSession(SESSION_KEY, passphrase === null ? null : encodeBase64(bytes));
        return true;
      }),

    unlock: passphrase =>
      inTurn(async (database): Promise<Unlocking> => {
        const record = await database?.get('key', 'key');
        if (database === null || record?.kind !== 'passphrase') return { kind: 'unlocked' };
        const ms = waitFor(record, now());
        if (ms > 0) return { kind: 'wait', ms };
        const bytes = await unlockKey(record.locked, passphrase);
        const isRight = bytes !== null;
        await database.put(
          'key',
          { ...record, wrong: isRight ? 0 : record.wrong + 1, wrongAt: isRight ? 0 : now() },
          'key',
        );
        if (!isRight) return { kind: 'wrong' };
        await writeSession(SESSION_KEY, encodeBase64(bytes));
        return { kind: 'unlocked' };
      }),

    lock: () => inTurn(() => writeSession(SESSION_KEY, null)),

    destroy: () =>
      inTurn(async database => {
        if (database !== null) await destroyAll(database);
        await writeSession(SESSION_KEY, null);
      }),
  };
}
