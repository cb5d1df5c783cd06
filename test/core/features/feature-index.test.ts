import { describe, expect, test } from 'vitest';
import { ALIKE, distanceWithin, mirrorWords, WORDS } from '../../../src/core/features/descriptors.ts';
import { buildFeatureEntry, type FeatureEntry } from '../../../src/core/features/feature-entry.ts';
import { FeatureIndex } from '../../../src/core/features/feature-index.ts';
import { createView, type Features } from '../../../src/core/features/features.ts';
import { drawPicture, randomFrom } from '../../support/pictures.ts';

const pictures = Array.from({ length: 12 }, (_, seed) => drawPicture(seed + 1, 300, 360));
const entries = pictures.map(buildFeatureEntry);
const queries = pictures.map(picture => createView(picture, 200).features);

const entryAt = (i: number): FeatureEntry => entries[i] as FeatureEntry;
const queryAt = (i: number): Features => queries[i] as Features;

/** By votes and then by name: entries with equal votes have no order. */
const proposed = (index: FeatureIndex, query: Features) =>
  index
    .propose(query, 99)
    .map(({ key, mirrored, votes }) => ({ key, mirrored, votes }))
    .toSorted((a, b) => b.votes - a.votes || `${a.key} ${a.mirrored}`.localeCompare(`${b.key} ${b.mirrored}`));

const indexOf = (keys: ReadonlyMap<string, number>): FeatureIndex => {
  const index = new FeatureIndex();
  for (const [key, i] of keys) index.add(key, entryAt(i));
  return index;
};

const halves = new Uint16Array(2);
/** The eight pieces of 16 bits by which descriptors are looked up, one by one and without any table. */
const piecesOf = (words: Int32Array, row: number): readonly number[] =>
  Array.from({ length: 8 }, (_, piece) => {
    halves[0] = (words[row * WORDS + (piece >> 1)] as number) >>> (piece % 2 === 0 ? 0 : 16);
    return halves[0] as number;
  });

/** Whether two features and more of an entry agree with one another, by comparing everything with everything. */
function isProposedNaively(query: Features, entry: Features, mirrored: boolean): boolean {
  const asked = mirrored ? mirrorWords(query.words) : query.words;
  const pairs: { q: number; e: number; turn: number; level: number }[] = [];
  for (let q = 0; q < query.count; q++) {
    const pieces = piecesOf(asked, q);
    for (let e = 0; e < entry.count; e++) {
      const shares = piecesOf(entry.words, e).some((piece, i) => piece === pieces[i]);
      if (!shares || distanceWithin(ALIKE, entry.words, e * WORDS, asked, q * WORDS) > ALIKE) continue;
      const angle = entry.angle[e] as number;
      const turn = ((query.angle[q] as number) - (mirrored ? 32 - angle : angle)) & 63;
      pairs.push({ q, e, turn, level: (query.level[q] as number) - (entry.level[e] as number) });
    }
  }
  const between = (a: number, b: number): number => Math.min(Math.abs(a - b), 64 - Math.abs(a - b));
  return pairs.some(one =>
    pairs.some(
      other =>
        other.q !== one.q &&
        other.e !== one.e &&
        Math.abs(other.level - one.level) <= 1 &&
        between(other.turn, one.turn) <= 4,
    ),
  );
}

describe('the index of features', () => {
  test('proposes the entry of a picture first', () => {
    const index = indexOf(new Map(entries.map((_, i) => [`${i}`, i])));
    for (const i of queries.keys()) {
      expect(index.propose(queryAt(i), 1)).toMatchObject([{ key: `${i}`, mirrored: false }]);
    }
  });

  test('proposes nothing that comparing everything with everything would not', () => {
    const index = indexOf(new Map(entries.slice(0, 6).map((_, i) => [`${i}`, i])));
    let count = 0;
    for (const i of [0, 1, 2, 8]) {
      for (const { key, mirrored } of proposed(index, queryAt(i))) {
        expect(isProposedNaively(queryAt(i), entryAt(Number(key)).features, mirrored)).toBe(true);
        count++;
      }
    }
    expect(count).toBeGreaterThan(3);
    for (const i of [0, 1, 2]) {
      expect(isProposedNaively(queryAt(i), entryAt(i).features, false)).toBe(true);
    }
  });

  test('answers after any additions and removals as one that was made of what is left', () => {
    const random = randomFrom(9);
    const index = new FeatureIndex();
    const present = new Map<string, number>();
    for (let step = 0; step < 60; step++) {
      const i = Math.floor(random() * entries.length);
      const key = `${Math.floor(random() * 8)}`;
      if (random() < 0.4) expect(index.remove(key)).toBe(present.delete(key));
      else {
        index.add(key, entryAt(i));
        present.set(key, i);
      }
      expect(index.size).toBe(present.size);
    }
    const fresh = indexOf(present);
    for (const query of queries) expect(proposed(index, query)).toEqual(proposed(fresh, query));
  });

  test('takes about 13 kB an entry, and gives places of removed entries to new ones', () => {
    const index = new FeatureIndex();
    const empty = index.bytes;
    for (let i = 0; i < 100; i++) index.add(`${i}`, entryAt(i % 12));
    const full = index.bytes;
    expect((full - empty) / 100).toBeLessThan(20_000);
    for (let i = 0; i < 100; i++) index.remove(`${i}`);
    for (let i = 0; i < 100; i++) index.add(`again ${i}`, entryAt(i % 12));
    expect(index.bytes).toBe(full);
  });

  test('proposes nothing when it is empty, or when nothing is left of it', () => {
    const index = new FeatureIndex();
    expect(proposed(index, queryAt(0))).toEqual([]);
    index.add('one', entryAt(0));
    index.remove('one');
    expect(proposed(index, queryAt(0))).toEqual([]);
    expect(index.remove('one')).toBe(false);
  });
});
