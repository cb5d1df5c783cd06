/**
 * How often on which day: the only record of answers that is kept. Numbers by the day, nothing of what was asked, and
 * nothing older than KEPT_DAYS. A day is its number since 1970-01-01, where the person is.
 */

/** Day -> how often. */
export type Tally = Readonly<Record<string, number>>;

/** Twelve weeks: what the chart in the popup shows. */
export const KEPT_DAYS = 84;
const DAY_MS = 86_400_000;
const DAYS_A_WEEK = 7;

/** The day at `time` (ms since 1970) for a clock that is `offset` minutes behind UTC (Date's getTimezoneOffset). */
export const dayAt = (time: number, offset: number): number => Math.floor((time - offset * 60_000) / DAY_MS);

const isKept = (day: number, today: number): boolean => today - day >= 0 && today - day < KEPT_DAYS;

/** What is stored may be damaged, or from a clock that was wrong: only days of the last twelve weeks count. */
export function parseTally(stored: unknown, today: number): Tally {
  if (typeof stored !== 'object' || stored === null) return {};
  const days = Object.entries(stored).filter(
    ([day, count]) => /^\d{1,6}$/.test(day) && isKept(Number(day), today) && Number.isSafeInteger(count) && count > 0,
  );
  return Object.fromEntries(days);
}

/** One more today; days that are too old go. */
export const oneMore = (tally: Tally, today: number): Tally => ({
  ...parseTally(tally, today),
  [today]: (tally[today] ?? 0) + 1,
});

export const total = (tally: Tally): number => Object.values(tally).reduce((sum, count) => sum + count, 0);

/** Sums of seven days each, the oldest week first; the last one ends today. */
export function byWeek(tally: Tally, today: number): readonly number[] {
  const weeks = new Array<number>(KEPT_DAYS / DAYS_A_WEEK).fill(0);
  for (const [day, count] of Object.entries(parseTally(tally, today))) {
    const week = weeks.length - 1 - Math.floor((today - Number(day)) / DAYS_A_WEEK);
    weeks[week] = (weeks[week] ?? 0) + count;
  }
  return weeks;
}
