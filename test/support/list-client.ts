/**
 * A browser's half of a list, outside of a browser: the real state machine, the real requests, and the real store on an
 * IndexedDB in memory. Needs `fake-indexeddb/auto`.
 */
import { createFetchFile } from '../../src/background/fetch-list.ts';
import { readCopy, syncStoreOf, withDatabase } from '../../src/background/list-database.ts';
import type { Trust } from '../../src/core/list/chain.ts';
import { type OpenList, openList } from '../../src/core/list/open-list.ts';
import { type SyncPorts, type SyncReport, syncList } from '../../src/core/list/sync.ts';
import type { SyncStore } from '../../src/core/list/sync-store.ts';
import { TIMESTAMP_PATH } from '../../src/core/list/timestamp.ts';
import { NOW } from '../core/list/sample-list.ts';

export interface ListClient {
  sync(change?: Partial<SyncPorts>): Promise<SyncReport>;
  /** Hashes in use, as hex, every file checked; null while there is no list. */
  hashes(): Promise<readonly string[] | null>;
  /** Paths of all files that are kept, sorted. */
  paths(): Promise<readonly string[]>;
  withStore<T>(work: (store: SyncStore) => Promise<T>): Promise<T>;
  /** What the clock says, in milliseconds since 1970. */
  now: number;
}

/** Time limits for tests: nothing on this computer takes as long. */
export const fetchForTests = createFetchFile({
  permitted: async () => true,
  now: () => NOW,
  limits: { silence: 500, whole: 2_000 },
});

export function newListClient(address: string, trust: Trust): ListClient {
  const name = { id: 'subscribed', rootDigest: trust.rootDigest };
  const client: ListClient = {
    now: NOW,
    withStore: work =>
      withDatabase(async database => {
        if (database === null) throw new Error('there is no database');
        return work(syncStoreOf(database, name));
      }),
    sync: change =>
      client.withStore(store =>
        syncList(
          { address, trust },
          {
            fetch: fetchForTests,
            store,
            now: () => client.now,
            random: () => 0.5,
            onProgress: () => undefined,
            ...change,
          },
        ),
      ),
    async hashes() {
      const list = await withDatabase(async (database): Promise<OpenList | null> => {
        const copy = database && (await readCopy(database, name));
        return copy?.active.has(TIMESTAMP_PATH) ? openList(copy.files, trust, client.now) : null;
      });
      if (list === null) return null;
      const { hashes } = list;
      return Array.from({ length: hashes.length / 32 }, (_, row) =>
        Buffer.from(hashes.subarray(row * 32, row * 32 + 32)).toString('hex'),
      );
    },
    paths: () => client.withStore(async store => [...(await store.paths())].sort()),
  };
  return client;
}
