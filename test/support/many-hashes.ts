/** Lists as long as one likes, made of numbers. */
import { randomFrom } from './pictures.ts';

/**
 * Sorted, none twice, 128 of 256 bits set. Without `skipEvery` the first `count` of an endless row that is always the
 * same; with it, `count` of that row with every so-manieth left out.
 */
export function manyHashes(count: number, skipEvery = 0): Uint8Array<ArrayBuffer> {
  const random = randomFrom(1);
  const hashes = new Uint8Array(count * 32);
  const view = new DataView(hashes.buffer);
  for (let n = 0, row = 0; row < count; n++) {
    const words = [n * 4_000 + 1, random() * 2 ** 32, random() * 2 ** 32, random() * 2 ** 32];
    if (skipEvery > 0 && n % skipEvery === 0) continue;
    for (const [at, word] of words.entries()) {
      view.setUint32(row * 32 + at * 4, word >>> 0);
      view.setUint32(row * 32 + 16 + at * 4, ~word >>> 0);
    }
    row++;
  }
  return hashes;
}
