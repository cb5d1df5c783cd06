/** What a page's process may send as a still of a film or as a file, and what is not believed. */
import { describe, expect, test } from 'vitest';
import { parseFile, parseFilmName, parseStill } from '../../src/background/parse.ts';

const view = (quality: unknown = 80, bytes = 256) => ({ quality, hashes: new Uint8Array(bytes).fill(7) });

describe('a still', () => {
  test('is the whole and up to three parts, each in eight orientations', () => {
    const queries = parseStill([view(), view(60)]);
    expect(queries?.map(({ region }) => region)).toEqual([...Array(8).fill('whole'), ...Array(8).fill('trimmed')]);
    expect(queries?.[0]).toMatchObject({ quality: 80, orientation: 'upright', input: 'resampled', guess: null });
    expect(queries?.[15]?.hash).toEqual(new Uint8Array(32).fill(7));
    expect(parseStill([view(), view(), view(), view()])).toHaveLength(32);
  });

  test.each([
    ['nothing', undefined],
    ['no views', []],
    ['too many views', [view(), view(), view(), view(), view()]],
    ['a view that is none', [view(), null]],
    ['hashes that are too short', [view(80, 255)]],
    ['hashes that are too long', [view(80, 288)]],
    ['hashes that are numbers', [{ quality: 80, hashes: Array(256).fill(1) }]],
    ['a quality beyond the scale', [view(101)]],
    ['a quality that is no number', [view(Number.NaN)]],
    ['a quality in words', [view('80')]],
  ])('is not %s', (_, value) => {
    expect(parseStill(value)).toBeNull();
  });
});

test('the name of a film is a text of some length', () => {
  expect(parseFilmName('blob-5b1c')).toBe('blob-5b1c');
  for (const value of ['', 'x'.repeat(257), 5, null, {}]) expect(parseFilmName(value)).toBeNull();
});

test('a file is a Blob, and nothing that looks like one', () => {
  const file = new Blob(['film']);
  expect(parseFile(file)).toBe(file);
  const alike = { size: 4, arrayBuffer: async () => new ArrayBuffer(4), slice: () => alike };
  for (const value of [alike, null, undefined, 'blob:https://example.org/1', new Uint8Array(4)]) {
    expect(parseFile(value)).toBeNull();
  }
});
