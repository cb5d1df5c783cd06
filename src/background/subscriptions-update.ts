/** Runs the updates of subscribed lists, one at a time in this browser, and remembers what came of each. */

import { type OpenedList, type SyncReport, syncList } from '../core/list/sync.ts';
import { archiveFetch } from '../core/list/sync-archive.ts';
import type { FetchFile } from '../core/list/sync-files.ts';
import type { SyncOutcome } from '../core/list/sync-outcome.ts';
import type { ListId } from '../core/verdict.ts';
import { writeListProgress } from '../platform/list-progress.ts';
import { keepCopies, syncStoreOf, withDatabase } from './list-database.ts';
import { PRACTICE } from './list-store.ts';
import { dueAt, isLeftAlone, waitAfter } from './schedule.ts';
import type { Subscription, Subscriptions } from './subscriptions.ts';

export interface UpdatePorts {
  readonly subscriptions: Subscriptions;
  readonly fetch: FetchFile;
  /** The copy of a list is another now; `opened` is what it holds, if its entries are others, too. */
  onChange(id: ListId, opened: OpenedList | null): Promise<void>;
}

export interface Updates {
  /** All lists that are due, unless an update is running already. */
  runDue(): Promise<void>;
  /** One list, now, after whatever is running. `fetch` in the place of the network, for a list in a file. */
  run(id: ListId, fetch?: FetchFile): Promise<SyncOutcome>;
  /** Deletes the files of lists that are not subscribed to any more. */
  tidy(): Promise<void>;
}

const LOCK = 'consentry-update-lists';

const FAULT: SyncReport = { outcome: { failed: 'fault' }, changed: false, wait: 0, opened: null };
const NO_STORAGE: SyncReport = { outcome: { failed: 'storage' }, changed: false, wait: 0, opened: null };

/** A file in the place of a server. Throws ListError for one that is no archive. */
export const fetchFromFile = (file: Blob): Promise<FetchFile> =>
  archiveFetch(async (offset, length) => new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()));

export function createUpdates({ subscriptions, fetch, onChange }: UpdatePorts): Updates {
  const sync = (subscription: Subscription, fetchFile: FetchFile): Promise<SyncReport> =>
    withDatabase(async database => {
      if (database === null) return NO_STORAGE;
      const { id, address, rootDigest } = subscription;
      return syncList(
        { address: address ?? '', trust: { rootDigest } },
        {
          fetch: fetchFile,
          store: syncStoreOf(database, subscription),
          now: Date.now,
          random: Math.random,
          onProgress(done, total) {
            writeListProgress({ id, done, total }).catch(console.error);
          },
        },
      );
    });

  async function update(subscription: Subscription, fetchFile: FetchFile): Promise<SyncOutcome> {
    const { id } = subscription;
    const { outcome, wait, changed, opened } = await sync(subscription, fetchFile)
      .catch(error => {
        console.error('Consentry could not update a list:', error);
        return FAULT;
      })
      .finally(() => writeListProgress(null));
    const now = Date.now();
    const failures = typeof outcome === 'string' ? 0 : subscription.failures + 1;
    await subscriptions.change(id, {
      lastUpdate: { at: now, outcome },
      notBefore: now + waitAfter(wait, failures, Math.random()),
      leaveUntil: failures > 0 ? now + wait : 0,
      failures,
    });
    if (changed) await onChange(id, opened);
    return outcome;
  }

  return {
    async runDue() {
      await navigator.locks.request(LOCK, { ifAvailable: true }, async lock => {
        if (lock === null) return;
        for (const subscription of await subscriptions.all()) {
          if (dueAt(subscription, Date.now()) <= Date.now()) await update(subscription, fetch);
        }
      });
    },

    run: (id, fetchFile) =>
      navigator.locks.request(LOCK, async (): Promise<SyncOutcome> => {
        const subscription = await subscriptions.find(id);
        if (subscription === null) return { failed: 'missing' };
        if (fetchFile !== undefined) return update(subscription, fetchFile);
        if (subscription.address === null) return { failed: 'missing' };
        if (isLeftAlone(subscription, Date.now())) return { failed: 'busy' };
        return update(subscription, fetch);
      }),

    tidy: () =>
      navigator.locks.request(LOCK, async () => {
        const ids = await subscriptions.tidy(Date.now());
        await withDatabase(async database => {
          if (database !== null) await keepCopies(database, new Set([PRACTICE.id, ...ids]));
        });
      }),
  };
}
