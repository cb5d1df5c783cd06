/**
 * Reports that somebody read and chose to send, until their server says that it has them. In a database of its own: a
 * damaged list must not cost a report. Kept is the text itself, byte for byte as it was shown.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

export interface KeptReport {
  readonly id: string;
  readonly endpoint: string;
  /** What is sent. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly keptAt: number;
  /** Place in its server's queue, `[endpoint, order]`; none once the server refused it. */
  readonly queue?: readonly [endpoint: string, order: number];
}

/** How a server behaved of late. */
export interface ServerState {
  readonly endpoint: string;
  readonly failures: number;
  readonly notBefore: number;
}

interface Schema extends DBSchema {
  reports: { key: string; value: KeptReport; indexes: { queue: [string, number]; keptAt: number } };
  servers: { key: string; value: ServerState };
}

const NAME = 'consentry-outbox';

const open = (): Promise<IDBPDatabase<Schema>> =>
  openDB<Schema>(NAME, 1, {
    upgrade(database) {
      const reports = database.createObjectStore('reports', { keyPath: 'id' });
      reports.createIndex('queue', 'queue');
      reports.createIndex('keptAt', 'keptAt');
      database.createObjectStore('servers', { keyPath: 'endpoint' });
    },
  });

const ofServer = (endpoint: string, from = Number.NEGATIVE_INFINITY): IDBKeyRange =>
  IDBKeyRange.bound([endpoint, from], [endpoint, []]);

/** One connection for each use: a background that is stopped leaves none behind. */
async function using<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  const database = await open();
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** `strict` waits for the disk. To lose the other changes costs no report: it is sent again, and known by its id. */
const writing = (database: IDBPDatabase<Schema>, durability: IDBTransactionDurability = 'relaxed') =>
  database.transaction(['reports', 'servers'], 'readwrite', { durability });

export interface OutboxDatabase {
  /** Resolves when the reports are on the disk, all or none. One with an id that is there stays as it is. */
  keep(...reports: readonly KeptReport[]): Promise<void>;
  remove(id: string): Promise<void>;
  /** The newest first. */
  list(limit: number): Promise<{ readonly reports: readonly KeptReport[]; readonly total: number }>;
  /** The servers for which something waits. */
  servers(): Promise<readonly ServerState[]>;
  /** The first in a server's queue, or the first from this order on. */
  first(endpoint: string, from?: number): Promise<KeptReport | undefined>;
  /** The server has it: it is gone, and the server is known to work. */
  delivered(report: KeptReport): Promise<void>;
  /** Nobody will send it again. */
  refused(report: KeptReport): Promise<void>;
  /** To the end of the queue, so that one report which a server chokes on does not hold up the others. */
  postpone(report: KeptReport, server: ServerState): Promise<void>;
}

const working = (endpoint: string): ServerState => ({ endpoint, failures: 0, notBefore: 0 });

export const outboxDatabase: OutboxDatabase = {
  keep: (...reports) =>
    using(async database => {
      const transaction = writing(database, 'strict');
      const store = transaction.objectStore('reports');
      for (const report of reports) {
        if ((await store.get(report.id)) === undefined) await store.put(report);
      }
      await transaction.done;
    }),
  remove: id => using(database => database.delete('reports', id)),
  list: limit =>
    using(async database => {
      const store = database.transaction('reports').store;
      const reports: KeptReport[] = [];
      let cursor = await store.index('keptAt').openCursor(null, 'prev');
      for (; cursor !== null && reports.length < limit; cursor = await cursor.continue()) reports.push(cursor.value);
      return { reports, total: await store.count() };
    }),
  servers: () =>
    using(async database => {
      const found: ServerState[] = [];
      const index = database.transaction(['reports', 'servers']);
      const queue = index.objectStore('reports').index('queue');
      // From one server's queue to the next, however long they are.
      for (let cursor = await queue.openKeyCursor(); cursor !== null; ) {
        const [endpoint] = cursor.key;
        found.push((await index.objectStore('servers').get(endpoint)) ?? working(endpoint));
        cursor = await queue.openKeyCursor(IDBKeyRange.lowerBound([endpoint, []]));
      }
      return found;
    }),
  first: (endpoint, from) =>
    using(async database => (await database.getAllFromIndex('reports', 'queue', ofServer(endpoint, from), 1))[0]),
  delivered: report =>
    using(async database => {
      const transaction = writing(database);
      await transaction.objectStore('reports').delete(report.id);
      await transaction.objectStore('servers').put(working(report.endpoint));
      await transaction.done;
    }),
  refused: ({ queue: _, ...report }) =>
    using(async database => {
      await database.put('reports', report);
    }),
  postpone: (report, server) =>
    using(async database => {
      const transaction = writing(database);
      const reports = transaction.objectStore('reports');
      const last = await reports.index('queue').openKeyCursor(ofServer(report.endpoint), 'prev');
      const order = (last?.key[1] ?? 0) + 1;
      // It may have been deleted by hand meanwhile.
      if ((await reports.get(report.id)) !== undefined) {
        await reports.put({ ...report, queue: [report.endpoint, order] });
      }
      await transaction.objectStore('servers').put(server);
      await transaction.done;
    }),
};
