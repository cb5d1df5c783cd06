import { describe, expect, test } from 'vitest';
import { buildOwnEntry, OwnEntryError, readOwnEntry, writeOwnEntry } from '../../../src/core/features/own-entry.ts';
import { drawPicture } from '../../support/pictures.ts';

const entry = buildOwnEntry(drawPicture(1, 540, 675));
const bytes = writeOwnEntry(entry);

const changed = (at: number, value: number): Uint8Array => {
  const copy = bytes.slice();
  copy[at] = value;
  return copy;
};

const refusal = (bad: Uint8Array): string => {
  try {
    readOwnEntry(bad);
    return 'nothing';
  } catch (error) {
    return error instanceof OwnEntryError ? error.reason : 'another error';
  }
};

describe('an own entry', () => {
  test('is the same after being written and read', () => {
    expect(readOwnEntry(bytes)).toEqual(entry);
  });

  test('takes at most 8.4 kB', () => {
    expect(entry.features.count).toBe(200);
    expect(bytes.length).toBe(8206);
  });

  test('can be read from the middle of a larger buffer', () => {
    const larger = new Uint8Array(bytes.length + 9);
    larger.set(bytes, 5);
    expect(readOwnEntry(larger.subarray(5, 5 + bytes.length))).toEqual(entry);
  });

  test('of a picture without features can be written and read', () => {
    const none = buildOwnEntry({ width: 8, height: 8, data: new Uint8Array(256) });
    expect(none.features.count).toBe(0);
    expect(readOwnEntry(writeOwnEntry(none))).toEqual(none);
  });

  test('is refused with a reason when its bytes are of another version, cut, too long or impossible', () => {
    expect(refusal(changed(0, 2))).toBe('version');
    expect(refusal(new Uint8Array(0))).toBe('length');
    expect(refusal(bytes.subarray(0, bytes.length - 1))).toBe('length');
    expect(refusal(Uint8Array.from([...bytes, 0]))).toBe('length');
    expect(refusal(changed(1, 199))).toBe('length');
    expect(refusal(changed(1, 201))).toBe('format');
    expect(refusal(changed(2, 0).fill(0, 2, 6))).toBe('format');
    // Level 7 of the first feature, and a place outside of the picture.
    expect(refusal(changed(6 + 33, 0xff))).toBe('format');
    expect(refusal(changed(6 + 35, 0xff))).toBe('format');
  });

  test('has no window hash where there is nothing to see', () => {
    const { width, height, data } = drawPicture(1, 540, 675);
    const half = data.slice().fill(128, data.length / 2);
    const { windows } = buildOwnEntry({ width, height, data: half });
    expect(windows.subarray(24 * 32)).toEqual(new Uint8Array(32));
    expect(windows.subarray(0, 32)).not.toEqual(new Uint8Array(32));
  });
});
