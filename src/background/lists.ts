/**
 * The lists of this life of the background: each loaded and verified when first asked for, with an index, and again
 * when something about it changed. Until the new one is ready the old one answers.
 */
import type { FilmList } from '../core/film.ts';
import { createVideoIndex } from '../core/hash/video.ts';
import type { Chain } from '../core/list/chain.ts';
import type { OpenedList } from '../core/list/sync.ts';
import type { ListId } from '../core/verdict.ts';
import { browser } from '../platform/browser.ts';
import type { ListSummary } from '../platform/messages.ts';
import { kernels } from './kernels.ts';
import { describeStored, type HeldList, loadPractice, loadStored, PRACTICE } from './list-store.ts';
import { type HeldFacts, summaryOf } from './lists-summary.ts';
import type { Subscription } from './subscriptions.ts';

export interface LoadedList {
  readonly summary: ListSummary;
  /** Null for a list that is paused, or not held. */
  readonly searchable: FilmList | null;
}

export interface Lists {
  load(): Promise<readonly LoadedList[]>;
  /** Another text whenever what is matched against changed. */
  revision(): Promise<string>;
  /** To be called when subscriptions changed or, with its id, when the copy of one did; `fresh` is what it holds now. */
  refresh(id?: ListId, fresh?: OpenedList | null): Promise<void>;
}

export interface ListsPorts {
  subscriptions(): Promise<readonly Subscription[]>;
  /** What is matched against has changed. */
  onChange(): Promise<void>;
  /** The copy of a list is damaged or gone, and out of use, as far as it is, until what is lacking has been fetched. */
  onLoss(id: ListId): void;
}

async function readPackaged(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const response = await fetch(browser.runtime.getURL(path));
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null; // how both browsers say that the package has no such file
  }
}

/** What is in memory of a list. Of a paused one, only what it says of itself. */
interface Opened {
  readonly chain: Chain | null;
  readonly held: HeldFacts | null;
  readonly searchable: FilmList | null;
}

const NOTHING: Opened = { chain: null, held: null, searchable: null };

async function openedFrom(id: string, held: HeldList): Promise<Opened> {
  // The hashes go: the index has its own copy of them. Digests are looked up where they are.
  const { hashes, ...list } = held.list;
  const { indexOf } = await kernels();
  const index = indexOf(hashes);
  const { threshold, video, digests } = list;
  const videos = video === null ? null : createVideoIndex(video.groups, video.rule, indexOf);
  const searchable = { id: id as ListId, threshold, index, videos, entryAt: index.entryAt, digests };
  return { chain: held.chain, held: { ...held, list }, searchable };
}

async function open(subscription: Subscription | null, onLoss: (id: ListId) => void): Promise<Opened> {
  if (subscription === null) return openedFrom(PRACTICE.id, await loadPractice(readPackaged, Date.now()));
  if (subscription.paused !== null) return { ...NOTHING, chain: await describeStored(subscription) };
  const stored = await loadStored(subscription, Date.now());
  if ('list' in stored) {
    if (stored.isPartial) onLoss(subscription.id);
    return openedFrom(subscription.id, stored);
  }
  const wasHeld = typeof subscription.lastUpdate?.outcome === 'string';
  if (stored.missing === 'damaged' || wasHeld) onLoss(subscription.id);
  return NOTHING;
}

export function createLists({ subscriptions, onChange, onLoss }: ListsPorts): Lists {
  /** By id, and whether it was paused when it was opened. */
  const opened = new Map<string, Promise<Opened>>();
  let told: string | null = null;
  const lost = new Set<ListId>();

  /** Once in a life: storage that loses what it was given must not keep a server busy. */
  function onceLost(id: ListId): void {
    if (lost.has(id)) return;
    lost.add(id);
    onLoss(id);
  }

  const keyOf = (subscription: Subscription | null): string =>
    subscription === null ? PRACTICE.id : `${subscription.id} ${subscription.paused}`;

  /** A list that cannot be opened must not take the others with it; the next question tries again. */
  const opening = (subscription: Subscription | null, key: string): Promise<Opened> =>
    open(subscription, onceLost).catch(error => {
      console.error('Consentry could not open a list:', error);
      opened.delete(key);
      return NOTHING;
    });

  function get(subscription: Subscription | null): Promise<Opened> {
    const key = keyOf(subscription);
    const known = opened.get(key) ?? opening(subscription, key);
    opened.set(key, known);
    return known;
  }

  /** A list whose catalog is the same has only been vouched for anew: its entries need not be read again. */
  async function reopen(subscription: Subscription, fresh: OpenedList | null): Promise<void> {
    const key = keyOf(subscription);
    if (fresh !== null && subscription.paused === null) {
      const next = await openedFrom(subscription.id, { ...fresh, source: 'stored', fellBack: false });
      opened.set(key, Promise.resolve(next));
      return;
    }
    const [chain, before] = await Promise.all([describeStored(subscription), opened.get(key)]);
    const isSame = chain?.timestamp.catalog.sha256 === before?.chain?.timestamp.catalog.sha256;
    const next = before?.chain && chain && isSame ? { ...before, chain } : await opening(subscription, key);
    opened.set(key, Promise.resolve(next));
  }

  async function load(): Promise<readonly (LoadedList & { readonly version: string })[]> {
    const wanted = [null, ...(await subscriptions())];
    const keys = new Set(wanted.map(keyOf));
    for (const key of opened.keys()) if (!keys.has(key)) opened.delete(key);
    const now = Date.now();
    const lists = await Promise.all(
      wanted.map(async subscription => {
        const { chain, held, searchable } = await get(subscription);
        if (subscription === null && held === null) return null; // without a list every verdict is unknown
        const version = searchable === null ? '' : (held?.list.revision ?? '');
        return { summary: summaryOf(subscription, chain, held, now), searchable, version };
      }),
    );
    return lists.filter(list => list !== null);
  }

  const revision = async (): Promise<string> =>
    (await load()).map(({ summary, version }) => `${summary.id}:${version}`).join(' ') || 'none';

  return {
    load,
    async revision() {
      told = await revision();
      return told;
    },
    async refresh(id, fresh = null) {
      const changed = (await subscriptions()).find(subscription => subscription.id === id);
      if (changed !== undefined) await reopen(changed, fresh);
      const now = await revision();
      if (now === told) return;
      told = now;
      await onChange();
    },
  };
}
