/**
 * Writes test/core/hash/own-vectors.json: answers of the literal PDQ for drawn pictures, so that known answers travel
 * with the repository. Run by hand: `npx tsx test/support/write-own-vectors.ts`.
 */
import { writeFileSync } from 'node:fs';
import { literalPdq } from './pdq-literal.ts';
import { drawPicture } from './pictures.ts';

export interface OwnVector {
  readonly seed: number;
  readonly width: number;
  readonly height: number;
  readonly quality: number;
  readonly orientations: readonly string[];
}

/** Below, at and above each place where the arithmetic changes: 5, 64, 128, multiples of 128, 2048. */
// biome-ignore format: a table
const SIZES = [
  [5, 5], [5, 300], [64, 64], [63, 65], [128, 128], [129, 128], [160, 100], [255, 257], [256, 256], [320, 400],
  [511, 513], [512, 512], [600, 337], [768, 1024], [1080, 1350], [1080, 1920], [1281, 719], [2048, 300], [300, 2048],
  [300, 2049], [333, 3000], [2560, 257], [3000, 200], [4096, 64],
] as const;

const vectors = SIZES.map(([width, height], i): OwnVector => {
  const seed = i + 1;
  const { quality, hashes } = literalPdq(drawPicture(seed, width, height));
  return { seed, width, height, quality, orientations: hashes };
});
const file = new URL('../core/hash/own-vectors.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(vectors, null, 2)}\n`);
