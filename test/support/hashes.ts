/** Made-up hashes, for tests of the search and for the bench, which runs in browsers, too. */
import type { Hash } from '../../src/core/hash/types.ts';
import { randomFrom } from './pictures.ts';

/** `count` random hashes as raw bytes, 32 each. */
export function randomHashes(seed: number, count: number): Uint8Array<ArrayBuffer> {
  const random = randomFrom(seed);
  const words = new Uint32Array(count * 8);
  for (let i = 0; i < words.length; i++) words[i] = random() * 2 ** 32;
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

/**
 * Hashes as uneven as those of real pictures, or more: most bits lean one way (PDQ's sample list has a root mean square
 * of 0.037, we take up to 0.12), many repeat a neighbour, and every fourth is a near-duplicate of the one before.
 */
export function skewedHashes(seed: number, count: number): Uint8Array<ArrayBuffer> {
  const random = randomFrom(seed);
  const leanings = Array.from({ length: 256 }, () => 0.5 + 0.12 * (2 * random() - 1));
  const hashes = new Uint8Array(count * 32);
  for (let position = 0; position < count; position++) {
    const at = position * 32;
    if (position % 4 === 3) {
      hashes.set(changeBits(hashes.subarray(at - 32, at), 12, position), at);
      continue;
    }
    let bit = 0;
    for (let k = 0; k < 256; k++) {
      if (random() > 0.3) bit = random() < (leanings[k] as number) ? 1 : 0;
      hashes[at + (k >> 3)] = (hashes[at + (k >> 3)] as number) | (bit << (k & 7));
    }
  }
  return hashes;
}
