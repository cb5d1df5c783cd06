/** Time, measured so that other load on the machine disturbs it least. */

export interface Timing {
  readonly min: number;
  readonly median: number;
}

export const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const once = (run: () => void): number => {
  const start = performance.now();
  run();
  return performance.now() - start;
};

const BURST = 10;

/**
 * Milliseconds of each of `runs`, which take turns, so that whatever else the machine does meets all of them alike.
 * A turn is a burst of calls: the first finds its data out of the cache and is not counted. For ratios take the minima.
 */
export function timeInTurns<K extends string>(runs: Readonly<Record<K, () => void>>, turns: number): Record<K, Timing> {
  const names = Object.keys(runs) as K[];
  const samples = new Map<K, number[]>(names.map(name => [name, []]));
  for (let turn = 0; turn < turns; turn++) {
    for (const name of names) {
      const burst = Array.from({ length: BURST }, () => once(runs[name]));
      samples.get(name)?.push(...burst.slice(1));
    }
  }
  const timing = (values: readonly number[]): Timing => ({ min: Math.min(...values), median: medianOf(values) });
  return Object.fromEntries(names.map(name => [name, timing(samples.get(name) ?? [])])) as Record<K, Timing>;
}

/**
 * Milliseconds of `run(i)` for each i below `count`: the least of several passes for each, since a pass that was
 * interrupted says nothing, then the median over all.
 */
export function timeEach(run: (i: number) => void, count: number, passes = 5): number {
  const best = new Array<number>(count).fill(Number.POSITIVE_INFINITY);
  for (let pass = 0; pass < passes; pass++) {
    for (let i = 0; i < count; i++)
      best[i] = Math.min(
        best[i] as number,
        once(() => run(i)),
      );
  }
  return medianOf(best);
}

/** Milliseconds of something done once. */
export async function timeOnce<T>(run: () => T | Promise<T>): Promise<readonly [T, number]> {
  const start = performance.now();
  const result = await run();
  return [result, performance.now() - start];
}
