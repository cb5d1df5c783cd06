import { describe, expect, test } from 'vitest';
import { hashPixels } from '../../../src/core/hash/pdq.ts';
import { MAX_PICTURE_BYTES, makeOwnPicture, makeOwnVideo, type OwnEntry } from '../../../src/core/own/entry.ts';
import { OwnEntryError, readOwnEntry, writeOwnEntry } from '../../../src/core/own/entry-bytes.ts';
import { drawPicture, randomFrom } from '../../support/pictures.ts';

function pictureOf(seed: number, width: number, height: number): OwnEntry {
  const made = makeOwnPicture(drawPicture(seed, width, height), hashPixels);
  if (!made.ok) throw new Error(made.reason);
  return made.entry;
}

function videoOf(frames: number): OwnEntry {
  const random = randomFrom(frames);
  const hashes = Array.from({ length: frames }, () => Uint8Array.from({ length: 32 }, () => random() * 256));
  const made = makeOwnVideo([hashes.map(hash => ({ hash, quality: 100 }))]);
  if (!made.ok) throw new Error(made.reason);
  return made.entry;
}

function refusal(bad: Uint8Array): string {
  try {
    readOwnEntry(bad);
    return 'none';
  } catch (error) {
    return error instanceof OwnEntryError ? error.reason : 'another error';
  }
}

/** Changes a copy, and makes its checksum right again: FNV-1a over all but the checksum. */
function forged(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = value;
  let sum = 0x811c9dc5;
  for (const [i, byte] of copy.entries()) if (i < 8 || i >= 12) sum = Math.imul(sum ^ byte, 0x01000193);
  new DataView(copy.buffer).setUint32(8, sum >>> 0, true);
  return copy;
}

const picture = pictureOf(1, 540, 675);
const bytes = writeOwnEntry(picture);

describe('the bytes of an own entry', () => {
  test('of a picture or a video are read as what was written, from the middle of a buffer too', () => {
    for (const entry of [picture, pictureOf(2, 60, 80), videoOf(1), videoOf(300)]) {
      const written = writeOwnEntry(entry);
      const larger = new Uint8Array(written.length + 9);
      larger.set(written, 5);
      expect(readOwnEntry(larger.subarray(5, 5 + written.length))).toEqual(entry);
    }
  });

  test('of a picture are at most 8,400, whether there are many features in it or few', () => {
    for (const seed of [1, 2, 3]) {
      for (const [width, height] of [
        [1080, 1350],
        [300, 200],
        [60, 80],
      ] as const) {
        expect(writeOwnEntry(pictureOf(seed, width, height)).length).toBeLessThanOrEqual(MAX_PICTURE_BYTES);
      }
    }
  });

  test('are refused when they are cut short anywhere, or too long', () => {
    for (const [whole, step] of [
      [bytes, 7],
      [writeOwnEntry(videoOf(9)), 1],
    ] as const) {
      for (let length = 0; length < whole.length; length += step) {
        expect(refusal(whole.subarray(0, length))).toMatch(/^(length|checksum)$/);
      }
      expect(refusal(Uint8Array.from([...whole, 0]))).toBe('checksum');
    }
  });

  test('are refused when any bit of them has changed', () => {
    const random = randomFrom(4);
    for (let at = 0; at < bytes.length; at += at < 64 ? 1 : 11) {
      const changed = bytes.slice();
      changed[at] = (changed[at] as number) ^ (1 << (random() * 8));
      expect(refusal(changed)).toMatch(at === 0 ? /^version$/ : /^(length|checksum)$/);
    }
  });

  test('that cannot be are refused even with a checksum that fits', () => {
    expect(refusal(forged(bytes, 1, 2))).toBe('format');
    expect(refusal(forged(bytes, 1, 1))).toBe('format');
    expect(refusal(forged(bytes, 2, 1))).toBe('format');
    const features = 12 + 32 * picture.hashes.length;
    expect(refusal(forged(bytes, features, 199))).toBe('format');
    expect(refusal(forged(bytes, features, 201))).toBe('format');
    // A width that fits no picture, and one that the first places do not fit.
    expect(refusal(forged(bytes, features + 2, 0xff))).toBe('format');
    expect(refusal(forged(bytes, features + 2, 0))).toBe('format');
    // Angle 64 of the first feature.
    expect(refusal(forged(bytes, features + 5 + 35, 0xff))).toBe('format');
    const video = writeOwnEntry(videoOf(3));
    expect(refusal(forged(video, 1, 0))).toBe('format');
    expect(refusal(forged(video.slice(0, 12), 4, 0))).toBe('format');
  });

  test('of random noise are refused', () => {
    const random = randomFrom(7);
    for (let i = 0; i < 200; i++) {
      const noise = Uint8Array.from({ length: random() * 200 }, (_, at) => (at === 0 ? 1 : random() * 256));
      expect(refusal(noise)).toMatch(/^(length|checksum)$/);
    }
  });
});
