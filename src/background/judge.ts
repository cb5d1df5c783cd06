/**
 * From bytes to a verdict: decode, hash, match. One picture after another, since they all share one thread; hashes are
 * kept by the digest of the bytes, so a picture that comes back (or a list that changed) costs a look-up only.
 * The cache is memory only: what somebody looked at is written down nowhere.
 */
import { entryIdOf } from '../core/entry-id.ts';
import { toHex } from '../core/hash/hex.ts';
import { type Depth, type QueryHash, queryHashes } from '../core/hash/query.ts';
import { judge, type SearchableList, type UnknownReason, type Verdict } from '../core/verdict.ts';
import { kernels } from './kernels.ts';
import { type Decoded, decode, type Outcome } from './media.ts';

interface Hashed {
  readonly queries: readonly QueryHash[];
  readonly doubt: Decoded['doubt'];
}

/** About 2 kB each as seen, 10 kB when asked harder. */
const MAX_CACHED = 1_000;
/** Below this PDQ is not defined (ThreatExchange MIN_HASHABLE_DIM). */
const MIN_SIDE = 5;

export interface JudgePorts {
  lists(): Promise<readonly SearchableList[]>;
  dismissed(): Promise<ReadonlySet<string>>;
}

export type Judge = (bytes: Uint8Array<ArrayBuffer>, depth: Depth) => Promise<Verdict>;

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
    return { ok: true, value: { queries: queryHashes(pixels, (await kernels()).hasher, depth), doubt } };
  }

  async function hashOnce(bytes: Uint8Array<ArrayBuffer>, depth: Depth): Promise<Outcome<Hashed>> {
    const digest = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
    const key = `${depth} ${digest}`;
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

  async function judgeNow(bytes: Uint8Array<ArrayBuffer>, depth: Depth): Promise<Verdict> {
    const hashed = await hashOnce(bytes, depth);
    if (!hashed.ok) return { status: 'unknown', reason: hashed.reason };
    const verdict = await judge(hashed.value.queries, await ports.lists(), entryIdOf, await ports.dismissed());
    return doubted(verdict, hashed.value.doubt);
  }

  return (bytes, depth) => {
    const verdict = last.then(() => judgeNow(bytes, depth));
    last = verdict.catch(() => undefined);
    return verdict;
  };
}
