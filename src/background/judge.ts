/**
 * From bytes to a verdict: decode, hash, match. One picture after another, since they all share one thread; hashes are
 * kept by the digest of the bytes, so a picture that comes back (or a list that changed) costs a look-up only.
 * The cache is memory only: what somebody looked at is written down nowhere.
 */
import { entryIdOf } from '../core/entry-id.ts';
import { toHex } from '../core/hash/hex.ts';
import { type Depth, type QueryHash, queryHashes } from '../core/hash/query.ts';
import type { OwnId } from '../core/own/item.ts';
import { judge, type SearchableList, type UnknownReason, type Verdict } from '../core/verdict.ts';
import { kernels } from './kernels.ts';
import { type Decoded, decode, type Outcome } from './media.ts';
import { type OwnKeeper, ownDismissal } from './own-media.ts';

interface Hashed {
  readonly queries: readonly QueryHash[];
  readonly doubt: Decoded['doubt'];
  /** The person's own media that is in it. Looked for while the pixels are at hand. */
  readonly own: OwnId | null;
}

/** About 2 kB each as seen, 10 kB when asked harder. */
const MAX_CACHED = 1_000;
/** Below this PDQ is not defined (ThreatExchange MIN_HASHABLE_DIM). */
const MIN_SIDE = 5;

export interface JudgePorts {
  lists(): Promise<readonly SearchableList[]>;
  dismissed(): Promise<ReadonlySet<string>>;
  readonly own: Pick<OwnKeeper, 'revision' | 'match'>;
}

/** What a list says, or that it is the person's own: their own media come before any list. */
export type Judged = Verdict | { readonly status: 'own'; readonly id: OwnId };

export type Judge = (bytes: Uint8Array<ArrayBuffer>, depth: Depth) => Promise<Judged>;

/** A part of the media that matches is a match; a part that does not match says nothing of the rest. */
const doubted = (verdict: Verdict, doubt: UnknownReason | null): Verdict =>
  verdict.status === 'clear' && doubt !== null ? { status: 'unknown', reason: doubt } : verdict;

export function createJudge(ports: JudgePorts): Judge {
  const cache = new Map<string, Outcome<Hashed>>();
  let last: Promise<unknown> = Promise.resolve();

  async function hash(bytes: Uint8Array<ArrayBuffer>, depth: Depth): Promise<Outcome<Hashed>> {
    const decoded = await decode(bytes);
    if (!decoded.ok) return decoded;
    const { pixels, doubt } = decoded.value;
    if (Math.min(pixels.width, pixels.height) < MIN_SIDE) return { ok: false, reason: 'too-small' };
    const queries = queryHashes(pixels, (await kernels()).hasher, depth);
    return { ok: true, value: { queries, doubt, own: await ports.own.match(queries, pixels) } };
  }

  async function hashOnce(bytes: Uint8Array<ArrayBuffer>, depth: Depth): Promise<Outcome<Hashed>> {
    const digest = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
    const key = `${depth} ${await ports.own.revision()} ${digest}`;
    const known = cache.get(key);
    const hashed = known ?? (await hash(bytes, depth));
    cache.delete(key);
    cache.set(key, hashed);
    if (cache.size > MAX_CACHED) {
      const oldest = cache.keys().next().value;
      if (oldest !== undefined) cache.delete(oldest);
    }
    return hashed;
  }

  async function judgeNow(bytes: Uint8Array<ArrayBuffer>, depth: Depth): Promise<Judged> {
    const hashed = await hashOnce(bytes, depth);
    if (!hashed.ok) return { status: 'unknown', reason: hashed.reason };
    const { queries, doubt, own } = hashed.value;
    const dismissed = await ports.dismissed();
    if (own !== null && !dismissed.has(ownDismissal(own))) return { status: 'own', id: own };
    return doubted(await judge(queries, await ports.lists(), entryIdOf, dismissed), doubt);
  }

  return (bytes, depth) => {
    const verdict = last.then(() => judgeNow(bytes, depth));
    last = verdict.catch(() => undefined);
    return verdict;
  };
}
