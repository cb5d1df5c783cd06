/**
 * The files of each list in IndexedDB, and nothing about what they mean. Values are Blobs: a browser hands them out by
 * reference, where an ArrayBuffer of the same size is copied through the database (measured: five times slower).
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Bytes } from '../core/list/bytes.ts';
import type { ListFiles } from '../core/list/chain.ts';

interface Subscription {
  readonly id: string;
  /** Pin of the root that the stored files were checked against. */
  readonly rootDigest: string;
}

interface Schema extends DBSchema {
  subscriptions: { key: string; value: Subscription };
  /** Key: id of the subscription, path of the file within its list. */
  files: { key: [string, string]; value: Blob };
}

export type Database = IDBPDatabase<Schema>;

const NAME = 'consentry-lists';
const VERSION = 1;

/** A damaged profile can leave a request to open unanswered for ever; the lists must not wait with it. */
const OPEN_TIMEOUT_MS = 3_000;

/** Each step takes the schema from one version to the next; steps are only ever added. */
function upgrade(database: Database, oldVersion: number): void {
  if (oldVersion < 1) {
    database.createObjectStore('subscriptions', { keyPath: 'id' });
    database.createObjectStore('files');
  }
}

/**
 * Null when the browser does not let us have it: refused (private windows), unanswered, or written by a newer version
 * of the extension. The caller closes what it gets.
 */
export async function openDatabase(): Promise<Database | null> {
  // Asynchronous already here: where storage is switched off, `indexedDB.open` throws instead of answering.
  const opening = (async () => openDB<Schema>(NAME, VERSION, { upgrade }))();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>(resolve => {
    timer = setTimeout(resolve, OPEN_TIMEOUT_MS, null);
  });
  try {
    const database = await Promise.race([opening, late]);
    if (database === null) closeWhenOpen(opening);
    return database;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function closeWhenOpen(opening: Promise<Database>): void {
  opening.then(
    database => database.close(),
    () => undefined, // never opened: nothing to close
  );
}

/** Every file of one list: `[id]` sorts before any `[id, path]`, and an array after any string. */
const filesOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id], [id, []]);

/** The stored copy of a list, or null if none is stored for this root. */
export async function readStored(database: Database, id: string, rootDigest: string): Promise<ListFiles | null> {
  const transaction = database.transaction(['subscriptions', 'files']);
  const files = transaction.objectStore('files');
  const [subscription, keys, blobs] = await Promise.all([
    transaction.objectStore('subscriptions').get(id),
    files.getAllKeys(filesOf(id)),
    files.getAll(filesOf(id)),
  ]);
  await transaction.done;
  if (subscription?.rootDigest !== rootDigest) return null;
  const byPath = new Map(keys.map(([, path], index) => [path, blobs[index]]));
  return {
    async read(path) {
      const blob = byPath.get(path);
      return blob === undefined ? null : new Uint8Array(await blob.arrayBuffer());
    },
  };
}

/** Replaces whatever is stored of a list, in one transaction: all of it or nothing. */
export async function writeStored(
  database: Database,
  { id, rootDigest }: Subscription,
  content: ReadonlyMap<string, Bytes>,
): Promise<void> {
  const transaction = database.transaction(['subscriptions', 'files'], 'readwrite', { durability: 'strict' });
  const files = transaction.objectStore('files');
  await Promise.all([
    files.delete(filesOf(id)),
    ...Array.from(content, ([path, bytes]) => files.put(new Blob([bytes]), [id, path])),
    transaction.objectStore('subscriptions').put({ id, rootDigest }),
    transaction.done,
  ]);
}
