/** How far two hashes are from each other: the number of bits in which they differ. */
import type { Hash } from '../hash/types.ts';

/** Number of set bits of a 32-bit integer, by adding neighbours in parallel (Warren, Hacker's Delight, 5-1). */
export function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Hamming distance, 0 to 256. */
export function distance(a: Hash, b: Hash): number {
  let bits = 0;
  for (let i = 0; i < a.length; i++) bits += bitCount(a[i]! ^ b[i]!);
  return bits;
}
