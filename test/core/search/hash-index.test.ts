/** Both indexes against the naive search, with entries planted at every distance that matters. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distance } from '../../../src/core/search/distance.ts';
import { createHashIndex, type HashIndex } from '../../../src/core/search/hash-index.ts';
import { layerIndex } from '../../../src/core/search/layered-index.ts';
import { BIT_MASKS, createWasmIndex, openWasmIndex } from '../../../src/core/search/wasm-index.ts';
import { changeBits, hashAt, randomHashes, skewedHashes } from '../../support/hashes.ts';
import { searchModule } from '../../support/kernels.ts';
import { bitsApart, naiveNearest } from '../../support/naive-search.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 60);

const kernel = await searchModule();

/** A list of which a third came later. */
const layered = (hashes: Uint8Array): HashIndex => {
  const cut = Math.floor(hashes.length / 96) * 64;
  return layerIndex(createWasmIndex(kernel, hashes.subarray(0, cut)), createHashIndex(hashes.subarray(cut)));
};

/** A list that is still being sorted. */
const halfSorted = (hashes: Uint8Array): HashIndex => {
  const index = openWasmIndex(kernel, hashes);
  for (let band = 0; band < 5; band++) index.sortNext();
  return index;
};

const makers: readonly (readonly [string, (hashes: Uint8Array) => HashIndex])[] = [
  ['plain JS', createHashIndex],
  ['WASM', hashes => createWasmIndex(kernel, hashes)],
  ['unsorted WASM', hashes => openWasmIndex(kernel, hashes)],
  ['half sorted WASM', halfSorted],
  ['layered', layered],
];

test('distance counts the bits that differ', () => {
  const [zeros, ones] = [new Uint8Array(32), new Uint8Array(32).fill(255)];
  expect([distance(zeros, zeros), distance(zeros, ones)]).toEqual([0, 256]);
  fc.assert(
    fc.property(fc.nat(), seed => {
      const hashes = randomHashes(seed, 2);
      expect(distance(hashAt(hashes, 0), hashAt(hashes, 1))).toBe(bitsApart(hashAt(hashes, 0), hashAt(hashes, 1)));
    }),
  );
});

describe.each(makers)('%s index', (_, create) => {
  test('finds nothing among nothing', () => {
    const index = create(new Uint8Array(0));
    expect(index.size).toBe(0);
    expect(index.nearest([new Uint8Array(32)], 256)).toBeNull();
  });

  test('finds nothing when nothing is asked', () => {
    expect(create(randomHashes(1, 10)).nearest([], 256)).toBeNull();
  });

  test('refuses bytes that are not whole hashes', () => {
    expect(() => create(new Uint8Array(33))).toThrow(RangeError);
  });

  test('does not change when the bytes that it was made of do', () => {
    const hashes = randomHashes(1, 3);
    const index = create(hashes);
    const query = hashAt(hashes, 2);
    hashes.fill(0);
    expect(index.nearest([query], 0)).toEqual({ query: 0, position: 2, distance: 0 });
  });

  test.each([3, 5_000])('gives each of %i entries back', size => {
    const hashes = randomHashes(11, size);
    const index = create(hashes);
    for (let position = 0; position < size; position += 1 + (size >> 8)) {
      expect(index.entryAt(position)).toEqual(hashAt(hashes, position));
    }
  });

  test('prefers the lowest query, then the lowest position, of equally near pairs', () => {
    const hash = hashAt(randomHashes(9, 1), 0);
    const index = create(Uint8Array.from([...changeBits(hash, 90, 1), ...hash, ...hash]));
    const near = [changeBits(hash, 4, 1), changeBits(hash, 2, 2), changeBits(hash, 2, 3)];
    expect(index.nearest(near, 31)).toEqual({ query: 1, position: 1, distance: 2 });
    expect(index.nearest(near, 31, new Set([1]))).toEqual({ query: 1, position: 2, distance: 2 });
    expect(index.nearest(near, 31, new Set([1, 2]))).toBeNull();
    expect(index.nearest(near, 31)).toEqual({ query: 1, position: 1, distance: 2 });
  });

  test('prefers the lowest query wherever the entries lie, and among many queries', () => {
    const hashes = randomHashes(14, 4_000);
    const index = create(hashes);
    const queries = Array.from({ length: 150 }, (_, i) => changeBits(hashAt(hashes, 3_999 - 20 * i), 5, i));
    expect(index.nearest(queries, 31)).toEqual({ query: 0, position: 3_999, distance: 5 });
    const nearer = changeBits(hashAt(hashes, 3), 2, 1);
    expect(index.nearest([...queries, nearer, nearer], 31)).toEqual({ query: 150, position: 3, distance: 2 });
  });

  // Sizes: a handful; compared one by one; in bands. The naive search bounds how many entries are worth while.
  test.each([60, 3_000, 4_500])('answers as the naive search does among %i entries', size => {
    const hashes = randomHashes(size, size);
    const index = create(hashes);
    const planted = fc.record({ at: fc.nat(size - 1), bits: fc.nat(40), seed: fc.nat() });
    const positions = fc.uniqueArray(fc.nat(size - 1), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(planted, { maxLength: 3 }), fc.nat(45), positions, (plants, threshold, passedOver) => {
        const queries = plants.map(({ at, bits, seed }) => changeBits(hashAt(hashes, at), bits, seed));
        const except = new Set([...passedOver, ...plants.slice(2).map(plant => plant.at)]);
        expect(index.nearest(queries, threshold, except)).toEqual(naiveNearest(hashes, queries, threshold, except));
      }),
      { numRuns: RUNS },
    );
  });

  test('answers a picture of 8 to 16 hashes as the naive search does', () => {
    const size = 4_500;
    const hashes = randomHashes(13, size);
    const index = create(hashes);
    const planted = fc.record({ at: fc.nat(size - 1), bits: fc.integer({ min: 20, max: 120 }), seed: fc.nat() });
    fc.assert(
      fc.property(fc.array(planted, { minLength: 8, maxLength: 16 }), plants => {
        const queries = plants.map(({ at, bits, seed }) => changeBits(hashAt(hashes, at), bits, seed));
        expect(index.nearest(queries, 31)).toEqual(naiveNearest(hashes, queries, 31, new Set()));
      }),
      { numRuns: Math.ceil(RUNS / 6) },
    );
  });

  test.each([50, 20_000])('finds an entry exactly at the threshold and none beyond, among %i', size => {
    const hashes = randomHashes(7, size);
    const index = create(hashes);
    for (let bits = 0; bits <= 40; bits++) {
      const position = (bits * 7919) % size;
      const query = changeBits(hashAt(hashes, position), bits, bits + 1);
      expect(index.nearest([query], bits)).toEqual({ query: 0, position, distance: bits });
      expect(index.nearest([query], bits - 1)).toBeNull();
    }
  });

  test('finds each of many copies in turn', () => {
    const hash = hashAt(randomHashes(2, 1), 0);
    const copies = new Uint8Array(32 * 9_000);
    for (let position = 0; position < 9_000; position++) copies.set(hash, position * 32);
    const index = create(copies);
    expect(index.nearest([changeBits(hash, 9, 1)], 31)).toEqual({ query: 0, position: 0, distance: 9 });
    const allButOne = new Set(Array.from({ length: 9_000 }, (_, i) => i).filter(i => i !== 8_765));
    expect(index.nearest([hash], 31, allButOne)).toEqual({ query: 0, position: 8_765, distance: 0 });
  });
});

describe('WASM index', () => {
  test.each([
    [3_000, 0],
    [5_000, 11],
  ])('of %i entries has %i bands to sort, and says when it is done', (size, bands) => {
    const index = openWasmIndex(kernel, randomHashes(1, size));
    for (let band = 1; band < bands; band++) expect(index.sortNext()).toBe(true);
    expect([index.sortNext(), index.sortNext()]).toEqual([false, false]);
  });
});

describe('bands of the WASM index', () => {
  /** For each bit of a permuted hash, the byte and the mask of the bit that it was. */
  const origins = (): ReadonlyMap<number, readonly [byte: number, mask: number]> => {
    const { memory, permute, masksAddress, freeAddress } = new WebAssembly.Instance(kernel).exports as unknown as {
      readonly memory: WebAssembly.Memory;
      readonly masksAddress: WebAssembly.Global<'i32'>;
      readonly freeAddress: WebAssembly.Global<'i32'>;
      permute(hashes: number, count: number): void;
    };
    new Uint8Array(memory.buffer).set(BIT_MASKS, masksAddress.value);
    const hash = new Uint8Array(memory.buffer, freeAddress.value, 32);
    const found = new Map<number, readonly [number, number]>();
    for (let bit = 0; bit < 256; bit++) {
      const origin = [bit >> 3, 1 << (bit & 7)] as const;
      hash.fill(0);
      hash[origin[0]] = origin[1];
      permute(freeAddress.value, 1);
      const byte = hash.findIndex(value => value !== 0);
      found.set(byte * 8 + Math.log2(hash[byte] as number), origin);
    }
    return found;
  };

  test('the permutation takes every bit to a place of its own', () => {
    expect([...origins().keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 256 }, (_, bit) => bit));
  });

  test('an entry exactly at the threshold is found and none beyond, among 600,000', () => {
    const hashes = randomHashes(8, 600_000);
    const index = createWasmIndex(kernel, hashes);
    for (let bits = 0; bits <= 40; bits++) {
      const position = 599_999 - bits * 7_919;
      const query = changeBits(hashAt(hashes, position), bits, bits + 1);
      expect(index.nearest([query], bits)).toEqual({ query: 0, position, distance: bits });
      expect(index.nearest([query], bits - 1)).toBeNull();
    }
  });

  test('uneven hashes are found as well, near-duplicates in order', () => {
    const hashes = skewedHashes(9, 6_000);
    const index = createWasmIndex(kernel, hashes);
    const reference = createHashIndex(hashes);
    for (let seed = 0; seed < 200; seed++) {
      const query = changeBits(hashAt(hashes, seed * 29), seed % 36, seed);
      expect(index.nearest([query], 31)).toEqual(reference.nearest([query], 31));
    }
  });

  test.each([5_000, 600_000])('31 bits at their worst, three in each long band, are found among %i', size => {
    const from = origins();
    const hashes = randomHashes(3, size);
    const index = createWasmIndex(kernel, hashes);
    const longBands = [0, 24, 48, 72, 96, 120, 144, 168, 192, 214];
    for (let seed = 0; seed < 22; seed++) {
      const query = hashAt(hashes, seed);
      const spread = longBands.flatMap(first => [0, 1, 2].map(i => first + ((seed + 7 * i) % 22)));
      const change = (bit: number): void => {
        const [byte, mask] = from.get(bit) as readonly [number, number];
        query[byte] = (query[byte] as number) ^ mask;
      };
      for (const bit of [...spread, 236 + (seed % 20)]) change(bit);
      expect(index.nearest([query], 31)).toEqual({ query: 0, position: seed, distance: 31 });
      change(236 + ((seed + 1) % 20));
      expect(index.nearest([query], 31)).toBeNull();
      // Farther than bands can see, the index compares one by one.
      expect(index.nearest([query], 32)).toEqual({ query: 0, position: seed, distance: 32 });
    }
  });
});

describe('layered index', () => {
  const hashes = randomHashes(5, 12);
  const layers = (withdrawn: ReadonlySet<number>): HashIndex =>
    layerIndex(
      createWasmIndex(kernel, hashes.subarray(0, 8 * 32)),
      createHashIndex(hashes.subarray(8 * 32)),
      withdrawn,
    );

  test('passes over what was withdrawn, from the base and from what was added', () => {
    const index = layers(new Set([3, 10]));
    const found = Array.from({ length: 12 }, (_, at) => index.nearest([hashAt(hashes, at)], 31)?.position ?? null);
    expect(found).toEqual([0, 1, 2, null, 4, 5, 6, 7, 8, 9, null, 11]);
  });

  test('passes over what the caller excepts as well', () => {
    const index = layers(new Set([3, 10]));
    for (const at of [3, 4, 9, 10]) expect(index.nearest([hashAt(hashes, at)], 31, new Set([4, 9]))).toBeNull();
    expect(index.nearest([hashAt(hashes, 4)], 31)?.position).toBe(4);
  });

  test('can be a layer itself', () => {
    const more = randomHashes(6, 2);
    const index = layerIndex(layers(new Set([0])), createHashIndex(more), new Set([1, 13]));
    const all = Uint8Array.from([...hashes, ...more]);
    const found = Array.from({ length: 14 }, (_, at) => index.nearest([hashAt(all, at)], 31)?.position ?? null);
    expect(found).toEqual([null, null, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, null]);
  });
});
