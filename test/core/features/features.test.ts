import { describe, expect, test } from 'vitest';
import { distanceWithin, mirrorWords, WORDS } from '../../../src/core/features/descriptors.ts';
import { createView } from '../../../src/core/features/features.ts';
import { AREA, toGrey } from '../../../src/core/features/grey.ts';
import { pyramidOf } from '../../../src/core/features/pyramid.ts';
import { flip } from '../../../src/core/hash/query.ts';
import type { Pixels } from '../../../src/core/hash/types.ts';
import { drawNoise, drawPicture } from '../../support/pictures.ts';

const plain = (width: number, height: number, value: number): Pixels => ({
  width,
  height,
  data: new Uint8Array(width * height * 4).fill(value),
});

const mirrored = (pixels: Pixels): Pixels => flip(pixels, { down: false, across: true });

describe('the grey picture', () => {
  test('is what averaging the areas under its pixels gives', () => {
    const pixels = drawNoise(3, 1000, 600);
    const { width, height, data } = toGrey(pixels);
    expect(width * height).toBeLessThanOrEqual(AREA * 1.01);
    const luma = (x: number, y: number): number => {
      const [red = 0, green = 0, blue = 0] = pixels.data.subarray((y * pixels.width + x) * 4);
      return 0.299 * red + 0.587 * green + 0.114 * blue;
    };
    const overlap = (pixel: number, at: number, from: number, to: number): number =>
      Math.max(0, Math.min(pixel + 1, ((at + 1) * from) / to) - Math.max(pixel, (at * from) / to));
    for (let i = 0; i < 300; i++) {
      const x = (i * 37) % width;
      const y = (i * 53) % height;
      let sum = 0;
      let area = 0;
      for (let row = 0; row < pixels.height; row++) {
        const down = overlap(row, y, pixels.height, height);
        if (down === 0) continue;
        for (let column = 0; column < pixels.width; column++) {
          const share = down * overlap(column, x, pixels.width, width);
          if (share === 0) continue;
          sum += share * luma(column, row);
          area += share;
        }
      }
      expect(Math.abs((data[y * width + x] as number) - sum / area)).toBeLessThan(2);
    }
  });

  test('keeps one colour at every size', () => {
    for (const [width, height] of [
      [1, 1],
      [40, 3000],
      [399, 300],
      [1920, 1080],
      [200_000, 2],
    ] as const) {
      const grey = toGrey(plain(width, height, 200));
      expect(new Set(grey.data)).toEqual(new Set([200]));
      expect(Math.max(grey.width, grey.height)).toBeLessThanOrEqual(2047);
    }
  });

  test('shrinks to levels of one colour', () => {
    for (const level of pyramidOf(toGrey(plain(640, 480, 90)), 40)) expect(new Set(level.data)).toEqual(new Set([90]));
  });
});

describe('features', () => {
  test('of a mirrored picture have the halves of their descriptors exchanged', () => {
    const pixels = drawPicture(5, 500, 400);
    const { features } = createView(pixels, 200);
    const { features: other } = createView(mirrored(pixels), 200);
    const words = mirrorWords(other.words);
    let same = 0;
    for (let i = 0; i < features.count; i++) {
      for (let k = 0; k < other.count; k++) {
        const away = Math.abs((features.x[i] as number) + (other.x[k] as number) - 499);
        const isThere = away <= 1 && features.y[i] === other.y[k] && features.level[i] === other.level[k];
        if (isThere && distanceWithin(256, features.words, i * WORDS, words, k * WORDS) <= 4) same++;
      }
    }
    expect(features.count).toBe(200);
    expect(same).toBeGreaterThan(0.95 * features.count);
  });

  test('are the same each time, whatever was looked at between', () => {
    const pixels = drawPicture(8, 300, 200);
    const first = createView(pixels, 200).features;
    createView(drawNoise(2, 640, 480), 400);
    expect(createView(pixels, 200).features).toEqual(first);
  });

  test('are found in dim and smooth pictures too', () => {
    const { width, height, data } = drawPicture(6, 500, 400);
    const dim = { width, height, data: data.map((value, i) => (i % 4 === 3 ? 255 : 40 + value / 16)) };
    expect(createView(dim, 200).features.count).toBeGreaterThan(50);
  });

  test('are spread over the picture, though one corner is far busier than the rest', () => {
    const { width, height, data } = drawPicture(7, 600, 600);
    const noise = drawNoise(1, 200, 200).data;
    const mixed = data.slice();
    for (let y = 0; y < 200; y++) mixed.set(noise.subarray(y * 800, (y + 1) * 800), y * width * 4);
    const { features } = createView({ width, height, data: mixed }, 200);
    const busy = Array.from({ length: features.count }, (_, i) => i).filter(
      i => (features.x[i] as number) < 150 && (features.y[i] as number) < 150,
    );
    expect(busy.length).toBeLessThan(0.65 * features.count);
  });

  test('are none in a picture of one colour, and in one too small for any', () => {
    expect(createView(plain(500, 400, 7), 200).features.count).toBe(0);
    for (const [width, height] of [
      [1, 1],
      [32, 32],
      [5000, 10],
      [3, 4000],
    ] as const) {
      expect(createView(drawNoise(1, width, height), 200).features.count).toBe(0);
    }
  });
});
