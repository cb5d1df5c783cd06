/**
 * What a keypoint looks like, in 256 bits: each says which of two places near it is brighter, with all places turned by
 * the keypoint's own angle. Tests come in pairs that are mirror images of each other about that angle, so mirroring the
 * picture exchanges the two halves of every descriptor and does nothing else to it.
 *
 * | word | bits | test |
 * | 0..3 | 32 w + b | test 32 w + b of the pattern |
 * | 4..7 | 128 + 32 w + b | the mirror image of test 32 w + b |
 *
 * Sources: Calonder et al., "BRIEF" (ECCV 2010), for the tests; Rublee et al., "ORB" (ICCV 2011), for turning them by
 * the centre of brightness (Rosin, 1999) and for choosing them by training (see pattern.ts).
 */
import { bitCount } from '../search/distance.ts';
import type { Grey } from './grey.ts';
import { REACH } from './keypoints.ts';
import { TESTS } from './pattern.ts';

export const WORDS = 8;

/** More bits apart are not the same feature: those of strangers differ in 124, of copies in 33 (pattern.ts). */
export const ALIKE = 48;

/** Word i of the mirror image is word `i ^ MIRROR` of the feature. */
const MIRROR = WORDS / 2;

/** Angles are told in 64ths of a turn, clockwise from the right (ORB has 30). */
export const TURN = 64;

/** The descriptors of the mirrored picture's features: halves exchanged. */
export function mirrorWords(words: Int32Array): Int32Array {
  return Int32Array.from(words, (_, i) => words[i ^ MIRROR]!);
}

/** Hamming distance of the descriptors at two places, or some number above `limit` as soon as it is known to be above. */
export function distanceWithin(limit: number, a: Int32Array, i: number, b: Int32Array, j: number): number {
  let bits = bitCount(a[i]! ^ b[j]!) + bitCount(a[i + 1]! ^ b[j + 1]!) + bitCount(a[i + 2]! ^ b[j + 2]!);
  if (bits > limit) return bits;
  bits += bitCount(a[i + 3]! ^ b[j + 3]!) + bitCount(a[i + 4]! ^ b[j + 4]!);
  if (bits > limit) return bits;
  return bits + bitCount(a[i + 5]! ^ b[j + 5]!) + bitCount(a[i + 6]! ^ b[j + 6]!) + bitCount(a[i + 7]! ^ b[j + 7]!);
}

/** Half the side of the square that a test takes for one place, so that it does not compare two grains of noise. */
const SOFT = 2;
/** Division by 25 for sums of 25 bytes: 5243 / 2^17. */
const PER_SQUARE = 5243;

/** Means of 5x5 pixels. The outermost two rows and columns are left black: no test reaches them. */
export function soften({ width, height, data }: Grey): Grey {
  const along = new Uint16Array(width * height);
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width - SOFT;
    let at = y * width + SOFT;
    let sum = data[at - 2]! + data[at - 1]! + data[at]! + data[at + 1]!;
    for (; at < end; at++) {
      sum += data[at + SOFT]!;
      along[at] = sum;
      sum -= data[at - SOFT]!;
    }
  }
  const soft = new Uint8Array(width * height);
  const two = 2 * width;
  for (let at = two; at < (height - SOFT) * width; at++) {
    const sum = along[at - two]! + along[at - width]! + along[at]! + along[at + width]! + along[at + two]!;
    soft[at] = (sum * PER_SQUARE) >> 17;
  }
  return { width, height, data: soft };
}

/** Half the width of the disc at each distance from its middle row. */
const DISC = Int32Array.from({ length: REACH + 1 }, (_, dy) => Math.floor(Math.sqrt(REACH * REACH - dy * dy)));

/** The direction from a place to the centre of brightness of the disc around it, 0 to 63. */
export function angleAt({ width, data }: Grey, x: number, y: number): number {
  const centre = y * width + x;
  let along = 0;
  let down = 0;
  for (let dx = 1; dx <= REACH; dx++) along += dx * (data[centre + dx]! - data[centre - dx]!);
  for (let dy = 1; dy <= REACH; dy++) {
    const above = centre - dy * width;
    const below = centre + dy * width;
    let difference = 0;
    for (let dx = -DISC[dy]!; dx <= DISC[dy]!; dx++) {
      const upper = data[above + dx]!;
      const lower = data[below + dx]!;
      difference += lower - upper;
      along += dx * (upper + lower);
    }
    down += dy * difference;
  }
  return Math.round((Math.atan2(down, along) * TURN) / (2 * Math.PI)) & (TURN - 1);
}

/** To the nearest whole number and, so that mirror images stay mirror images, halves away from zero. */
const round = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

/** For each of 64 angles the places of 256 tests: dx, dy of the one and dx, dy of the other. */
const PLACES: readonly Int8Array[] = Array.from({ length: TURN }, (_, step) => {
  const cos = Math.cos((2 * Math.PI * step) / TURN);
  const sin = Math.sin((2 * Math.PI * step) / TURN);
  const places = [1, -1].flatMap(side =>
    TESTS.flatMap(test =>
      test.flatMap(([along, across]) => [
        round(along * cos - side * across * sin),
        round(along * sin + side * across * cos),
      ]),
    ),
  );
  return Int8Array.from(places);
});

/** Writes the eight words of the feature at a place of a softened level to `words`, from `row * 8` on. */
export function describeAt(soft: Grey, x: number, y: number, angle: number, words: Int32Array, row: number): void {
  const { width, data } = soft;
  const places = PLACES[angle]!;
  const centre = y * width + x;
  let at = 0;
  for (let word = 0; word < WORDS; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit++) {
      const one = data[centre + places[at + 1]! * width + places[at]!]!;
      const other = data[centre + places[at + 3]! * width + places[at + 2]!]!;
      if (one < other) bits |= 1 << bit;
      at += 4;
    }
    words[row * WORDS + word] = bits;
  }
}
