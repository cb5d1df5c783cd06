import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byWeek, dayAt, KEPT_DAYS, oneMore, parseTally, type Tally, total } from '../../src/core/tally.ts';

const dayOf = (iso: string): number => dayAt(Date.parse(iso), 0);
const TODAY = dayOf('2026-11-22');
const dayBefore = (days: number): number => TODAY - days;

describe('the tally', () => {
  test('counts by the day of the person’s own clock', () => {
    expect(dayAt(Date.parse('2026-11-22T23:30:00Z'), -330)).toBe(TODAY + 1); // India
    expect(dayAt(Date.parse('2026-11-22T02:00:00Z'), 300)).toBe(TODAY - 1); // New York
  });

  test('adds one to today and lets go of what is older than twelve weeks', () => {
    const tally: Tally = { [TODAY]: 2, [dayBefore(KEPT_DAYS - 1)]: 1, [dayBefore(KEPT_DAYS)]: 9 };
    expect(oneMore(tally, TODAY)).toEqual({ [TODAY]: 3, [dayBefore(KEPT_DAYS - 1)]: 1 });
  });

  test.each([null, 7, 'x', [3], { [TODAY]: -1 }, { [TODAY]: 1.5 }, { [TODAY + 99]: 4 }, { today: 1 }])(
    'takes nothing from what is damaged: %j',
    stored => {
      expect(parseTally(stored, TODAY)).toEqual({});
    },
  );

  test('by weeks has each day once: the sums are the same', () => {
    const days = fc.dictionary(
      fc.integer({ min: 0, max: KEPT_DAYS - 1 }).map(days => String(dayBefore(days))),
      fc.integer({ min: 1, max: 50 }),
    );
    fc.assert(
      fc.property(days, tally => {
        const weeks = byWeek(tally, TODAY);
        expect(weeks).toHaveLength(12);
        expect(weeks.reduce((sum, count) => sum + count, 0)).toBe(total(tally));
      }),
    );
  });

  test('puts today into the last week, and a day before seven others into the one before', () => {
    expect(byWeek({ [TODAY]: 1, [dayBefore(6)]: 2, [dayBefore(7)]: 4 }, TODAY).slice(-2)).toEqual([4, 3]);
  });
});
