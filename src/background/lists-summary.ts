/** What our pages show of a list, from what is subscribed to and what is held of it. */

import { knownParts } from '../core/list/catalog.ts';
import type { Chain } from '../core/list/chain.ts';
import type { OpenList } from '../core/list/open-list.ts';
import { countEntries, recordsFilesOf } from '../core/list/parts.ts';
import { formatTime, parseTime } from '../core/list/time.ts';
import type { ListId } from '../core/verdict.ts';
import type { ListState, ListSummary } from '../platform/messages.ts';
import { type HeldList, PRACTICE } from './list-store.ts';
import type { Subscription } from './subscriptions.ts';

/** What stays in memory of a list besides its index. */
export interface HeldFacts extends Omit<HeldList, 'list'> {
  readonly list: Omit<OpenList, 'hashes'>;
}

/** More than clocks and time zones are ever out by honestly. */
const CLOCK_DOUBT = 86_400_000;

function stateOf(subscription: Subscription, chain: Chain | null, isHeld: boolean, now: number): ListState {
  if (subscription.paused !== null) return { kind: 'paused', by: subscription.paused };
  if (chain === null || !isHeld) return { kind: 'absent' };
  const { catalog, timestamp } = chain;
  if (parseTime(timestamp.signedAt) > now + CLOCK_DOUBT) return { kind: 'clock' };
  const expiry = Math.min(parseTime(catalog.expiresAt), parseTime(timestamp.expiresAt));
  if (expiry <= now) return { kind: 'stale', since: formatTime(expiry) };
  const outcome = subscription.lastUpdate?.outcome;
  return typeof outcome === 'object' ? { kind: 'failed' } : { kind: 'fresh' };
}

/** By its host, a list of which nothing is known yet. */
const hostOf = (address: string | null): string => (address === null ? '' : new URL(address).host);

function describe(chain: Chain | null, held: HeldFacts | null) {
  const catalog = chain?.catalog;
  const parts = catalog === undefined ? [] : knownParts(catalog);
  return {
    publisher: catalog?.publisher ?? '',
    covers: catalog?.covers ?? '',
    contact: catalog?.contact ?? '',
    reportsTo: catalog?.reports ?? null,
    practice: catalog?.purpose === 'practice',
    entries: held?.list.entries ?? countEntries(parts),
    bytes: recordsFilesOf(parts).reduce((sum, { bytes }) => sum + bytes, 0),
    signedAt: catalog?.signedAt ?? '',
    source: held?.source ?? ('stored' as const),
    fellBack: held?.fellBack ?? false,
  };
}

/** `subscription` is null for the practice list. */
export function summaryOf(
  subscription: Subscription | null,
  chain: Chain | null,
  held: HeldFacts | null,
  now: number,
): ListSummary {
  const described = describe(chain, held);
  if (subscription === null) {
    return {
      ...described,
      id: PRACTICE.id as ListId,
      name: chain?.catalog.name ?? PRACTICE.id,
      by: 'package',
      address: null,
      keyDigest: PRACTICE.rootDigest,
      state: { kind: 'fresh' }, // it comes with the extension, and is as good as that is
      lastUpdate: null,
    };
  }
  const { id, by, address, rootDigest, lastUpdate } = subscription;
  return {
    ...described,
    id,
    name: chain?.catalog.name ?? hostOf(address),
    by,
    address,
    keyDigest: rootDigest,
    state: stateOf(subscription, chain, held !== null, now),
    lastUpdate: lastUpdate && { at: formatTime(lastUpdate.at), outcome: lastUpdate.outcome },
  };
}
