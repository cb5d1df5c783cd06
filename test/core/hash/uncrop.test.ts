import { describe, expect, test } from 'vitest';
import { crop } from '../../../src/core/hash/crop.ts';
import { hashPixels } from '../../../src/core/hash/pdq.ts';
import { createViewer, WHOLE } from '../../../src/core/hash/resample.ts';
import { type Hash, MATCH_DISTANCE, type PictureHash, type Pixels } from '../../../src/core/hash/types.ts';
import { guessesFor, keptByTurn } from '../../../src/core/hash/uncrop.ts';
import { distance } from '../../../src/core/search/distance.ts';
import { drawPicture } from '../../support/pictures.ts';

const uprightOf = (hash: PictureHash): Hash => hash.orientations[0] ?? expect.fail('no hash');

const original = drawPicture(33, 600, 480);

/** The guess that comes nearest to the hash of the original from what was left of it, and how near. */
function bestGuess(part: Pixels) {
  const listed = uprightOf(hashPixels(original));
  const viewer = createViewer(part, hashPixels);
  const guesses = guessesFor(part.width / part.height).map(({ name, view }) => ({
    name,
    bits: distance(uprightOf(viewer(view)), listed),
  }));
  return guesses.toSorted((a, b) => a.bits - b.bits)[0];
}

describe('a view', () => {
  test.each([
    [600, 480],
    [1080, 1350],
    [333, 501],
  ])('of the whole picture has nearly the hash of PDQ, at %i x %i', (width, height) => {
    const pixels = drawPicture(41, width, height);
    expect(
      distance(uprightOf(createViewer(pixels, hashPixels)(WHOLE)), uprightOf(hashPixels(pixels))),
    ).toBeLessThanOrEqual(16);
  });

  test('of a part has nearly the hash of that part cut out', () => {
    const pixels = drawPicture(42, 800, 800);
    const part = crop(pixels, { left: 80, top: 40, right: 680, bottom: 760 });
    const view = { left: 0.1, top: 0.05, width: 0.75, height: 0.9, turn: 0 };
    expect(
      distance(uprightOf(createViewer(pixels, hashPixels)(view)), uprightOf(hashPixels(part))),
    ).toBeLessThanOrEqual(16);
  });

  test('of a picture of 5 px is a hash like any other', () => {
    expect(createViewer(drawPicture(43, 5, 5), hashPixels)(WHOLE).orientations).toHaveLength(8);
  });

  test('turns clockwise', () => {
    // A quarter turn of a square picture is what PDQ calls rot270: its own turns are counterclockwise.
    const viewer = createViewer(drawPicture(44, 400, 400), hashPixels);
    const upright = viewer(WHOLE).orientations;
    const turned = uprightOf(viewer({ ...WHOLE, turn: 90 }));
    expect(distance(turned, upright[1] as Hash)).toBeLessThanOrEqual(2);
  });
});

describe('guesses', () => {
  test.each([
    ['cut 2.6 % a side', { left: 16, top: 12, right: 584, bottom: 468 }],
    ['left cut 9 %', { left: 54, top: 0, right: 600, bottom: 480 }],
    ['top cut 9 %', { left: 0, top: 43, right: 600, bottom: 480 }],
    ['right cut 6 %', { left: 0, top: 0, right: 564, bottom: 480 }],
    ['bottom cut 3 %', { left: 0, top: 0, right: 600, bottom: 466 }],
  ])('know a picture that was %s', (name, part) => {
    const best = bestGuess(crop(original, part));
    expect(best?.name).toBe(name);
    expect(best?.bits).toBeLessThanOrEqual(MATCH_DISTANCE);
  });

  test.each([-2, -1, 1, 2])('know a picture that was turned by %i degrees', degrees => {
    const best = bestGuess(turnPicture(original, degrees));
    expect(best?.name).toBe(`turned by ${degrees} degrees`);
    expect(best?.bits).toBeLessThanOrEqual(MATCH_DISTANCE);
  });

  test('have different names', () => {
    const names = guessesFor(1).map(guess => guess.name);
    expect(new Set(names).size).toBe(names.length);
  });
});

/** Turned clockwise about its middle, nearest pixel, and cut to the largest upright part of the same shape. */
function turnPicture({ width, height, data }: Pixels, degrees: number): Pixels {
  const kept = keptByTurn(degrees, width / height);
  const [w, h] = [Math.floor(width * kept), Math.floor(height * kept)];
  const angle = (degrees * Math.PI) / 180;
  const turned = new Uint8Array(w * h * 4);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const [u, v] = [x + 0.5 - w / 2, y + 0.5 - h / 2];
      // Where this pixel was before the turn.
      const column = Math.floor(width / 2 + u * Math.cos(angle) + v * Math.sin(angle));
      const row = Math.floor(height / 2 - u * Math.sin(angle) + v * Math.cos(angle));
      const from = (row * width + column) * 4;
      turned.set(data.subarray(from, from + 4), (y * w + x) * 4);
    }
  }
  return { width: w, height: h, data: turned };
}
