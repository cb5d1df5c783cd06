/** Opens a database for as long as a piece of work takes. What is in it is its owner's business. */
import { type DBSchema, type IDBPDatabase, type OpenDBCallbacks, openDB } from 'idb';

/** A damaged profile can leave a request to open unanswered for ever; nothing must wait with it. */
const OPEN_TIMEOUT_MS = 3_000;

function closeWhenOpen(opening: Promise<{ close(): void }>): void {
  opening.then(
    database => database.close(),
    () => undefined, // never opened: nothing to close
  );
}

/**
 * Null when the browser does not let us have it: refused (private windows), unanswered, or written by a newer version
 * of the extension. The caller closes what it gets.
 */
async function open<S extends DBSchema>(
  name: string,
  version: number,
  upgrade: NonNullable<OpenDBCallbacks<S>['upgrade']>,
): Promise<IDBPDatabase<S> | null> {
  // Asynchronous already here: where storage is switched off, `indexedDB.open` throws instead of answering.
  const opening = (async () => openDB<S>(name, version, { upgrade }))();
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

export type WithDatabase<S extends DBSchema> = <T>(
  work: (database: IDBPDatabase<S> | null) => Promise<T>,
) => Promise<T>;

/** Gives a function that opens the database, hands it to its argument (null where there is none), and closes it. */
export const databaseOf =
  <S extends DBSchema>(
    name: string,
    version: number,
    upgrade: NonNullable<OpenDBCallbacks<S>['upgrade']>,
  ): WithDatabase<S> =>
  async work => {
    const database = await open<S>(name, version, upgrade);
    try {
      return await work(database);
    } finally {
      database?.close();
    }
  };
