import { describe, expect, test } from 'vitest';
import { hashPixels } from '../../../src/core/hash/pdq.ts';
import { queryHashes, stretch } from '../../../src/core/hash/query.ts';
import { ORIENTATIONS } from '../../../src/core/hash/types.ts';
import { drawPicture } from '../../support/pictures.ts';

const namesOf = (width: number, height: number): readonly string[] =>
  queryHashes(drawPicture(1, width, height), hashPixels).map(query => `${query.input} ${query.orientation}`);

describe('what is asked about a picture', () => {
  test('one up to 512 px a side is asked about in eight orientations', () => {
    expect(namesOf(512, 300)).toEqual(ORIENTATIONS.map(orientation => `full ${orientation}`));
  });

  test.each([
    [513, 100],
    [100, 513],
  ])('one of %i x %i is also asked about as stretched to 512x512', (width, height) => {
    const inputs = ['full', 'stretch512'];
    expect(namesOf(width, height)).toEqual(inputs.flatMap(input => ORIENTATIONS.map(turn => `${input} ${turn}`)));
  });

  test('a stretched query is the hash of the stretched picture', () => {
    const pixels = drawPicture(2, 700, 900);
    const { quality, orientations } = hashPixels(stretch(pixels));
    const asked = queryHashes(pixels, hashPixels).slice(8);
    expect(asked.map(query => query.hash)).toEqual(orientations);
    expect(new Set(asked.map(query => query.quality))).toEqual(new Set([quality]));
  });

  test('a strip under 5 px is not stretched into something that it is not', () => {
    const asked = queryHashes(drawPicture(3, 2000, 4), hashPixels);
    expect(asked).toHaveLength(8);
    expect(asked.every(query => query.quality === 0)).toBe(true);
  });

  test('stretching takes the pixel at floor(x * width / 512)', () => {
    const data = Uint8Array.from({ length: 1000 * 5 * 4 }, (_, i) => (i % 4 === 0 ? (i >> 2) % 1000 : 0));
    const stretched = stretch({ width: 1000, height: 5, data });
    expect(stretched).toMatchObject({ width: 512, height: 512 });
    const reds = Array.from({ length: 512 }, (_, x) => stretched.data[x * 4]);
    expect(reds).toEqual(Array.from({ length: 512 }, (_, x) => Math.floor((x * 1000) / 512) % 256));
  });
});
