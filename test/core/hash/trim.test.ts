import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { trims } from '../../../src/core/hash/trim.ts';
import type { Pixels } from '../../../src/core/hash/types.ts';
import { drawNoise, drawPicture, randomFrom } from '../../support/pictures.ts';
import { frame, layOn } from './frame.ts';

/** Adds up to `most` levels of noise, as compression does. */
function soil({ width, height, data }: Pixels, most: number): Pixels {
  const random = randomFrom(9);
  return { width, height, data: Uint8ClampedArray.from(data, value => value + most * (2 * random() - 1)) };
}

/** Grain to its edges, as a photograph has: nothing in it is as smooth as what is put around it. */
const photo = soil(drawPicture(21, 300, 220), 40);

/** Dark marks of about a letter's size in the middle half of a strip. */
const writing = (from: number, to: number) => (x: number, y: number) =>
  y > from + (to - from) / 4 && y < to - (to - from) / 4 && x % 12 < 4 ? 30 : 255;

describe('trimming', () => {
  test('finds nothing around a picture that fills its frame', () => {
    for (const seed of [1, 2, 3, 4, 5]) expect(trims(soil(drawPicture(seed, 300, 220), 40))).toEqual([]);
    expect(trims(drawNoise(1, 200, 200))).toEqual([]);
  });

  test.each([0, 128, 255])('cuts a border of grey %i to the pixel', grey => {
    expect(trims(frame(photo, 17, grey))).toEqual([{ left: 17, top: 17, right: 317, bottom: 237 }]);
  });

  test('is not confused by what compression does to a border', () => {
    const [inner] = trims(soil(frame(photo, 25, 250), 4));
    expect(inner).toEqual({ left: 25, top: 25, right: 325, bottom: 245 });
  });

  test('cuts bars that are above and below only', () => {
    const sheet = layOn(photo, 0, 150, 300, 520, () => 0);
    expect(trims(sheet)).toEqual([{ left: 0, top: 150, right: 300, bottom: 370 }]);
  });

  test('cuts bars of two different colours', () => {
    const sheet = layOn(photo, 0, 60, 300, 330, (_, y) => (y < 60 ? 255 : 20));
    expect(trims(sheet)[0]).toEqual({ left: 0, top: 60, right: 300, bottom: 280 });
  });

  test('cuts strips of writing above and below the picture', () => {
    const sheet = layOn(photo, 0, 80, 300, 380, (x, y) => (y < 80 ? writing(0, 80) : writing(300, 380))(x, y));
    expect(trims(sheet)[0]).toEqual({ left: 0, top: 80, right: 300, bottom: 300 });
  });

  test('cuts a gradient, over which a thin bar lies', () => {
    const ground = (x: number, y: number) => (y >= 12 && y < 14 && x > 10 && x < 310 ? 255 : 40 + y / 6 + x / 20);
    const [inner] = trims(layOn(photo, 10, 170, 320, 560, ground)).slice(-1);
    for (const [side, exact] of Object.entries({ left: 10, top: 170, right: 310, bottom: 390 })) {
      expect(Math.abs((inner?.[side as 'left'] ?? 0) - exact), side).toBeLessThanOrEqual(2);
    }
  });

  test('tells both what is inside the outer ground and what is inside the inner one', () => {
    const bordered = frame(photo, 12, 255);
    const sheet = layOn(bordered, 0, 100, 324, 444, () => 90);
    const found = trims(sheet);
    expect(found[0]).toEqual({ left: 0, top: 100, right: 324, bottom: 344 });
    expect(found.at(-1)).toEqual({ left: 12, top: 112, right: 312, bottom: 332 });
  });

  test('takes a border to be as wide on all sides as on two that meet, where the picture is as plain as it is', () => {
    const { width, height, data } = photo;
    const plain = { width, height, data: data.map((value, i) => (Math.floor(i / 4 / width) >= 190 ? 255 : value)) };
    const [found, even] = trims(frame(plain, 20, 255));
    expect(found?.bottom).toBe(210); // too much
    expect(even).toEqual({ left: 20, top: 20, right: 320, bottom: 240 });
  });

  test('does not take bars above and below for a border', () => {
    expect(trims(layOn(photo, 0, 20, 300, 260, () => 0))).toEqual([{ left: 0, top: 20, right: 300, bottom: 240 }]);
  });

  test('leaves alone a border so thin that the hash hardly changes', () => {
    expect(trims(layOn(soil(drawPicture(3, 600, 600), 40), 0, 1, 600, 602, () => 0))).toEqual([]);
  });

  test('finds no picture in an empty sheet or around an icon', () => {
    expect(trims({ width: 90, height: 90, data: new Uint8Array(90 * 90 * 4) })).toEqual([]);
    expect(trims(layOn(drawPicture(4, 20, 20), 150, 150, 320, 320, () => 255))).toEqual([]);
  });

  test('stays inside the picture, at 16 px a side and more, whatever it is given', () => {
    const sides = fc.integer({ min: 1, max: 90 });
    const scene = fc.record({ seed: fc.nat(), width: sides, height: sides, edge: fc.nat(60), grey: fc.nat(255) });
    fc.assert(
      fc.property(scene, ({ seed, width, height, edge, grey }) => {
        const sheet = frame(drawPicture(seed, width, height), edge, grey);
        for (const { left, top, right, bottom } of trims(sheet)) {
          expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
          expect(Math.min(right - left, bottom - top)).toBeGreaterThanOrEqual(16);
          expect(right).toBeLessThanOrEqual(sheet.width);
          expect(bottom).toBeLessThanOrEqual(sheet.height);
        }
      }),
    );
  });
});
