import { describe, expect, test } from 'vitest';
import { crop } from '../../../src/core/hash/crop.ts';
import { hashPixels } from '../../../src/core/hash/pdq.ts';
import { type Depth, flip, queryHashes, stretch } from '../../../src/core/hash/query.ts';
import { type Hash, MATCH_DISTANCE, ORIENTATIONS, type Pixels } from '../../../src/core/hash/types.ts';
import { guessesFor } from '../../../src/core/hash/uncrop.ts';
import { distance } from '../../../src/core/search/distance.ts';
import { drawPicture } from '../../support/pictures.ts';
import { frame } from './frame.ts';

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

/** One pixel of the mean of each block. */
const shrink = ({ width, height, data }: Pixels, by: number): Pixels => {
  const small = { width: width / by, height: height / by };
  const means = new Uint8Array(small.width * small.height * 4);
  for (let i = 0; i < means.length; i++) {
    const [x, y] = [(i >> 2) % small.width, Math.floor((i >> 2) / small.width)];
    let sum = 0;
    for (let k = 0; k < by * by; k++)
      sum += data[((y * by + Math.floor(k / by)) * width + x * by + (k % by)) * 4 + (i % 4)] ?? 0;
    means[i] = sum / (by * by);
  }
  return { ...small, data: means };
};

describe('what is asked about a picture', () => {
  test('one up to 512 px a side is asked about in eight orientations, as it is and smoothed over', () => {
    const inputs = ['full', 'resampled'];
    expect(namesOf(512, 300)).toEqual(inputs.flatMap(input => ORIENTATIONS.map(turn => `${input} ${turn}`)));
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

  test('a small copy is nearer to its original when smoothed over', () => {
    const listed = stretchIfLarge(drawPicture(6, 1200, 900));
    const asked = queryHashes(shrink(drawPicture(6, 1200, 900), 8), hashPixels);
    const nearest = (input: string) =>
      Math.min(...asked.filter(query => query.input === input).map(query => distance(query.hash, listed)));
    expect(nearest('resampled')).toBeLessThan(nearest('full'));
  });

  test('what lies inside a border is asked about too, and says so', () => {
    const inner = drawPicture(7, 300, 240);
    const listed = stretchIfLarge(inner);
    const asked = queryHashes(frame(inner, 30, 250), hashPixels);
    const found = asked.filter(query => distance(query.hash, listed) === 0);
    expect(found.map(({ region, orientation, guess }) => ({ region, orientation, guess }))).toEqual([
      { region: 'trimmed', orientation: 'upright', guess: null },
    ]);
  });

  test('a cut picture is found when it is about to be shared, and not in passing', () => {
    const original = drawPicture(8, 800, 640);
    const listed = stretchIfLarge(original);
    const part = crop(original, { left: 24, top: 19, right: 776, bottom: 621 });
    const nearest = (depth: Depth) =>
      Math.min(...queryHashes(part, hashPixels, depth).map(query => distance(query.hash, listed)));
    expect(nearest('seen')).toBeGreaterThan(MATCH_DISTANCE);
    expect(nearest('share')).toBeLessThanOrEqual(MATCH_DISTANCE);
  });

  test('everything that is asked in passing is asked when sharing as well', () => {
    const pixels = frame(drawPicture(9, 300, 200), 20, 0);
    const share = queryHashes(pixels, hashPixels, 'share');
    for (const query of queryHashes(pixels, hashPixels)) expect(share).toContainEqual(query);
  });

  test('a guess is asked about upright and mirrored only, and names how the picture was cut', () => {
    const guesses = queryHashes(drawPicture(10, 300, 200), hashPixels, 'share').filter(
      query => query.guess !== null && query.region === 'whole',
    );
    expect(new Set(guesses.map(query => query.orientation))).toEqual(new Set(['upright', 'flipy']));
    expect(guesses.map(query => query.guess)).toContain('top cut 9 %');
    expect(guesses).toHaveLength(2 * guessesFor(1.5).length);
  });

  test('a strip under 5 px is not stretched into something that it is not', () => {
    const asked = queryHashes(drawPicture(3, 2000, 4), hashPixels);
    expect(asked.every(query => query.quality === 0)).toBe(true);
    expect(asked.every(query => query.input === 'full')).toBe(true);
  });

  test('stretching takes the pixel at floor(x * width / 512)', () => {
    const data = Uint8Array.from({ length: 1000 * 5 * 4 }, (_, i) => (i % 4 === 0 ? (i >> 2) % 1000 : 0));
    const stretched = stretch({ width: 1000, height: 5, data });
    expect(stretched).toMatchObject({ width: 512, height: 512 });
    const reds = Array.from({ length: 512 }, (_, x) => stretched.data[x * 4]);
    expect(reds).toEqual(Array.from({ length: 512 }, (_, x) => Math.floor((x * 1000) / 512) % 256));
  });
});
