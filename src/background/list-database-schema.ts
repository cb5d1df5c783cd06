/** What the database of lists holds, and the steps from each of its former shapes to this one. Steps are only ever added. */
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';

/** How a list is kept: its id, and the pin that its files were checked against. */
export interface CopyName {
  readonly id: string;
  readonly rootDigest: string;
}

export interface Copy extends CopyName {
  /** Paths of the files in use. Any other file of the list is staged for its next version. */
  readonly active: readonly string[];
}

export interface Schema extends DBSchema {
  copies: { key: string; value: Copy };
  /** Key: id of the copy, path of the file within its list. */
  files: { key: [string, string]; value: Blob };
}

export const SCHEMA_VERSION = 2;

/** Version 1 had no staging: whatever was there was in use. */
interface Schema1 extends DBSchema {
  subscriptions: { key: string; value: CopyName };
  files: Schema['files'];
}

export type Database = IDBPDatabase<Schema>;
type Transaction<S> = IDBPTransaction<S, StoreNames<S>[], 'versionchange'>;

/** Every file of one list: `[id]` sorts before any `[id, path]`, and an array after any string. */
export const filesOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id], [id, []]);

function createStores(database: IDBPDatabase<Schema1>): void {
  database.createObjectStore('subscriptions', { keyPath: 'id' });
  database.createObjectStore('files');
}

async function addStaging(database: Database, transaction: Transaction<Schema>): Promise<void> {
  const former = {
    database: database as unknown as IDBPDatabase<Schema1>,
    transaction: transaction as unknown as Transaction<Schema1>,
  };
  const copies = database.createObjectStore('copies', { keyPath: 'id' });
  for (const { id, rootDigest } of await former.transaction.objectStore('subscriptions').getAll()) {
    const keys = await transaction.objectStore('files').getAllKeys(filesOf(id));
    await copies.put({ id, rootDigest, active: keys.map(([, path]) => path) });
  }
  former.database.deleteObjectStore('subscriptions');
}

/** Runs inside of the one transaction that opens the database: all steps or none. */
export async function upgrade(database: Database, oldVersion: number, transaction: Transaction<Schema>): Promise<void> {
  if (oldVersion < 1) createStores(database as unknown as IDBPDatabase<Schema1>);
  if (oldVersion < 2) await addStaging(database, transaction);
}
