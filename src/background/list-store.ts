/**
 * The lists that this browser matches against. The practice list comes with the extension; its copy in IndexedDB is
 * checked from root to last hash at every start, and replaced by the packaged one when anything about it is wrong.
 * Never without a list because storage failed.
 */
import type { Bytes } from '../core/list/bytes.ts';
import type { ListFiles } from '../core/list/chain.ts';
import { type OpenList, openList } from '../core/list/open-list.ts';
import type { ListSummary } from '../platform/messages.ts';
import { type Database, openDatabase, readStored, writeStored } from './list-database.ts';
import { PRACTICE_ROOT_DIGEST } from './list-practice.ts';

export interface LoadedList {
  readonly summary: ListSummary;
  /** Largest distance that is a match. */
  readonly threshold: number;
  /** Sorted hashes, 32 bytes each. */
  readonly hashes: Uint8Array;
}

export interface LoadedLists {
  readonly lists: readonly LoadedList[];
  /** Another text whenever any list changed. */
  readonly revision: string;
}

/** A file of the extension's own package by its path (`lists/practice/v1/timestamp.json`), or null if there is none. */
export type ReadPackaged = (path: string) => Promise<Bytes | null>;

const PRACTICE = { id: 'practice', rootDigest: PRACTICE_ROOT_DIGEST };

const describe = (list: OpenList, origin: Pick<ListSummary, 'source' | 'fellBack'>): LoadedList => ({
  summary: {
    id: list.id,
    name: list.name,
    publisher: list.publisher,
    practice: list.purpose === 'practice',
    entries: list.entries,
    bytes: list.bytes,
    signedAt: list.signedAt,
    ...origin,
  },
  threshold: list.threshold,
  hashes: list.hashes,
});

/** Passes reads through, and keeps what was read: after `openList`, exactly the files that the list consists of. */
function recording(files: ListFiles): { readonly files: ListFiles; readonly content: ReadonlyMap<string, Bytes> } {
  const content = new Map<string, Bytes>();
  const read = async (path: string, maxBytes: number): Promise<Bytes | null> => {
    const bytes = await files.read(path, maxBytes);
    if (bytes !== null) content.set(path, bytes);
    return bytes;
  };
  return { files: { read }, content };
}

type Stored = { readonly state: 'good'; readonly list: OpenList } | { readonly state: 'none' | 'bad' };

/** Whatever goes wrong while reading, be it the bytes or the database, the stored copy is bad and can be replaced. */
async function openStored(database: Database, now: number): Promise<Stored> {
  try {
    const files = await readStored(database, PRACTICE.id, PRACTICE.rootDigest);
    return files === null ? { state: 'none' } : { state: 'good', list: await openList(files, PRACTICE, now) };
  } catch {
    return { state: 'bad' };
  }
}

async function loadPractice(readPackaged: ReadPackaged, now: number): Promise<LoadedList & { revision: string }> {
  const database = await openDatabase();
  try {
    const stored: Stored = database === null ? { state: 'bad' } : await openStored(database, now);
    if (stored.state === 'good') {
      return { ...describe(stored.list, { source: 'stored', fellBack: false }), revision: stored.list.revision };
    }
    const packaged = recording({ read: path => readPackaged(`lists/${PRACTICE.id}/${path}`) });
    const list = await openList(packaged.files, PRACTICE, now);
    // A store that takes no copy (full, read-only) costs the next start a fresh one, and this start nothing.
    if (database !== null) await writeStored(database, PRACTICE, packaged.content).catch(() => undefined);
    return {
      ...describe(list, { source: 'packaged', fellBack: stored.state === 'bad' }),
      revision: list.revision,
    };
  } finally {
    database?.close();
  }
}

/** Verifies and loads every list. `now` in milliseconds since 1970. Rejects only if the package itself is damaged. */
export async function loadLists(readPackaged: ReadPackaged, now: number): Promise<LoadedLists> {
  const { revision, ...practice } = await loadPractice(readPackaged, now);
  return { lists: [practice], revision };
}
