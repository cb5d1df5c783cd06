/**
 * Operations on runs of equal-sized records that are strictly sorted by their bytes: the shape that entries have in a
 * segment and in memory. No format, no input or output.
 */
import { type Bytes, concatBytes, joinBytes } from './bytes.ts';
import { ListError } from './list-error.ts';

/** Below zero if record `i` of `a` sorts before record `j` of `b`, zero if they are equal. Both are record numbers. */
function compareRecords(a: Uint8Array, i: number, b: Uint8Array, j: number, size: number): number {
  const startA = i * size;
  const startB = j * size;
  for (let at = 0; at < size; at++) {
    const difference = (a[startA + at] as number) - (b[startB + at] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

export function isStrictlySorted(records: Uint8Array, size: number): boolean {
  const count = records.length / size;
  for (let i = 1; i < count; i++) {
    if (compareRecords(records, i - 1, records, i, size) >= 0) return false;
  }
  return true;
}

/** Number of records of `run`, from record `from` on, that sort before record `j` of `other`; plus `from`. */
function lowerBound(run: Uint8Array, from: number, other: Uint8Array, j: number, size: number): number {
  let low = from;
  let high = run.length / size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareRecords(run, middle, other, j, size) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether sorted records hold this one. */
export function holdsRecord(records: Uint8Array, record: Uint8Array): boolean {
  const size = record.length;
  const at = lowerBound(records, 0, record, 0, size);
  return at * size < records.length && compareRecords(records, at, record, 0, size) === 0;
}

/** Copies stretches of the longer run between the records of the shorter: cheap when a small delta meets a big list. */
function mergeTwo(a: Bytes, b: Bytes, size: number): Bytes {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const merged = new Uint8Array(long.length + short.length);
  let taken = 0;
  for (let j = 0; j < short.length / size; j++) {
    const next = lowerBound(long, taken, short, j, size);
    if (next < long.length / size && compareRecords(long, next, short, j, size) === 0) {
      throw new ListError('format', 'two segments hold the same entry');
    }
    merged.set(long.subarray(taken * size, next * size), (taken + j) * size);
    merged.set(short.subarray(j * size, (j + 1) * size), (next + j) * size);
    taken = next;
  }
  merged.set(long.subarray(taken * size), taken * size + short.length);
  return merged;
}

/**
 * One sorted run from many. Runs that follow one another (the segments of one large build) are laid end to end first,
 * at the cost of a copy at the most, so that merging costs only what was added since. Refuses an entry that stands in two runs.
 */
export function mergeSorted(runs: readonly Bytes[], size: number): Bytes {
  const ordered = runs.filter(run => run.length > 0).toSorted((a, b) => compareRecords(a, 0, b, 0, size));
  const chains: Bytes[][] = [];
  for (const run of ordered) {
    const chain = chains.find(candidate => {
      const last = candidate.at(-1) as Bytes;
      return compareRecords(last, last.length / size - 1, run, 0, size) < 0;
    });
    if (chain === undefined) chains.push([run]);
    else chain.push(run);
  }
  const [shortest = new Uint8Array(0), ...longer] = chains.map(joinBytes).toSorted((a, b) => a.length - b.length);
  return longer.reduce((merged, run) => mergeTwo(merged, run, size), shortest);
}

/** Record numbers of `run` that are not in `other`; both sorted. */
export function recordsNotIn(run: Uint8Array, other: Uint8Array, size: number): readonly number[] {
  const absent: number[] = [];
  let at = 0;
  for (let row = 0; row * size < run.length; row++) {
    while (at * size < other.length && compareRecords(other, at, run, row, size) < 0) at++;
    if (at * size >= other.length || compareRecords(other, at, run, row, size) !== 0) absent.push(row);
  }
  return absent;
}

/** `runs` without some records, numbered (ascending) through all runs in their order; each run stays sorted. */
export function withoutRecords(runs: readonly Bytes[], numbers: readonly number[], size: number): readonly Bytes[] {
  let base = 0;
  let at = 0;
  return runs.map(run => {
    const kept: Uint8Array[] = [];
    let from = 0;
    const end = base + run.length / size;
    for (; at < numbers.length && (numbers[at] as number) < end; at++) {
      const start = ((numbers[at] as number) - base) * size;
      kept.push(run.subarray(from, start));
      from = start + size;
    }
    base = end;
    return kept.length === 0 ? run : concatBytes([...kept, run.subarray(from)]);
  });
}
