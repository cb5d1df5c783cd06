/**
 * From bytes to a verdict: decode, hash, match. While one picture is hashed, the next is decoded; hashes are kept by the
 * digest of the bytes, so a picture that comes back (or a list that changed) costs a look-up only. The same digest is
 * looked for among listed files, which needs no pixels: a file that is plain or broken is still that file.
 * The cache is memory only: what somebody looked at is written down nowhere.
 */
import { entryIdOf } from '../core/entry-id.ts';
import { toHex } from '../core/hash/hex.ts';
import { type Depth, type QueryHash, queryHashes } from '../core/hash/query.ts';
import type { OwnId } from '../core/own/item.ts';
import { createTurns } from '../core/turns.ts';
import { judge, judgeFile, type SearchableList, type UnknownReason, type Verdict } from '../core/verdict.ts';
import { kernels } from './kernels.ts';
import { type Decoded, decode, type MediaFile, type Outcome } from './media.ts';
import { type OwnKeeper, ownDismissal } from './own-media.ts';
import { createPixelReader } from './pixel-reader.ts';

interface Hashed {
  readonly queries: readonly QueryHash[];
  readonly doubt: Decoded['doubt'];
  /** The person's own media that is in it. Looked for while the pixels are at hand. */
  readonly own: OwnId | null;
}

/** About 2 kB each as seen, 10 kB when asked harder. */
const MAX_CACHED = 1_000;
/** Browsers decode beside this thread, on which all else is done; more at once would only hold memory. */
const AT_ONCE = 3;
/** Below this PDQ is not defined (ThreatExchange MIN_HASHABLE_DIM). */
const MIN_SIDE = 5;

export interface JudgePorts {
  lists(): Promise<readonly SearchableList[]>;
  dismissed(): Promise<ReadonlySet<string>>;
  readonly own: Pick<OwnKeeper, 'revision' | 'match'>;
}

/** What a list says, or that it is the person's own: their own media come before any list. */
export type Judged = Verdict | { readonly status: 'own'; readonly id: OwnId };

export type Judge = (file: MediaFile, depth: Depth) => Promise<Judged>;

/** A part of the media that matches is a match; a part that does not match says nothing of the rest. */
const doubted = (verdict: Verdict, doubt: UnknownReason | null): Verdict =>
  verdict.status === 'clear' && doubt !== null ? { status: 'unknown', reason: doubt } : verdict;

export function createJudge(ports: JudgePorts): Judge {
  const cache = new Map<string, Promise<Outcome<Hashed>>>();
  const inTurn = createTurns(AT_ONCE);
  const pixelsOf = createPixelReader();
  /** One at a time, since they are in the same memory. */
  const withPixels = createTurns();

  async function hash(file: MediaFile, depth: Depth): Promise<Outcome<Hashed>> {
    const decoded = await decode(file);
    if (!decoded.ok) return decoded;
    const { bitmap, doubt } = decoded.value;
    try {
      if (Math.min(bitmap.width, bitmap.height) < MIN_SIDE) return { ok: false, reason: 'too-small' };
      const { hasher } = await kernels();
      return await withPixels(async () => {
        const pixels = pixelsOf(bitmap);
        const queries = queryHashes(pixels, hasher, depth);
        return { ok: true, value: { queries, doubt, own: await ports.own.match(queries, pixels) } };
      });
    } finally {
      bitmap.close();
    }
  }

  async function hashOnce(file: MediaFile, digest: Uint8Array, depth: Depth): Promise<Outcome<Hashed>> {
    const key = `${depth} ${await ports.own.revision()} ${toHex(digest)}`;
    const hashed = cache.get(key) ?? hash(file, depth);
    cache.delete(key);
    cache.set(key, hashed);
    if (cache.size > MAX_CACHED) {
      const oldest = cache.keys().next().value;
      if (oldest !== undefined) cache.delete(oldest);
    }
    try {
      return await hashed;
    } catch (error) {
      cache.delete(key); // a fault of ours, not of the picture
      throw error;
    }
  }

  async function judgeNow(file: MediaFile, depth: Depth): Promise<Judged> {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', file.bytes));
    const [hashed, dismissed, lists] = await Promise.all([
      hashOnce(file, digest, depth),
      ports.dismissed(),
      ports.lists(),
    ]);
    const own = hashed.ok ? hashed.value.own : null;
    if (own !== null && !dismissed.has(ownDismissal(own))) return { status: 'own', id: own };
    const asFile = await judgeFile(digest, lists, entryIdOf, dismissed);
    if (asFile !== null) return { status: 'flagged', match: asFile };
    if (!hashed.ok) return { status: 'unknown', reason: hashed.reason };
    return doubted(await judge(hashed.value.queries, lists, entryIdOf, dismissed), hashed.value.doubt);
  }

  return (file, depth) => inTurn(() => judgeNow(file, depth));
}
