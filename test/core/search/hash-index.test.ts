/** The index against the naive search, with entries planted at every distance that matters. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distance } from '../../../src/core/search/distance.ts';
import { createHashIndex } from '../../../src/core/search/hash-index.ts';
import { changeBits, hashAt, randomHashes } from '../../support/hashes.ts';
import { bitsApart, naiveNearest } from '../../support/naive-search.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 100);

describe('distance', () => {
  test('counts the bits that differ', () => {
    const [zeros, ones] = [new Uint8Array(32), new Uint8Array(32).fill(255)];
    expect([distance(zeros, zeros), distance(zeros, ones)]).toEqual([0, 256]);
    fc.assert(
      fc.property(fc.nat(), seed => {
        const hashes = randomHashes(seed, 2);
        const [a, b] = [hashAt(hashes, 0), hashAt(hashes, 1)];
        expect(distance(a, b)).toBe(bitsApart(a, b));
      }),
    );
  });
});

describe('hash index', () => {
  test('an empty one finds nothing', () => {
    const index = createHashIndex(new Uint8Array(0));
    expect(index.size).toBe(0);
    expect(index.nearest([new Uint8Array(32)], 256)).toBeNull();
  });

  test('no query finds nothing', () => {
    expect(createHashIndex(randomHashes(1, 10)).nearest([], 256)).toBeNull();
  });

  test('bytes that are not whole hashes are refused', () => {
    expect(() => createHashIndex(new Uint8Array(33))).toThrow(RangeError);
  });

  test('does not change when the bytes that it was made of do', () => {
    const hashes = randomHashes(1, 3);
    const index = createHashIndex(hashes);
    const query = hashAt(hashes, 2);
    hashes.fill(0);
    expect(index.nearest([query], 0)).toEqual({ query: 0, position: 2, distance: 0 });
  });

  test('an entry exactly at the threshold is found, one bit further is not', () => {
    const hashes = randomHashes(7, 50);
    const index = createHashIndex(hashes);
    for (let bits = 0; bits <= 40; bits++) {
      const query = changeBits(hashAt(hashes, 20), bits, bits);
      expect(index.nearest([query], bits)).toEqual({ query: 0, position: 20, distance: bits });
      expect(index.nearest([query], bits - 1)).toBeNull();
    }
  });

  test('of equally near pairs the lowest query wins, then the lowest position', () => {
    const hash = hashAt(randomHashes(9, 1), 0);
    const index = createHashIndex(Uint8Array.from([...changeBits(hash, 90, 1), ...hash, ...hash]));
    const near = [changeBits(hash, 4, 1), changeBits(hash, 2, 2), changeBits(hash, 2, 3)];
    expect(index.nearest(near, 31)).toEqual({ query: 1, position: 1, distance: 2 });
    expect(index.nearest(near, 31, new Set([1]))).toEqual({ query: 1, position: 2, distance: 2 });
    expect(index.nearest(near, 31, new Set([1, 2]))).toBeNull();
  });

  test('answers as the naive search does', () => {
    const planted = fc.record({ at: fc.nat(59), bits: fc.nat(40), seed: fc.nat() });
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(planted, { maxLength: 16 }),
        fc.nat(45),
        fc.uniqueArray(fc.nat(59), { maxLength: 5 }),
        (seed, plants, threshold, passedOver) => {
          const hashes = randomHashes(seed, 60);
          const queries = plants.map(({ at, bits, seed: bitSeed }) => changeBits(hashAt(hashes, at), bits, bitSeed));
          const except = new Set(passedOver);
          const index = createHashIndex(hashes);
          expect(index.nearest(queries, threshold, except)).toEqual(naiveNearest(hashes, queries, threshold, except));
        },
      ),
      { numRuns: RUNS },
    );
  });
});
