import { describe, expect, test } from 'vitest';
import { crop } from '../../../src/core/hash/crop.ts';
import { trimForListing } from '../../../src/core/hash/listing.ts';
import { hashPixels } from '../../../src/core/hash/pdq.ts';
import { queryHashes } from '../../../src/core/hash/query.ts';
import type { Rectangle } from '../../../src/core/hash/types.ts';
import { MATCH_DISTANCE, type Pixels } from '../../../src/core/hash/types.ts';
import { CUTTINGS, variants, viewOf } from '../../../src/core/hash/variants.ts';
import { distance } from '../../../src/core/search/distance.ts';
import { drawPicture } from '../../support/pictures.ts';
import { frame, layOn } from './frame.ts';

const original = drawPicture(51, 800, 640);
const listed = variants(original, hashPixels);

const nearest = (pixels: Pixels): number =>
  Math.min(
    ...queryHashes(pixels, hashPixels).flatMap(query => listed.map(variant => distance(query.hash, variant.hash))),
  );

describe('variants', () => {
  test('are 60, the first of which is the hash of the picture itself', () => {
    expect(listed).toHaveLength(60);
    const { quality, orientations } = hashPixels(original);
    expect(listed[0]).toEqual({ quality, hash: orientations[0] });
  });

  test('all differ', () => {
    expect(new Set(listed.map(variant => variant.hash.join())).size).toBe(60);
  });

  test.each([
    ['3 % a side', { left: 24, top: 19, right: 776, bottom: 621 }],
    ['15 % a side', { left: 120, top: 96, right: 680, bottom: 544 }],
    ['the top by 6 %', { left: 0, top: 38, right: 800, bottom: 640 }],
    ['the left by 10 %', { left: 80, top: 0, right: 800, bottom: 640 }],
    ['the bottom by 13 %', { left: 0, top: 0, right: 800, bottom: 557 }],
    ['a corner by 5 %', { left: 40, top: 32, right: 800, bottom: 640 }],
    ['all but the middle square', { left: 80, top: 0, right: 720, bottom: 640 }],
    ['all but the middle 4:5', { left: 144, top: 0, right: 656, bottom: 640 }],
    ['all but the middle 9:16', { left: 220, top: 0, right: 580, bottom: 640 }],
  ])('let a picture be found after somebody cut off %s', (_, part: Rectangle) => {
    expect(nearest(crop(original, part))).toBeLessThanOrEqual(MATCH_DISTANCE);
  });

  test('do not let another picture be found', () => {
    expect(nearest(drawPicture(52, 800, 640))).toBeGreaterThan(60);
  });

  test.each([0.5, 1, 1.9])('stay inside a picture of shape %f', aspect => {
    for (const cutting of CUTTINGS) {
      const { left, top, width, height } = viewOf(cutting, aspect);
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      expect(Math.max(left + width, top + height)).toBeLessThanOrEqual(1 + 1e-9);
    }
  });
});

const sameBytes = (a: Pixels, b: Pixels): boolean => Buffer.compare(Buffer.from(a.data), Buffer.from(b.data)) === 0;

/** A band of 90 px with dark letters on white, from `top` on. */
const band = (inner: Pixels, top: number): Pixels => {
  const letters = (x: number, y: number) => (y > top + 25 && y < top + 65 && x % 14 < 5 ? 20 : 255);
  const strip = layOn({ width: 0, height: 0, data: new Uint8Array() }, 0, 0, inner.width, inner.height, letters);
  const data = inner.data.slice();
  const [from, to] = [top * inner.width * 4, (top + 90) * inner.width * 4];
  data.set(strip.data.subarray(from, to), from);
  return { ...inner, data };
};

describe('making a picture fit to be listed', () => {
  test('leaves a clean picture as it is', () => {
    const { pixels, part, strips } = trimForListing(original);
    expect(part).toEqual({ left: 0, top: 0, right: 800, bottom: 640 });
    expect(strips).toEqual([]);
    expect(sameBytes(pixels, original)).toBe(true);
  });

  test('cuts off what is around it', () => {
    const { pixels, part, strips } = trimForListing(frame(original, 40, 255));
    expect(part).toEqual({ left: 40, top: 40, right: 840, bottom: 680 });
    expect(sameBytes(pixels, original)).toBe(true);
    expect(strips).toEqual([]);
  });

  test('tells where writing is left, in places of the whole picture', () => {
    const { part, strips } = trimForListing(frame(band(original, 300), 40, 0));
    expect(part).toEqual({ left: 40, top: 40, right: 840, bottom: 680 });
    expect(strips).toHaveLength(1);
    expect(strips[0]).toMatchObject({ left: 40, right: 840 });
    expect(Math.abs((strips[0]?.top ?? 0) - 340)).toBeLessThanOrEqual(2);
    expect(Math.abs((strips[0]?.bottom ?? 0) - 430)).toBeLessThanOrEqual(2);
  });
});
