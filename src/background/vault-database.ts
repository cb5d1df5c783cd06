/** Where the vault keeps its key and its sealed records. Nothing here can read them. */
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Bytes } from '../core/list/bytes.ts';
import type { Guesses } from '../core/vault/guesses.ts';
import type { LockedKey } from '../core/vault/passphrase.ts';
import { databaseOf } from './database.ts';

/** How the records can be opened. */
export type KeyRecord =
  /** By this browser profile, without being asked. No code can read the key out. */
  | { readonly kind: 'device'; readonly key: CryptoKey }
  /** By whoever knows the passphrase. Wrong guesses are counted, so that they cost more and more time. */
  | ({ readonly kind: 'passphrase'; readonly locked: LockedKey } & Guesses);

interface Schema extends DBSchema {
  key: { key: 'key'; value: KeyRecord };
  /** Key: collection, id. */
  records: { key: [string, string]; value: Bytes };
}

export type VaultDatabase = IDBPDatabase<Schema>;
export type SealedRecord = readonly [name: readonly [string, string], sealed: Bytes];

const NAME = 'consentry-vault';
const VERSION = 1;

export const withVaultDatabase = databaseOf<Schema>(NAME, VERSION, database => {
  database.createObjectStore('key');
  database.createObjectStore('records');
});

const namesOf = (collection: string): IDBKeyRange => IDBKeyRange.bound([collection], [collection, []]);

/** All records, or those of one collection, in the order of their ids. */
export async function readRecords(database: VaultDatabase, collection?: string): Promise<readonly SealedRecord[]> {
  const range = collection === undefined ? undefined : namesOf(collection);
  const store = database.transaction('records').store;
  const [names, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
  return names.flatMap((name, i) => {
    const sealed = values[i];
    return sealed === undefined ? [] : [[name, sealed] as const];
  });
}

/** Puts all, or nothing; an id that is there already is replaced. */
export async function writeRecords(database: VaultDatabase, records: readonly SealedRecord[]): Promise<void> {
  const transaction = database.transaction('records', 'readwrite', { durability: 'strict' });
  const puts = records.map(([[collection, id], sealed]) => transaction.store.put(sealed, [collection, id]));
  await Promise.all([...puts, transaction.done]);
}

/** Single records of a collection, or all of it. */
export async function deleteRecords(
  database: VaultDatabase,
  collection: string,
  ids: readonly string[] | 'all',
): Promise<void> {
  const transaction = database.transaction('records', 'readwrite', { durability: 'strict' });
  const names = ids === 'all' ? [namesOf(collection)] : ids.map((id): [string, string] => [collection, id]);
  await Promise.all([...names.map(name => transaction.store.delete(name)), transaction.done]);
}

/** Another key, and everything sealed with it, in one step: before or after, never between. */
export async function replaceAll(
  database: VaultDatabase,
  key: KeyRecord,
  records: readonly SealedRecord[],
): Promise<void> {
  const transaction = database.transaction(['key', 'records'], 'readwrite', { durability: 'strict' });
  const [keys, store] = [transaction.objectStore('key'), transaction.objectStore('records')];
  await Promise.all([
    keys.put(key, 'key'),
    store.clear(),
    ...records.map(([[collection, id], sealed]) => store.put(sealed, [collection, id])),
    transaction.done,
  ]);
}

/** Keys and records, all of them. */
export async function destroyAll(database: VaultDatabase): Promise<void> {
  const transaction = database.transaction(['key', 'records'], 'readwrite', { durability: 'strict' });
  await Promise.all([
    transaction.objectStore('key').clear(),
    transaction.objectStore('records').clear(),
    transaction.done,
  ]);
}
