/** Sorted runs of records, the files that hold them, and how a publisher lays entries out in them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bytes, concatBytes } from '../../../src/core/list/bytes.ts';
import { packEntries } from '../../../src/core/list/pack-entries.ts';
import { implausibleRecords } from '../../../src/core/list/plausible.ts';
import { isStrictlySorted, mergeSorted, recordsNotIn, withoutRecords } from '../../../src/core/list/records.ts';
import { readSegment, writeSegment } from '../../../src/core/list/segment.ts';
import { readWithdrawals, writeWithdrawals } from '../../../src/core/list/withdrawals.ts';
import { sampleHash, sampleHashes } from './sample-list.ts';

const refusal = (reason: string) => expect.objectContaining({ name: 'ListError', reason });

/** Sorted distinct numbers, as four-byte records. */
const runOf = (numbers: Iterable<number>): Bytes => {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const run = new Uint8Array(sorted.length * 4);
  for (const [row, n] of sorted.entries()) new DataView(run.buffer).setUint32(row * 4, n);
  return run;
};
const numbersIn = (run: Bytes): number[] =>
  Array.from({ length: run.length / 4 }, (_, row) => new DataView(run.buffer, run.byteOffset).getUint32(row * 4));
const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 60 });

describe('sorted runs', () => {
  test('merge into what sorting all of them gives, however they overlap', () => {
    fc.assert(
      fc.property(
        numbers,
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 60, maxLength: 60 }),
        (all, places) => {
          const runs = [0, 1, 2, 3, 4, 5].map(run => runOf(all.filter((_, index) => places[index] === run)));
          expect(numbersIn(mergeSorted(runs, 4))).toEqual(numbersIn(runOf(all)));
        },
      ),
    );
  });

  test('that share a record do not merge', () => {
    fc.assert(
      fc.property(numbers, numbers, fc.nat(400), (a, b, shared) => {
        expect(() => mergeSorted([runOf([...a, shared]), runOf([...b, shared])], 4)).toThrow(refusal('format'));
      }),
    );
  });

  test('say which of their records another run lacks', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const run = runOf(a);
        const absent = recordsNotIn(run, runOf(b), 4).map(row => numbersIn(run)[row]);
        expect(absent).toEqual(numbersIn(run).filter(n => !b.includes(n)));
      }),
    );
  });

  test('lose exactly the records that are named', () => {
    const runs = [runOf([1, 2, 3]), runOf([]), runOf([10, 20])];
    expect(withoutRecords(runs, [0, 2, 4], 4).map(numbersIn)).toEqual([[2], [], [10]]);
    expect(withoutRecords(runs, [], 4)).toEqual(runs);
  });

  test('are strictly sorted or not', () => {
    expect(isStrictlySorted(runOf([1, 2, 70_000]), 4)).toBe(true);
    expect(isStrictlySorted(Uint8Array.of(0, 0, 0, 2, 0, 0, 0, 1), 4)).toBe(false);
    expect(isStrictlySorted(Uint8Array.of(0, 0, 0, 2, 0, 0, 0, 2), 4)).toBe(false);
  });
});

describe('a segment', () => {
  test('reads back what was written, for any number of hashes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(100_000), { minLength: 1, maxLength: 50 }), picked => {
        const hashes = sampleHashes(picked.sort((a, b) => a - b));
        expect(readSegment(writeSegment(hashes, 'pdq'), 'pdq', picked.length)).toEqual(hashes);
      }),
    );
  });

  test('is not written empty, too large, unsorted or torn', () => {
    expect(() => writeSegment(new Uint8Array(0), 'pdq')).toThrow(refusal('length'));
    expect(() => writeSegment(new Uint8Array(32_769 * 32), 'pdq')).toThrow(refusal('length'));
    expect(() => writeSegment(new Uint8Array(33), 'pdq')).toThrow(refusal('length'));
    expect(() => writeSegment(sampleHashes([2, 1]), 'pdq')).toThrow(refusal('format'));
  });
});

describe('a withdrawals file', () => {
  test('reads back what was written', () => {
    expect(readWithdrawals(writeWithdrawals([0, 7, 4_000_000_000], 'pdq'), 'pdq', 3, 2 ** 32)).toEqual([
      0, 7, 4_000_000_000,
    ]);
  });

  test('that is out of order, repeats a number, or names a record that is not there is refused', () => {
    expect(() => writeWithdrawals([2, 1], 'pdq')).toThrow(refusal('format'));
    expect(() => writeWithdrawals([1, 1], 'pdq')).toThrow(refusal('format'));
    expect(() => readWithdrawals(writeWithdrawals([1, 3], 'pdq'), 'pdq', 2, 3)).toThrow(refusal('format'));
  });

  test('cannot stand in for a segment', () => {
    const file = writeWithdrawals([0, 1, 2, 3, 4, 5, 6, 7], 'pdq');
    expect(() => readSegment(file, 'pdq', 1)).toThrow(refusal('format'));
  });
});

describe('plausible hashes', () => {
  test('have 96 to 160 bits set', () => {
    const withBits = (bits: number) => {
      const hash = new Uint8Array(32);
      for (let bit = 0; bit < bits; bit++) hash[bit >> 3] = (hash[bit >> 3] as number) | (1 << (bit & 7));
      return hash;
    };
    for (const bits of [0, 1, 95, 161, 256]) expect(implausibleRecords(withBits(bits)), `${bits}`).toEqual([0]);
    for (const bits of [96, 128, 160]) expect(implausibleRecords(withBits(bits)), `${bits}`).toEqual([]);
    const run = concatBytes([sampleHash(1), withBits(256), sampleHash(2), withBits(0)]);
    expect(implausibleRecords(run)).toEqual([1, 3]);
  });
});

describe('packing', () => {
  const digests = ({ part }: Awaited<ReturnType<typeof packEntries>>) => part.segments.map(({ sha256 }) => sha256);

  test('keeps the segments that can stay, and puts what is new in another', async () => {
    const first = await packEntries('pdq', sampleHashes([1, 5, 9]), [], 'rewrite');
    const next = await packEntries('pdq', sampleHashes([1, 3, 5, 9]), [sampleHashes([1, 5, 9])], 'rewrite');
    expect(digests(next)[0]).toBe(digests(first)[0]);
    expect(next.part).toMatchObject({ count: 4, withdrawals: null, segments: [{ count: 3 }, { count: 1 }] });
  });

  test('rewrites a segment without what was withdrawn, so that its bytes are gone', async () => {
    const packed = await packEntries(
      'pdq',
      sampleHashes([1, 9, 20]),
      [sampleHashes([1, 5, 9]), sampleHashes([20])],
      'rewrite',
    );
    expect(packed.part).toMatchObject({ count: 3, withdrawals: null, segments: [{ count: 2 }, { count: 1 }] });
    const withdrawn = Buffer.from(sampleHash(5));
    expect([...packed.files.values()].some(file => Buffer.from(file).includes(withdrawn))).toBe(false);
  });

  test('drops a segment of which nothing is left', async () => {
    const packed = await packEntries('pdq', sampleHashes([1]), [sampleHashes([1]), sampleHashes([20])], 'rewrite');
    expect(packed.part.segments).toHaveLength(1);
  });

  test('can name what was withdrawn instead, through all segments', async () => {
    const held = [sampleHashes([1, 5, 9]), sampleHashes([20, 30])];
    const packed = await packEntries('pdq', sampleHashes([1, 9, 20]), held, 'defer');
    expect(packed.part).toMatchObject({ count: 3, withdrawals: { count: 2 }, segments: [{ count: 3 }, { count: 2 }] });
    const file = packed.files.get(`v1/withdrawn/${packed.part.withdrawals?.sha256}.bin`) as Bytes;
    expect(readWithdrawals(file, 'pdq', 2, 5)).toEqual([1, 4]);
  });

  test('takes back in what was withdrawn before', async () => {
    const packed = await packEntries('pdq', sampleHashes([1, 5]), [sampleHashes([1, 5])], 'defer');
    expect(packed.part).toMatchObject({ count: 2, withdrawals: null, segments: [{ count: 2 }] });
  });

  test('fills segments of 32,768 hashes', async () => {
    const packed = await packEntries('pdq', sampleHashes(Array.from({ length: 40_000 }, (_, n) => n)), [], 'rewrite');
    expect(packed.part.segments.map(({ count }) => count)).toEqual([32_768, 7_232]);
  });

  test('refuses entries that are not sorted', async () => {
    await expect(packEntries('pdq', sampleHashes([2, 1]), [], 'rewrite')).rejects.toEqual(refusal('format'));
  });
});
