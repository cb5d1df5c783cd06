/**
 * Which lists this browser is subscribed to, besides the practice list: what the person added, and what a policy sets.
 * Kept apart from the lists' files, so that it outlives them. The one writer of this record.
 */
import { listIdOf } from '../core/list/sync-link.ts';
import type { SyncOutcome } from '../core/list/sync-outcome.ts';
import type { Policy } from '../core/policy.ts';
import { createTurns } from '../core/turns.ts';
import type { ListId } from '../core/verdict.ts';
import { browser } from '../platform/browser.ts';
import { remember } from '../platform/remembered.ts';

export interface Subscription {
  /** `listIdOf(rootDigest)`. */
  readonly id: ListId;
  /** The pin: SHA-256 of the payload of one of the list's roots, in hex. */
  readonly rootDigest: string;
  /** Null for a list from a file. */
  readonly address: string | null;
  readonly by: 'person' | 'policy';
  readonly paused: 'person' | 'breaker' | null;
  /** Times are milliseconds since 1970. */
  readonly lastUpdate: { readonly at: number; readonly outcome: SyncOutcome } | null;
  /** Not to be fetched before, by the schedule. */
  readonly notBefore: number;
  /** The server wants not to be asked before, not even by the person. */
  readonly leaveUntil: number;
  /** Updates in a row that did not come through. */
  readonly failures: number;
}

const KEY = 'subscriptions';

/** A list that no policy sets any more is kept for so long: policies come late after a start, and go by mistake. */
const FORGET_POLICY_AFTER = 7 * 86_400_000;

type NewSubscription = Pick<Subscription, 'rootDigest' | 'address' | 'by'>;

const fresh = ({ rootDigest, address, by }: NewSubscription): Subscription => ({
  id: listIdOf(rootDigest),
  rootDigest,
  address,
  by,
  paused: null,
  lastUpdate: null,
  notBefore: 0,
  leaveUntil: 0,
  failures: 0,
});

/** Whatever version wrote it: what cannot be read as a subscription is none. */
function parseSubscription(value: unknown): Subscription | null {
  if (typeof value !== 'object' || value === null) return null;
  const { rootDigest, address, by, ...rest } = value as Record<string, unknown>;
  if (typeof rootDigest !== 'string' || !/^[0-9a-f]{64}$/.test(rootDigest)) return null;
  if ((typeof address !== 'string' && address !== null) || (by !== 'person' && by !== 'policy')) return null;
  const { paused, lastUpdate, notBefore, leaveUntil, failures } = rest as Partial<Subscription>;
  const numberOr0 = (item: unknown): number => (typeof item === 'number' ? item : 0);
  return {
    ...fresh({ rootDigest, address, by }),
    paused: paused === 'person' || paused === 'breaker' ? paused : null,
    lastUpdate: typeof lastUpdate?.at === 'number' && lastUpdate.outcome ? lastUpdate : null,
    notBefore: numberOr0(notBefore),
    leaveUntil: numberOr0(leaveUntil),
    failures: numberOr0(failures),
  };
}

async function readStored(): Promise<readonly Subscription[]> {
  const stored = (await browser.storage.local.get(KEY))[KEY];
  return Array.isArray(stored) ? stored.map(parseSubscription).filter(each => each !== null) : [];
}

const listsOf = ({ lists }: Policy): readonly Subscription[] =>
  lists.map(({ rootDigest, address }) => fresh({ rootDigest, address, by: 'policy' }));

/** Those in force: a policy that is gone takes its lists out of use, and one that is there leaves no choice. */
function inForce(stored: readonly Subscription[], policy: readonly Subscription[]): readonly Subscription[] {
  const set = policy.map(wanted => {
    const known = stored.find(({ id }) => id === wanted.id);
    if (known === undefined) return wanted;
    const paused = known.paused === 'person' ? null : known.paused;
    return { ...known, address: wanted.address, by: wanted.by, paused };
  });
  const own = stored.filter(({ id, by }) => by === 'person' && !set.some(each => each.id === id));
  return [...own, ...set];
}

type Change = Partial<Omit<Subscription, 'id' | 'rootDigest' | 'by'>>;

export interface Subscriptions {
  all(): Promise<readonly Subscription[]>;
  find(id: ListId): Promise<Subscription | null>;
  /** Adds a list, or changes the address of one that is there and wakes it. */
  add(wanted: Pick<Subscription, 'rootDigest' | 'address'>): Promise<ListId>;
  /** Changes a list that is in force; any other is left as it is. */
  change(id: ListId, change: Change): Promise<void>;
  remove(id: ListId): Promise<void>;
  /** Forgets lists that a policy set long ago. Returns the ids of all that are left, in force or not. */
  tidy(now: number): Promise<ReadonlySet<string>>;
}

export function createSubscriptions(readPolicy: () => Promise<Policy>): Subscriptions {
  const inTurn = createTurns();
  const remembered = remember('local', KEY, readStored);

  /** Changes are queued, so that two at once do not lose one. */
  const update = (
    next: (stored: readonly Subscription[], policy: readonly Subscription[]) => readonly Subscription[],
  ): Promise<readonly Subscription[]> =>
    inTurn(async () => {
      const [stored, policy] = await Promise.all([readStored(), readPolicy()]);
      const subscriptions = next(stored, listsOf(policy));
      await browser.storage.local.set({ [KEY]: subscriptions });
      remembered.forget();
      return subscriptions;
    });

  const all = async (): Promise<readonly Subscription[]> => {
    const [stored, policy] = await Promise.all([remembered.read(), readPolicy()]);
    return inForce(stored, listsOf(policy));
  };

  return {
    all,
    find: async id => (await all()).find(each => each.id === id) ?? null,
    async add({ rootDigest, address }) {
      const id = listIdOf(rootDigest);
      await update(stored => {
        const known = stored.find(each => each.id === id) ?? fresh({ rootDigest, address, by: 'person' });
        const added = { ...known, address: address ?? known.address, by: 'person', paused: null } as const;
        return [...stored.filter(each => each.id !== id), added];
      });
      return id;
    },
    async change(id, change) {
      await update((stored, policy) => {
        const known = inForce(stored, policy).find(each => each.id === id);
        if (known === undefined) return stored;
        const by = stored.find(each => each.id === id)?.by ?? known.by;
        return [...stored.filter(each => each.id !== id), { ...known, ...change, by }];
      });
    },
    async remove(id) {
      await update(stored => stored.filter(each => each.id !== id));
    },
    async tidy(now) {
      const left = await update((stored, policy) => {
        const isOld = ({ lastUpdate }: Subscription) => now - (lastUpdate?.at ?? 0) > FORGET_POLICY_AFTER;
        return stored.filter(each => each.by === 'person' || policy.some(({ id }) => id === each.id) || !isOld(each));
      });
      return new Set([...left, ...(await all())].map(({ id }) => id));
    },
  };
}
