import { describe, expect, test } from 'vitest';
import { hashPixels } from '../../../src/core/hash/pdq.ts';
import { flip, queryHashes, stretch } from '../../../src/core/hash/query.ts';
import { type Hash, ORIENTATIONS, type Pixels } from '../../../src/core/hash/types.ts';
import { distance } from '../../../src/core/search/distance.ts';
import { drawPicture } from '../../support/pictures.ts';

const namesOf = (width: number, height: number): readonly string[] =>
  queryHashes(drawPicture(1, width, height), hashPixels)
    .filter(({ region, guess }) => region === 'whole' && guess === null)
    .map(query => `${query.input} ${query.orientation}`);

const transpose = ({ width, height, data }: Pixels): Pixels => {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      turned.set(data.subarray((y * width + x) * 4, (y * width + x + 1) * 4), (x * height + y) * 4);
    }
  }
  return { width: height, height: width, data: turned };
};

/** The hash that a list made by the reference tool holds of a picture. */
const stretchIfLarge = (pixels: Pixels): Hash => {
  const input = Math.max(pixels.width, pixels.height) > 512 ? stretch(pixels) : pixels;
  return hashPixels(input).orientations[0] ?? expect.fail('no hash');
};

describe('what is asked about a picture', () => {
  test('one up to 512 px a side is asked about in eight orientations', () => {
    expect(namesOf(512, 300).slice(0, 8)).toEqual(ORIENTATIONS.map(orientation => `full ${orientation}`));
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
    const asked = queryHashes(pixels, hashPixels).filter(
      ({ input, region, guess }) => input === 'stretch512' && region === 'whole' && guess === null,
    );
    expect(asked[0]?.hash).toEqual(orientations[0]);
    expect(new Set(asked.map(query => query.quality))).toEqual(new Set([quality]));
  });

  test.each([
    [256, 256],
    [512, 512],
    [200, 509],
    [900, 700],
  ])('at %i x %i the query of a turned picture finds the hash of the picture itself', (width, height) => {
    const original = drawPicture(4, width, height);
    const listed = stretchIfLarge(original);
    const turns = [
      flip(original, { down: false, across: true }),
      flip(original, { down: true, across: false }),
      flip(original, { down: true, across: true }),
      transpose(original),
      flip(transpose(original), { down: false, across: true }),
    ];
    for (const turned of turns) {
      const nearest = queryHashes(turned, hashPixels).map(query => distance(query.hash, listed));
      expect(Math.min(...nearest)).toBe(0);
    }
  });

  test('the upright query is the hash of the picture, bit for bit', () => {
    const pixels = drawPicture(5, 320, 400);
    expect(queryHashes(pixels, hashPixels)[0]?.hash).toEqual(hashPixels(pixels).orientations[0]);
  });

  test('a strip under 5 px is not stretched into something that it is not', () => {
    const asked = queryHashes(drawPicture(3, 2000, 4), hashPixels);
    expect(asked.every(query => query.quality === 0 && query.input === 'full')).toBe(true);
  });

  test('stretching takes the pixel at floor(x * width / 512)', () => {
    const data = Uint8Array.from({ length: 1000 * 5 * 4 }, (_, i) => (i % 4 === 0 ? (i >> 2) % 1000 : 0));
    const stretched = stretch({ width: 1000, height: 5, data });
    expect(stretched).toMatchObject({ width: 512, height: 512 });
    const reds = Array.from({ length: 512 }, (_, x) => stretched.data[x * 4]);
    expect(reds).toEqual(Array.from({ length: 512 }, (_, x) => Math.floor((x * 1000) / 512) % 256));
  });
});
