import { describe, expect, test } from 'vitest';
import { crop } from '../../../src/core/hash/crop.ts';
import { hashPixels } from '../../../src/core/hash/pdq.ts';
import { flip, queryHashes } from '../../../src/core/hash/query.ts';
import type { Pixels } from '../../../src/core/hash/types.ts';
import { variants } from '../../../src/core/hash/variants.ts';
import { makeOwnPicture, makeOwnVideo, type OwnPicture, type OwnVideo } from '../../../src/core/own/entry.ts';
import { createOwnMedia } from '../../../src/core/own/media.ts';
import { drawPicture } from '../../support/pictures.ts';

function entryOf(pixels: Pixels): OwnPicture {
  const made = makeOwnPicture(pixels, hashPixels);
  if (!made.ok) throw new Error(made.reason);
  return made.entry;
}

const hashesOf = (pixels: Pixels) => queryHashes(pixels, hashPixels);

const frameOf = (pixels: Pixels) => {
  const { quality, orientations } = hashPixels(pixels);
  return { quality, hash: orientations[0] as Uint8Array, hashes: orientations };
};

function filmOf(seeds: readonly number[]): OwnVideo {
  const made = makeOwnVideo(seeds.map(seed => variants(drawPicture(seed, 320, 200), hashPixels)));
  if (!made.ok) throw new Error(made.reason);
  return made.entry;
}

const one = drawPicture(1, 540, 675);
const two = drawPicture(2, 540, 675);
const corner = (pixels: Pixels) => crop(pixels, { left: 150, top: 180, right: 540, bottom: 675 });

describe('making an own picture', () => {
  test('tells the part that it was made of, without the bars around it', () => {
    const data = new Uint8Array(540 * 815 * 4).fill(0);
    for (let at = 3; at < data.length; at += 4) data[at] = 255;
    data.set(one.data, 540 * 70 * 4);
    const made = makeOwnPicture({ width: 540, height: 815, data }, hashPixels);
    if (!made.ok) throw new Error(made.reason);
    const { top, bottom, left, right } = made.part;
    expect([left, right]).toEqual([0, 540]);
    expect(Math.abs(top - 70)).toBeLessThan(6);
    expect(Math.abs(bottom - 745)).toBeLessThan(6);
    expect(made.strips).toEqual([]);
  });

  test('begins with the hash that the whole picture has', () => {
    expect(entryOf(one).hashes[0]).toEqual(hashPixels(one).orientations[0]);
  });

  test('is refused for a picture that is too small, or has nothing in it', () => {
    const plain = (width: number, height: number): Pixels => ({
      width,
      height,
      data: new Uint8Array(width * height * 4).fill(90),
    });
    expect(makeOwnPicture(plain(4, 900), hashPixels)).toEqual({ ok: false, reason: 'too-small' });
    expect(makeOwnPicture(plain(400, 300), hashPixels)).toEqual({ ok: false, reason: 'plain' });
    expect(makeOwnVideo([variants(plain(400, 300), hashPixels)])).toEqual({ ok: false, reason: 'plain' });
  });
});

describe('own media', () => {
  test('are known by hash when they are whole, by features when a part is left', () => {
    const own = createOwnMedia();
    own.add('one', entryOf(one));
    own.add('two', entryOf(two));
    expect(own.match(hashesOf(two), two)).toMatchObject({ key: 'two', via: 'hash', distance: 0 });
    const part = corner(one);
    expect(own.match(hashesOf(part), part)).toMatchObject({ key: 'one', via: 'features', mirrored: false });
    const turned = flip(part, { down: false, across: true });
    expect(own.match(hashesOf(turned), turned)).toMatchObject({ key: 'one', via: 'features', mirrored: true });
  });

  test('are looked for in the first stage alone when there are no pixels', () => {
    const own = createOwnMedia();
    own.add('one', entryOf(one));
    expect(own.match(hashesOf(corner(one)), null)).toBeNull();
    expect(own.match(hashesOf(one), null)).toMatchObject({ key: 'one' });
  });

  test('are not found in other pictures, nor when there are none', () => {
    const own = createOwnMedia();
    expect(own.match(hashesOf(one), one)).toBeNull();
    own.add('one', entryOf(one));
    for (let seed = 3; seed < 12; seed++) {
      const other = drawPicture(seed, 500, 400);
      expect(own.match(hashesOf(other), other)).toBeNull();
    }
  });

  test('are forgotten when they are removed, and replaced by what comes under the same key', () => {
    const own = createOwnMedia();
    own.add('one', entryOf(one));
    own.add('one', entryOf(two));
    expect(own.size).toBe(1);
    for (const picture of [one, corner(one)]) expect(own.match(hashesOf(picture), picture)).toBeNull();
    expect(own.match(hashesOf(two), two)).toMatchObject({ key: 'one' });
    expect(own.remove('one')).toBe(true);
    expect(own.remove('one')).toBe(false);
    expect(own.size).toBe(0);
    for (const picture of [two, corner(two)]) expect(own.match(hashesOf(picture), picture)).toBeNull();
  });

  test('that are films are known by the frames in common, and their stills as pictures', () => {
    const own = createOwnMedia();
    own.add('film', filmOf([11, 12, 13, 14, 15]));
    own.add('one', entryOf(one));
    const film = own.watch();
    for (const seed of [12, 13, 14]) film.see(frameOf(drawPicture(seed, 320, 200)));
    expect(film.match()).toMatchObject({ key: 'film', via: 'frames', frames: 3, distance: 0 });
    const still = drawPicture(13, 320, 200);
    expect(own.match(hashesOf(still), still)).toMatchObject({ key: 'film', via: 'hash' });
    own.remove('film');
    expect(own.match(hashesOf(still), still)).toBeNull();
  });

  test('that are pictures are known in a film from the second frame on, and no film is known by one frame', () => {
    const own = createOwnMedia();
    own.add('film', filmOf([11, 12, 13, 14, 15]));
    own.add('one', entryOf(one));
    const film = own.watch();
    for (const seed of [12, 33, 34, 35]) film.see(frameOf(drawPicture(seed, 320, 200)));
    expect(film.match()).toBeNull();
    film.see(frameOf(one));
    expect(film.match()).toBeNull();
    film.see(frameOf(one));
    expect(film.match()).toMatchObject({ key: 'one', via: 'hash', distance: 0 });
  });
});
