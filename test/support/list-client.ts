/**
 * A browser's half of a list, outside of a browser: the real state machine, the real requests, and the real store on an
 * IndexedDB in memory. Needs `fake-indexeddb/auto`.
 */
import { createFetchFile } from '../../src/background/fetch-list.ts';
import { syncStoreOf, withDatabase } from '../../src/background/list-database.ts';
import { loadStored } from '../../src/background/list-store.ts';
import type { Trust } from '../../src/core/list/chain.ts';
import { type SyncPorts, type SyncReport, syncList } from '../../src/core/list/sync.ts';
import type { SyncStore } from '../../src/core/list/sync-store.ts';
import { NOW } from '../core/list/sample-list.ts';

export interface ListClient {
  sync(change?: Partial<SyncPorts>): Promise<SyncReport>;
  /** Hashes in use, as hex; null while there is no list. */
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
      const stored = await loadStored(name, client.now);
      if (!('list' in stored)) return null;
      const { hashes } = stored.list;
      return Array.from({ length: hashes.length / 32 }, (_, row) =>
        Buffer.from(hashes.subarray(row * 32, row * 32 + 32)).toString('hex'),
      );
    },
    paths: () => client.withStore(async store => [...(await store.paths())].sort()),
  };
  return client;
}
