/**
 * The files of each list in IndexedDB, and nothing about what they mean. Values are Blobs: a browser hands them out by
 * reference, where an ArrayBuffer of the same size is copied through the database (measured: five times slower).
 */
import type { Bytes } from '../core/list/bytes.ts';
import type { ListFiles } from '../core/list/chain.ts';
import type { SyncStore } from '../core/list/sync-store.ts';
import { databaseOf } from './database.ts';
import { type CopyName, type Database, filesOf, SCHEMA_VERSION, type Schema, upgrade } from './list-database-schema.ts';

const NAME = 'consentry-lists';

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // A request that failed has aborted it already.
  }
}

/** Opens the database for as long as the work takes; hands it null where there is none to be had. */
export const withDatabase = databaseOf<Schema>(NAME, SCHEMA_VERSION, (...[database, oldVersion, , transaction]) => {
  upgrade(database, oldVersion, transaction).catch(() => abort(transaction));
});

/** Null for what is no Blob, and for one whose bytes the browser has lost. */
async function bytesOf(value: unknown): Promise<Bytes | null> {
  if (!(value instanceof Blob)) return null;
  try {
    return new Uint8Array(await value.arrayBuffer());
  } catch {
    return null;
  }
}

export interface StoredCopy {
  readonly active: ReadonlySet<string>;
  /** The active files only, as they were when the copy was read. */
  readonly files: ListFiles;
}

/** The copy of a list that is in use, or null if none is kept for this root. */
export async function readCopy(database: Database, { id, rootDigest }: CopyName): Promise<StoredCopy | null> {
  const transaction = database.transaction(['copies', 'files']);
  const files = transaction.objectStore('files');
  const [copy, keys, blobs] = await Promise.all([
    transaction.objectStore('copies').get(id),
    files.getAllKeys(filesOf(id)),
    files.getAll(filesOf(id)),
  ]);
  await transaction.done;
  if (copy?.rootDigest !== rootDigest) return null;
  const byPath = new Map(keys.map(([, path], index) => [path, blobs[index]]));
  const active = new Set(copy.active);
  return { active, files: { read: async path => (active.has(path) ? bytesOf(byPath.get(path)) : null) } };
}

const strictly = (database: Database) =>
  database.transaction(['copies', 'files'], 'readwrite', { durability: 'strict' });

/** All requests or none: one that is refused on the spot would otherwise let those before it be committed. */
async function allOrNothing(
  transaction: Pick<ReturnType<typeof strictly>, 'abort' | 'done'>,
  requests: readonly (() => Promise<unknown>)[],
): Promise<void> {
  transaction.done.catch(() => undefined); // what broke it is told by the request, or below
  try {
    await Promise.all(requests.map(async request => request()));
  } catch (error) {
    abort(transaction);
    throw error;
  }
  await transaction.done;
}

const pathsOf = async (database: Database, id: string): Promise<readonly string[]> =>
  (await database.getAllKeys('files', filesOf(id))).map(([, path]) => path);

/** Where a list is kept, as a sync uses it. */
export function syncStoreOf(database: Database, { id, rootDigest }: CopyName): SyncStore {
  return {
    read: async path => bytesOf(await database.get('files', [id, path])),
    paths: async () => new Set(await pathsOf(database, id)),
    async stage(path, bytes) {
      await database.put('files', new Blob([bytes]), [id, path]);
    },
    async retain(paths) {
      const transaction = database.transaction(['copies', 'files'], 'readwrite');
      const files = transaction.objectStore('files');
      const active = new Set((await transaction.objectStore('copies').get(id))?.active);
      const unwanted = (await files.getAllKeys(filesOf(id))).filter(
        ([, path]) => !active.has(path) && !paths.has(path),
      );
      await allOrNothing(
        transaction,
        unwanted.map(key => () => files.delete(key)),
      );
    },
    async flip(signed, active) {
      const transaction = strictly(database);
      const files = transaction.objectStore('files');
      const unwanted = (await files.getAllKeys(filesOf(id))).filter(([, path]) => !active.has(path));
      await allOrNothing(transaction, [
        ...Array.from(
          signed,
          ([path, bytes]) =>
            () =>
              files.put(new Blob([bytes]), [id, path]),
        ),
        () => transaction.objectStore('copies').put({ id, rootDigest, active: [...active] }),
        ...unwanted.map(key => () => files.delete(key)),
      ]);
    },
  };
}

/** Replaces whatever is kept of a list. */
export async function writeCopy(
  database: Database,
  { id, rootDigest }: CopyName,
  content: ReadonlyMap<string, Bytes>,
): Promise<void> {
  const transaction = strictly(database);
  const files = transaction.objectStore('files');
  await allOrNothing(transaction, [
    () => files.delete(filesOf(id)),
    ...Array.from(
      content,
      ([path, bytes]) =>
        () =>
          files.put(new Blob([bytes]), [id, path]),
    ),
    () => transaction.objectStore('copies').put({ id, rootDigest, active: [...content.keys()] }),
  ]);
}

/** Takes single files out of a copy: a sync will fetch them again, and nothing else. */
export async function dropFiles(database: Database, id: string, paths: readonly string[]): Promise<void> {
  const transaction = database.transaction('files', 'readwrite');
  await Promise.all([...paths.map(path => transaction.store.delete([id, path])), transaction.done]);
}

/** Forgets all lists but these, staged files too. */
export async function keepCopies(database: Database, ids: ReadonlySet<string>): Promise<void> {
  const transaction = strictly(database);
  const [copies, files] = [transaction.objectStore('copies'), transaction.objectStore('files')];
  const known = new Set([...(await copies.getAllKeys()), ...(await files.getAllKeys()).map(([id]) => id)]);
  const gone = [...known].filter(id => !ids.has(id));
  await allOrNothing(
    transaction,
    gone.flatMap(id => [() => copies.delete(id), () => files.delete(filesOf(id))]),
  );
}
