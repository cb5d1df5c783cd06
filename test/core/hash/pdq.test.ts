/** The plain-JS kernel against known answers: the reference tool's, and our own that travel with the repository. */
import { describe, expect, test } from 'vitest';
import { parseHex, toHex } from '../../../src/core/hash/hex.ts';
import { hashPixels } from '../../../src/core/hash/pdq.ts';
import { stretch } from '../../../src/core/hash/query.ts';
import { MIN_QUALITY, ORIENTATIONS, type Orientation } from '../../../src/core/hash/types.ts';
import { distance } from '../../../src/core/search/distance.ts';
import { drawPicture } from '../../support/pictures.ts';
import { hasSharedVectors, orientationsOf, readPixels, sharedVectors } from '../../support/shared-vectors.ts';
import type { OwnVector } from '../../support/write-own-vectors.ts';
import ownVectors from './own-vectors.json' with { type: 'json' };

/** Where in the original the turned picture's (x, y) comes from. */
type Turn = (x: number, y: number) => readonly [number, number];

const apart = (a: Uint8Array, hex: string): number => distance(a, parseHex(hex) ?? new Uint8Array(0));

describe('our own known answers', () => {
  test.each(ownVectors as readonly OwnVector[])('$width x $height, seed $seed', vector => {
    const { quality, orientations } = hashPixels(drawPicture(vector.seed, vector.width, vector.height));
    expect(orientations.map(toHex)).toEqual(vector.orientations);
    expect(quality).toBe(vector.quality);
  });
});

describe.skipIf(!hasSharedVectors)('known answers of the reference tool (skipped without ../shared/vectors)', () => {
  const vectors = sharedVectors();

  test.each(vectors.filter(vector => vector.coreInput !== null))(
    '$name: same bits from the same bytes',
    async vector => {
      const { quality, orientations } = hashPixels(await readPixels(vector.coreInput as string));
      const distances = orientationsOf(vector.ref512).map((hex, i) => apart(orientations[i] as Uint8Array, hex));
      expect(quality).toBe(vector.ref512.quality);
      expect(distances[0]).toBe(0);
      // In a picture too dull to be compared, single-float noise of the reference may decide a tie: one bit up, one down.
      expect(Math.max(...distances)).toBeLessThanOrEqual(quality < MIN_QUALITY ? 2 : 0);
    },
  );

  test.each(vectors)('$name: close to the reference from the original file', async vector => {
    const pixels = await readPixels(vector.image);
    const asTool = Math.max(pixels.width, pixels.height) > 512 ? stretch(pixels) : pixels;
    for (const [input, answer] of [
      [asTool, vector.ref512],
      [pixels, vector.fullres],
    ] as const) {
      if (answer.quality < 80) continue;
      // The upstream correctness rule (pdq/README.md): quality 80 or more, at most 10 bits apart, decoders differing.
      const { quality, orientations } = hashPixels(input);
      expect(apart(orientations[0] as Uint8Array, answer.hash)).toBeLessThanOrEqual(10);
      expect(quality).toBeGreaterThanOrEqual(79);
    }
  });

  test('there are 24 lossless inputs', () => {
    expect(vectors.filter(vector => vector.coreInput !== null)).toHaveLength(24);
  });
});

describe('edges', () => {
  test.each([
    [4, 400],
    [400, 4],
    [1, 1],
    [0, 0],
  ])('%i x %i is too small: quality 0 and no bit set', (width, height) => {
    const { quality, orientations } = hashPixels(drawPicture(1, width, height));
    expect(quality).toBe(0);
    expect(orientations).toHaveLength(8);
    for (const hash of orientations) expect(hash).toEqual(new Uint8Array(32));
  });

  test('a flat picture has quality 0', () => {
    expect(hashPixels({ width: 300, height: 200, data: new Uint8Array(240_000).fill(90) }).quality).toBe(0);
  });

  test('alpha plays no part', () => {
    const pixels = drawPicture(3, 90, 70);
    const clear = { ...pixels, data: pixels.data.map((value, i) => (i % 4 === 3 ? 7 : value)) };
    expect(hashPixels(clear)).toEqual(hashPixels(pixels));
  });

  test('bytes may start at an odd place of their buffer', () => {
    const pixels = drawPicture(4, 90, 70);
    const shifted = new Uint8Array(pixels.data.length + 1).subarray(1);
    shifted.set(pixels.data);
    expect(hashPixels({ ...pixels, data: shifted })).toEqual(hashPixels(pixels));
  });

  test('sizes that do not fit the bytes are refused', () => {
    expect(() => hashPixels({ width: 10, height: 10, data: new Uint8Array(399) })).toThrow(RangeError);
  });

  test('each hash owns its bytes', () => {
    for (const hash of hashPixels(drawPicture(5, 20, 20)).orientations) expect(hash.buffer.byteLength).toBe(32);
  });

  // 64x64 enters PDQ without a filter, so nothing but the turning itself is measured. Rotations are counterclockwise.
  test.each([
    ['upright', (x, y) => [x, y]],
    ['rot90', (x, y) => [63 - y, x]],
    ['rot180', (x, y) => [63 - x, 63 - y]],
    ['rot270', (x, y) => [y, 63 - x]],
    ['flipx', (x, y) => [x, 63 - y]],
    ['flipy', (x, y) => [63 - x, y]],
    ['flipplus1', (x, y) => [y, x]],
    ['flipminus1', (x, y) => [63 - y, 63 - x]],
  ] satisfies [Orientation, Turn][])('%s is the hash of the picture that was really turned so', (orientation, turn) => {
    const { width, height, data } = drawPicture(6, 64, 64);
    const turned = data.map((_, at) => {
      const [x, y] = turn((at >> 2) % 64, at >> 8);
      return data[(y * 64 + x) * 4 + (at & 3)] as number;
    });
    const [upright] = hashPixels({ width, height, data: turned }).orientations;
    expect(upright).toEqual(hashPixels({ width, height, data }).orientations[ORIENTATIONS.indexOf(orientation)]);
  });
});
