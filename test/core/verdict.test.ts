import { describe, expect, test } from 'vitest';
import { entryIdOf } from '../../src/core/entry-id.ts';
import type { QueryHash } from '../../src/core/hash/query.ts';
import { createHashIndex } from '../../src/core/search/hash-index.ts';
import { dismissalOf, judge, judgeFile, type ListId, type SearchableList } from '../../src/core/verdict.ts';
import { changeBits, hashAt, randomHashes } from '../support/hashes.ts';
import { sampleHash } from './list/sample-list.ts';

const hashes = randomHashes(1, 8);
const entry = (position: number) => hashAt(hashes, position);

const query = (hash: Uint8Array, quality = 100): QueryHash => ({
  hash,
  quality,
  orientation: 'flipy',
  input: 'full',
  region: 'whole',
  guess: null,
});

/** A list of the hashes at these positions, and of files whose digests are those at `files` (ascending). */
const listOf = (
  id: string,
  positions: readonly number[],
  threshold = 31,
  files: readonly number[] = [],
): SearchableList => {
  const bytes = Uint8Array.from(positions.flatMap(position => [...entry(position)]));
  const digests = Uint8Array.from(files.flatMap(n => [...sampleHash(n)]));
  return { id: id as ListId, threshold, index: createHashIndex(bytes), entryAt: at => hashAt(bytes, at), digests };
};

const ask = (queries: readonly QueryHash[], lists: readonly SearchableList[], dismissed: readonly string[] = []) =>
  judge(queries, lists, entryIdOf, new Set(dismissed));

describe('verdict', () => {
  test('is unknown while there is no list, however plain the picture', async () => {
    expect(await ask([query(entry(0), 0)], [])).toEqual({ status: 'unknown', reason: 'no-list' });
  });

  test('is clear of a list that is empty', async () => {
    expect(await ask([query(entry(0))], [listOf('a', [])])).toEqual({ status: 'clear' });
  });

  test.each([0, 49])('is unknown for quality %i, even of a listed picture', async quality => {
    expect(await ask([query(entry(0), quality)], [listOf('a', [0])])).toEqual({ status: 'unknown', reason: 'plain' });
  });

  test('is unknown when nothing is asked', async () => {
    expect(await ask([], [listOf('a', [0])])).toEqual({ status: 'unknown', reason: 'plain' });
  });

  test('compares only the hashes of quality 50 or more', async () => {
    const queries = [query(entry(0), 49), query(changeBits(entry(1), 6, 1), 50)];
    const verdict = await ask(queries, [listOf('a', [0, 1])]);
    expect(verdict).toMatchObject({ status: 'flagged', match: { distance: 6, entry: await entryIdOf(entry(1)) } });
  });

  test('is flagged at distance 31 and clear at 32', async () => {
    const lists = [listOf('a', [0])];
    expect(await ask([query(changeBits(entry(0), 31, 1))], lists)).toMatchObject({ status: 'flagged' });
    expect(await ask([query(changeBits(entry(0), 32, 1))], lists)).toEqual({ status: 'clear' });
  });

  test('obeys a list that wants nearer matches, and none that wants farther ones', async () => {
    const queries = [query(changeBits(entry(0), 32, 1))];
    expect(await ask([query(changeBits(entry(0), 11, 1))], [listOf('a', [0], 10)])).toEqual({ status: 'clear' });
    expect(await ask(queries, [listOf('a', [0], 60)])).toEqual({ status: 'clear' });
  });

  test('says what matched, how near, and how the picture had to be turned', async () => {
    const queries = [
      query(entry(5)),
      { ...query(changeBits(entry(2), 3, 1)), orientation: 'rot90', input: 'stretch512' } as const,
    ];
    expect(await ask(queries, [listOf('a', [1, 2])])).toEqual({
      status: 'flagged',
      match: {
        list: 'a',
        entry: await entryIdOf(entry(2)),
        distance: 3,
        via: { orientation: 'rot90', input: 'stretch512', region: 'whole', guess: null },
      },
    });
  });

  test('takes the nearest entry of all lists, and of equally near ones that of the first', async () => {
    const asked = [query(changeBits(entry(0), 8, 1)), query(changeBits(entry(1), 4, 2))];
    const lists = [listOf('far', [0]), listOf('near', [1]), listOf('as-near', [1])];
    expect(await ask(asked, lists)).toMatchObject({ match: { list: 'near', distance: 4 } });
  });

  test('passes over a dismissed entry to the next nearest one', async () => {
    const asked = [query(changeBits(entry(0), 4, 1)), query(changeBits(entry(1), 8, 2))];
    const dismissed = [dismissalOf('a' as ListId, await entryIdOf(entry(0)))];
    expect(await ask(asked, [listOf('a', [0, 1])], dismissed)).toMatchObject({
      status: 'flagged',
      match: { entry: await entryIdOf(entry(1)), distance: 8 },
    });
  });

  test('dismissing an entry of one list says nothing of another list', async () => {
    const dismissed = [dismissalOf('a' as ListId, await entryIdOf(entry(0)))];
    expect(await ask([query(entry(0))], [listOf('a', [0, 0])], dismissed)).toEqual({ status: 'clear' });
    expect(await ask([query(entry(0))], [listOf('a', [0]), listOf('b', [0])], dismissed)).toMatchObject({
      match: { list: 'b' },
    });
  });
});

describe('entry id', () => {
  test('is the start of the SHA-256 of the hash', async () => {
    // SHA-256 of 32 zero bytes begins so (published test value of the digest).
    expect(await entryIdOf(new Uint8Array(32))).toBe('66687aadf862bd77');
  });

  test('does not depend on the bytes around the hash', async () => {
    expect(await entryIdOf(hashes.subarray(32, 64))).toBe(await entryIdOf(entry(1)));
  });
});

describe('the verdict on an exact file', () => {
  const askFile = (digest: Uint8Array, lists: readonly SearchableList[], dismissed: readonly string[] = []) =>
    judgeFile(digest, lists, entryIdOf, new Set(dismissed));

  test('is a match of the first list that names it, at distance 0', async () => {
    const entry = await entryIdOf(sampleHash(7));
    expect(
      await askFile(sampleHash(7), [listOf('a', []), listOf('b', [], 31, [2, 7]), listOf('c', [], 31, [7])]),
    ).toEqual({ list: 'b', entry, distance: 0, via: 'file' });
  });

  test('is none for a file that differs in one bit of its digest, and for the hash of a listed picture', async () => {
    const list = listOf('a', [0], 31, [2, 7]);
    expect(await askFile(changeBits(sampleHash(7), 1, 1), [list])).toBeNull();
    expect(await askFile(entry(0), [list])).toBeNull();
  });

  test('finds the first, the last and each other of many, and nothing between them', async () => {
    const list = listOf('a', [], 31, [1, 3, 5, 7, 9]);
    for (let n = 0; n <= 10; n++) expect((await askFile(sampleHash(n), [list])) !== null).toBe(n % 2 === 1);
  });

  test('passes over a list for which the person dismissed it', async () => {
    const lists = [listOf('a', [], 31, [7]), listOf('b', [], 31, [7])];
    const entry = await entryIdOf(sampleHash(7));
    const [inA, inB] = [dismissalOf('a' as ListId, entry), dismissalOf('b' as ListId, entry)];
    expect(await askFile(sampleHash(7), lists, [inA])).toMatchObject({ list: 'b' });
    expect(await askFile(sampleHash(7), lists, [inA, inB])).toBeNull();
  });
});
