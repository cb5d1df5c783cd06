/** The search that needs no proof: every query against every entry, bit by bit. */
import type { Hash } from '../../src/core/hash/types.ts';
import type { Nearest } from '../../src/core/search/hash-index.ts';

export const bitsApart = (a: Hash, b: Hash): number => {
  let count = 0;
  for (const [i, byte] of a.entries()) for (let x = byte ^ (b[i] as number); x > 0; x >>= 1) count += x & 1;
  return count;
};

/** `hashes` is raw bytes, 32 an entry. */
export function naiveNearest(
  hashes: Uint8Array,
  queries: readonly Hash[],
  threshold: number,
  except: ReadonlySet<number> = new Set(),
): Nearest | null {
  let best: Nearest | null = null;
  for (const [query, hash] of queries.entries()) {
    for (let position = 0; position < hashes.length / 32; position++) {
      const distance = bitsApart(hash, hashes.subarray(position * 32, position * 32 + 32));
      if (distance > threshold || except.has(position)) continue;
      if (best === null || distance < best.distance) best = { query, position, distance };
    }
  }
  return best;
}
