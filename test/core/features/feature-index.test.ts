import { describe, expect, test } from 'vitest';
import { buildFeatureEntry } from '../../../src/core/features/feature-entry.ts';
import { FeatureIndex } from '../../../src/core/features/feature-index.ts';
import { createView } from '../../../src/core/features/features.ts';
import { drawPicture, randomFrom } from '../../support/pictures.ts';

const pictures = Array.from({ length: 12 }, (_, seed) => drawPicture(seed + 1, 300, 360));
const entries = pictures.map(buildFeatureEntry);
const queries = pictures.map(picture => createView(picture, 200).features);

const proposed = (index: FeatureIndex, query: number) =>
  index
    .propose(queries[query] as (typeof queries)[number], 8)
    .map(({ key, mirrored, votes }) => ({ key, mirrored, votes }));

describe('the index of own entries', () => {
  test('proposes the entry of a picture first', () => {
    const index = new FeatureIndex();
    for (const [i, entry] of entries.entries()) index.add(`${i}`, entry);
    for (const i of queries.keys()) expect(proposed(index, i)[0]).toMatchObject({ key: `${i}`, mirrored: false });
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
        index.add(key, entries[i] as (typeof entries)[number]);
        present.set(key, i);
      }
      expect(index.size).toBe(present.size);
    }
    const fresh = new FeatureIndex();
    for (const [key, i] of present) fresh.add(key, entries[i] as (typeof entries)[number]);
    const byKey = (a: { key: string; votes: number }, b: { key: string; votes: number }) =>
      b.votes - a.votes || a.key.localeCompare(b.key);
    for (const i of queries.keys()) {
      const ours = index.propose(queries[i] as (typeof queries)[number], 99);
      const theirs = fresh.propose(queries[i] as (typeof queries)[number], 99);
      expect(ours.toSorted(byKey).map(({ key }) => key)).toEqual(theirs.toSorted(byKey).map(({ key }) => key));
    }
  });

  test('takes about 13 kB an entry, and gives places of removed entries to new ones', () => {
    const index = new FeatureIndex();
    const empty = index.bytes;
    for (let i = 0; i < 100; i++) index.add(`${i}`, entries[i % 12] as (typeof entries)[number]);
    const full = index.bytes;
    expect((full - empty) / 100).toBeLessThan(20_000);
    for (let i = 0; i < 100; i++) index.remove(`${i}`);
    for (let i = 0; i < 100; i++) index.add(`again ${i}`, entries[i % 12] as (typeof entries)[number]);
    expect(index.bytes).toBe(full);
  });

  test('proposes nothing when it is empty, or when nothing is left of it', () => {
    const index = new FeatureIndex();
    expect(proposed(index, 0)).toEqual([]);
    index.add('one', entries[0] as (typeof entries)[number]);
    index.remove('one');
    expect(proposed(index, 0)).toEqual([]);
    expect(index.remove('one')).toBe(false);
  });
});
