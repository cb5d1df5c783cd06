import { describe, expect, test } from 'vitest';
import { buildFeatureEntry } from '../../../src/core/features/feature-entry.ts';
import { createView } from '../../../src/core/features/features.ts';
import type { Similarity } from '../../../src/core/features/similarity.ts';
import { compareWindows } from '../../../src/core/features/windows.ts';
import { crop } from '../../../src/core/hash/crop.ts';
import { flip } from '../../../src/core/hash/query.ts';
import { drawPicture } from '../../support/pictures.ts';

const WIDTH = 400;
const HEIGHT = 500;
const picture = drawPicture(3, WIDTH, HEIGHT);
const entry = buildFeatureEntry(picture);
const asIs: Similarity = { re: 1, im: 0, x: 0, y: 0, mirrored: false };
/** Numbers of the windows that have something in them, row by row. */
const told = Array.from({ length: 25 }, (_, window) => window).filter(window =>
  entry.windows.subarray(window * 32, (window + 1) * 32).some(byte => byte !== 0),
);

describe('the windows of an entry', () => {
  test('are all seen and alike in the picture itself, and in its mirror image', () => {
    const { visible, alike } = compareWindows(createView(picture, 10).levels, entry, asIs);
    expect(told.length).toBeGreaterThan(10);
    expect(visible).toBe(told.length);
    expect(alike).toBe(visible);
    const { levels } = createView(flip(picture, { down: false, across: true }), 10);
    const mirrored = { ...asIs, x: WIDTH, mirrored: true };
    expect(compareWindows(levels, entry, mirrored)).toEqual({ visible, alike });
  });

  test('are seen in a part as far as they are whole there', () => {
    const { levels } = createView(crop(picture, { left: 100, top: 0, right: WIDTH, bottom: HEIGHT }), 10);
    const { visible, alike } = compareWindows(levels, entry, { ...asIs, x: -100 });
    // Columns of windows begin at 0, 75, 150, 225 and 300.
    expect(visible).toBe(told.filter(window => window % 5 >= 2).length);
    expect(alike).toBe(visible);
  });

  test('are not alike when the entry is thought to lie elsewhere, nor in another picture', () => {
    const { levels } = createView(picture, 10);
    expect(compareWindows(levels, entry, { re: 0, im: 0.7, x: 380, y: 60, mirrored: false }).alike).toBe(0);
    const other = createView(drawPicture(4, WIDTH, HEIGHT), 10).levels;
    expect(compareWindows(other, entry, asIs)).toEqual({ visible: told.length, alike: 0 });
  });

  test('have no hash where there is nothing to see', () => {
    const half = picture.data.slice().fill(128, picture.data.length / 2);
    const { windows } = buildFeatureEntry({ width: WIDTH, height: HEIGHT, data: half });
    expect(windows.subarray(20 * 32)).toEqual(new Uint8Array(5 * 32));
    expect(windows.subarray(0, 5 * 32)).toEqual(entry.windows.subarray(0, 5 * 32));
  });
});
