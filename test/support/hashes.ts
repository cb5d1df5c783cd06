/** Made-up hashes for tests of the search. */
import type { Hash } from '../../src/core/hash/types.ts';
import { randomFrom } from './pictures.ts';

/** `count` random hashes as raw bytes, 32 each. */
export function randomHashes(seed: number, count: number): Uint8Array<ArrayBuffer> {
  const random = randomFrom(seed);
  const words = Uint32Array.from({ length: count * 8 }, () => random() * 2 ** 32);
  return new Uint8Array(words.buffer);
}

export const hashAt = (hashes: Uint8Array, position: number): Hash => hashes.slice(position * 32, position * 32 + 32);

/** `hash` with exactly `count` of its bits changed, chosen by `seed`. */
export function changeBits(hash: Hash, count: number, seed: number): Hash {
  const random = randomFrom(seed);
  const changed = hash.slice();
  const bits = new Set<number>();
  while (bits.size < count) bits.add(Math.floor(random() * 256));
  for (const bit of bits) changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
  return changed;
}
