/**
 * The copies of lists that this browser holds, each checked from root to last hash when it is first loaded, and its
 * signatures whenever it is. The practice list comes with the extension and is taken from there again when anything
 * about its copy is wrong; of any other list only what is damaged is dropped, for the next update to fetch.
 */
import { type Bytes, digestOf } from '../core/list/bytes.ts';
import { type Chain, type ListFiles, readChain } from '../core/list/chain.ts';
import { ListError } from '../core/list/list-error.ts';
import { type Keep, type OpenList, openChain, type Scrutiny } from '../core/list/open-list.ts';
import { recordsFilesOf } from '../core/list/parts.ts';
import { keptHashes } from './kept-hashes.ts';
import { dropFiles, readCopy, withDatabase, writeCopy } from './list-database.ts';
import type { CopyName, Database } from './list-database-schema.ts';
import { PRACTICE_ROOT_DIGEST } from './list-practice.ts';

export interface HeldList {
  readonly chain: Chain;
  readonly list: OpenList;
  readonly source: 'packaged' | 'stored';
  /** The stored copy was damaged and the packaged one is used instead. */
  readonly fellBack: boolean;
}

/** A file of the extension's own package by its path (`lists/practice/v1/timestamp.json`), or null if there is none. */
export type ReadPackaged = (path: string) => Promise<Bytes | null>;

export const PRACTICE: CopyName = { id: 'practice', rootDigest: PRACTICE_ROOT_DIGEST };

/** Stored files were checked, and what follows from them, before they were taken in: of them the digests are enough. */
async function open(files: ListFiles, trust: CopyName, now: number, scrutiny: Scrutiny = 'digests') {
  const chain = await readChain(files, trust);
  return { chain, list: await openChain(files, chain, now, scrutiny) };
}

/** Passes reads through, and keeps what was read: after `open`, exactly the files that the list consists of. */
function recording(files: ListFiles): { readonly files: ListFiles; readonly content: ReadonlyMap<string, Bytes> } {
  const content = new Map<string, Bytes>();
  const read = async (path: string, maxBytes: number): Promise<Bytes | null> => {
    const bytes = await files.read(path, maxBytes);
    if (bytes !== null) content.set(path, bytes);
    return bytes;
  };
  return { files: { read }, content };
}

type Stored =
  | { readonly state: 'good'; readonly held: Pick<HeldList, 'chain' | 'list'> }
  | { readonly state: 'none' | 'bad' };

/** Whatever goes wrong while reading, be it the bytes or the database, the stored copy is bad and can be replaced. */
async function openPracticeCopy(database: Database, now: number): Promise<Stored> {
  try {
    const copy = await readCopy(database, PRACTICE);
    return copy === null ? { state: 'none' } : { state: 'good', held: await open(copy.files, PRACTICE, now) };
  } catch {
    return { state: 'bad' };
  }
}

/** `now` in milliseconds since 1970. Rejects only if the package itself is damaged. */
export const loadPractice = (readPackaged: ReadPackaged, now: number): Promise<HeldList> =>
  withDatabase(async database => {
    const stored: Stored = database === null ? { state: 'bad' } : await openPracticeCopy(database, now);
    if (stored.state === 'good') return { ...stored.held, source: 'stored', fellBack: false };
    const packaged = recording({ read: path => readPackaged(`lists/${PRACTICE.id}/${path}`) });
    const held = await open(packaged.files, PRACTICE, now, 'files');
    // A store that takes no copy (full, read-only) costs the next start a fresh one, and this start nothing.
    if (database !== null) await writeCopy(database, PRACTICE, packaged.content).catch(() => undefined);
    return { ...held, source: 'packaged', fellBack: stored.state === 'bad' };
  });

/** Files of records carry their digest in their name, so each can be told good from damaged by itself. */
async function damagedRecords(files: ListFiles, paths: Iterable<string>): Promise<readonly string[]> {
  const damaged: string[] = [];
  for (const path of paths) {
    const digest = /([0-9a-f]{64})\.\w+$/.exec(path)?.[1];
    if (digest === undefined) continue;
    const bytes = await files.read(path, Number.MAX_SAFE_INTEGER);
    if (bytes === null || (await digestOf(bytes)) !== digest) damaged.push(path);
  }
  return damaged;
}

/**
 * What can be opened of a copy. A version of the extension that knew no exact files took the list in without them, signed
 * and named as they are; the rest of the list is as good as before.
 */
function heldOf(chain: Chain, active: ReadonlySet<string>): Chain {
  const { digest } = chain.catalog;
  const isHeld = digest === null || recordsFilesOf([digest]).every(({ path }) => active.has(path));
  return isHeld ? chain : { ...chain, catalog: { ...chain.catalog, digest: null } };
}

/** `damaged`: what the copy lacks now has been dropped, and an update brings it back. */
export type StoredList =
  | (HeldList & { /** A part was never fetched, and an update brings it. */ readonly isPartial: boolean })
  | { readonly missing: 'absent' | 'damaged' };

/** A subscribed list, or why there is none to be had. */
export const loadStored = (name: CopyName, now: number): Promise<StoredList> =>
  withDatabase(async database => {
    const copy = database === null ? null : await readCopy(database, name);
    if (database === null || copy === null) return { missing: 'absent' };
    const kept = { pdq: keptHashes(database, name.id), digest: keptHashes(database, name.id, 'digest') };
    const keep: Keep = (part, verify) => kept[part.kind](part.stateSha256, verify);
    try {
      const chain = await readChain(copy.files, name);
      const held = heldOf(chain, copy.active);
      const list = await openChain(copy.files, held, now, 'digests', keep);
      return { chain, list, source: 'stored', fellBack: false, isPartial: held !== chain };
    } catch (error) {
      if (!(error instanceof ListError)) throw error;
      if (!copy.active.has('v1/timestamp.json')) return { missing: 'absent' }; // given up when its keys were revoked
      await dropFiles(database, name.id, await damagedRecords(copy.files, copy.active));
      return { missing: 'damaged' };
    }
  });

/** What a copy says of itself, without opening its entries; null if that cannot be told. */
export const describeStored = (name: CopyName): Promise<Chain | null> =>
  withDatabase(async database => {
    const copy = database === null ? null : await readCopy(database, name);
    return copy === null ? null : readChain(copy.files, name).catch(() => null);
  });
