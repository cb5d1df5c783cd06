/** Time, measured so that other load on the machine disturbs it least, and with whatever clock a browser lets us have. */

export interface Timing {
  readonly min: number;
  readonly median: number;
}

export const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The least step of the clock in ms: a microsecond in Node, 0.1 in Chromium's background, 1 in Firefox's. */
function clockStep(): number {
  const steps = Array.from({ length: 5 }, () => {
    const start = performance.now();
    let now = start;
    while (now === start) now = performance.now();
    return now - start;
  });
  return Math.min(...steps);
}

/** Milliseconds that `count` calls take; each is given its number. */
function timeOf(run: (i: number) => void, count: number, first = 0): number {
  const start = performance.now();
  for (let i = 0; i < count; i++) run(first + i);
  return performance.now() - start;
}

/** What takes fewer steps of the clock than this is repeated until it does not. */
const LEAST_STEPS = 40;

/** How many calls the clock needs to time one, once they are warm. */
function callsNeeded(run: (i: number) => void): number {
  const leastMs = LEAST_STEPS * clockStep();
  let count = 1;
  for (let enough = 0; enough < 3; ) {
    if (timeOf(run, count) >= leastMs) enough++;
    else count *= 2;
  }
  return count;
}

const SAMPLES_A_TURN = 9;

/**
 * Milliseconds of each of `runs`, which take turns, so that whatever else the machine does meets all of them alike.
 * The first call of a turn finds its data out of the cache and is not counted. For ratios take the minima.
 */
export function timeInTurns<K extends string>(runs: Readonly<Record<K, () => void>>, turns: number): Record<K, Timing> {
  const names = Object.keys(runs) as K[];
  const calls = new Map(names.map(name => [name, callsNeeded(runs[name])]));
  const samples = new Map<K, number[]>(names.map(name => [name, []]));
  for (let turn = 0; turn < turns; turn++) {
    for (const name of names) {
      runs[name]();
      const count = calls.get(name) ?? 1;
      const most = Math.ceil(SAMPLES_A_TURN / count);
      samples.get(name)?.push(...Array.from({ length: most }, () => timeOf(runs[name], count) / count));
    }
  }
  const timing = (values: readonly number[]): Timing => ({ min: Math.min(...values), median: medianOf(values) });
  return Object.fromEntries(names.map(name => [name, timing(samples.get(name) ?? [])])) as Record<K, Timing>;
}

/**
 * Milliseconds of `run(i)` for i below `count`: the least of several passes for each, since a pass that was interrupted
 * says nothing, then the median over all. With a coarse clock "each" is a handful of neighbours.
 */
export function timeEach(run: (i: number) => void, count: number, passes = 5): number {
  const wrapped = (i: number): void => run(i % count);
  const group = callsNeeded(wrapped);
  const least = new Array<number>(Math.ceil(count / group)).fill(Number.POSITIVE_INFINITY);
  for (let pass = 0; pass < passes; pass++) {
    for (const [g, best] of least.entries()) least[g] = Math.min(best, timeOf(wrapped, group, g * group) / group);
  }
  return medianOf(least);
}
