/**
 * The person's own media: kept in the vault, matched in this life of the background, never sent anywhere. Loaded when
 * first needed; while the vault is locked nothing of it is matched, and our pages say so.
 */

import { toHex } from '../core/hash/hex.ts';
import type { QueryHash } from '../core/hash/query.ts';
import type { Pixels } from '../core/hash/types.ts';
import type { Bytes } from '../core/list/bytes.ts';
import { readOwnEntry } from '../core/own/entry-bytes.ts';
import { writeGivenList } from '../core/own/give.ts';
import {
  MAX_ITEMS,
  type OwnId,
  type OwnItem,
  parseOwnId,
  parseOwnName,
  readOwnItem,
  readOwnItems,
  writeOwnItem,
  writeOwnItems,
} from '../core/own/item.ts';
import { createOwnMedia, type OwnMedia, type OwnSighting } from '../core/own/media.ts';
import { openFile, sealFile } from '../core/vault/sealed-file.ts';
import { dismissalOf, type EntryId, OWN_LIST } from '../core/verdict.ts';
import { t } from '../platform/i18n.ts';
import type { OwnApi } from '../platform/vault-messages.ts';
import type { Vault } from './vault.ts';

type Handlers = { [K in keyof OwnApi]: (caller: unknown, ...args: Parameters<OwnApi[K]>) => ReturnType<OwnApi[K]> };

export interface OwnKeeper {
  readonly api: Handlers;
  /** Another number whenever what is matched against changed; 0 while there is nothing to match. */
  revision(): Promise<number>;
  /** The id of an own picture or video that is in this one, or null. `pixels` at full size. */
  match(queries: readonly QueryHash[], pixels: Pixels): Promise<OwnId | null>;
  /** Looks for own media in a film; what is added or removed afterwards is not known to it. */
  watch(): Promise<OwnSighting>;
  /** The vault was opened, locked or emptied. */
  reload(): Promise<void>;
}

export interface OwnPorts {
  readonly vault: Vault;
  readonly now: () => number;
  /** What is matched against has changed. */
  onChange(): Promise<void>;
}

/** As `dismissEntry` writes it down for what own-notes.ts calls a list. */
export const ownDismissal = (id: OwnId): string => dismissalOf(OWN_LIST, id as string as EntryId);

const newId = (): OwnId => toHex(crypto.getRandomValues(new Uint8Array(8))) as OwnId;

const recordOf = (item: OwnItem) => ({ id: item.id, bytes: writeOwnItem(item) });

function entryOf(bytes: Uint8Array): OwnItem['entry'] | null {
  try {
    return readOwnEntry(bytes);
  } catch {
    return null; // whatever is wrong with it, it came from a page of ours that made a mistake
  }
}

export function createOwnKeeper({ vault, now, onChange }: OwnPorts): OwnKeeper {
  let loading: Promise<OwnMedia> | null = null;
  let changes = 0;

  async function items(): Promise<readonly OwnItem[] | null> {
    const opened = await vault.read('media');
    if (opened === null) return null;
    return opened.records.map(({ bytes }) => readOwnItem(bytes)).filter(item => item !== null);
  }

  async function load(): Promise<OwnMedia> {
    const media = createOwnMedia();
    for (const { id, entry } of (await items()) ?? []) media.add(id, entry);
    return media;
  }

  function media(): Promise<OwnMedia> {
    loading ??= load();
    return loading;
  }

  async function changed(): Promise<void> {
    changes += 1;
    await onChange();
  }

  async function keep(added: readonly OwnItem[]): Promise<'kept' | 'full' | 'locked'> {
    const index = await media();
    if (index.size + added.length > MAX_ITEMS) return 'full';
    if (!(await vault.write('media', added.map(recordOf)))) return 'locked';
    for (const { id, entry } of added) index.add(id, entry);
    await changed();
    return 'kept';
  }

  async function reload(): Promise<void> {
    loading = null;
    await changed();
  }

  const api: Handlers = {
    async ownItems() {
      const own = await items();
      const heads = own?.map(({ id, name, addedAt }) => ({ id, name, addedAt }));
      return heads?.toSorted((a, b) => b.addedAt - a.addedAt) ?? null;
    },
    async addOwn(_, offered, bytes) {
      const [name, entry] = [parseOwnName(offered), entryOf(bytes)];
      if (name === null || entry === null) return 'refused';
      const item = { id: newId(), name, addedAt: now(), entry };
      const outcome = await keep([item]);
      return outcome === 'kept' ? { added: item.id } : outcome;
    },
    async renameOwn(_, id, offered) {
      const name = parseOwnName(offered);
      const item = (await items())?.find(each => each.id === id);
      if (item !== undefined && name !== null) await vault.write('media', [recordOf({ ...item, name })]);
    },
    async removeOwn(_, offered) {
      const ids = offered.map(parseOwnId).filter(id => id !== null);
      await vault.delete('media', ids);
      const index = await media();
      for (const id of ids) index.remove(id);
      await changed();
    },
    async removeAllOwn() {
      await vault.delete('media', 'all');
      await reload();
    },
    async exportOwn(_, passphrase) {
      const own = await items();
      return own === null ? null : new Blob([await sealFile(writeOwnItems(own), passphrase)]);
    },
    async importOwn(_, file, passphrase) {
      const opened = await openFile(new Uint8Array(await file.arrayBuffer()) as Bytes, passphrase);
      if (!opened.ok) return { failed: opened.reason };
      const offered = readOwnItems(opened.bytes);
      if (offered === null) return { failed: 'format' };
      const known = new Set((await items())?.map(({ id }) => id));
      const added = offered.filter(({ id }) => !known.has(id));
      const outcome = await keep(added);
      return outcome === 'kept' ? { imported: added.length } : { failed: outcome };
    },
    async giveOwn(_, publisher) {
      const own = (await items()) ?? [];
      // Of a picture the whole comes first. A video has no one hash, and a plain picture none.
      const hashes = own.flatMap(({ entry }) => (entry.kind === 'picture' ? entry.hashes.slice(0, 1) : []));
      if (hashes.length === 0) return null;
      const words = { name: t('give_list_name'), publisher: publisher.trim(), covers: t('give_list_covers') };
      const { archive, ...given } = await writeGivenList(hashes, words, now());
      return { file: new Blob([archive]), ...given };
    },
  };

  return {
    api,
    reload,
    async revision() {
      return (await media()).size === 0 ? 0 : changes + 1;
    },
    async match(queries, pixels) {
      return ((await media()).match(queries, pixels)?.key as OwnId | undefined) ?? null;
    },
    watch: async () => (await media()).watch(),
  };
}
