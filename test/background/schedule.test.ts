// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createSchedule, dueAt, isLeftAlone, waitAfter } from '../../src/background/schedule.ts';
import { fake } from '../support/fake-browser.ts';

const HOUR = 3_600_000;
const NOW = Date.now();

beforeEach(() => fake.reset());

describe('the wait after an update', () => {
  const wait = (asked = 0, failures = 0, random = 0.5) => waitAfter(asked, failures, random);

  test('is six hours, more or less, so that clients do not come in step', () => {
    expect(wait()).toBe(6 * HOUR);
    expect(wait(0, 0, 0)).toBeCloseTo(4.8 * HOUR);
    expect(wait(0, 0, 1)).toBeCloseTo(7.2 * HOUR);
  });

  test('is what the publisher wishes where that is more, a day at the most', () => {
    expect(wait(20 * HOUR)).toBe(20 * HOUR);
    expect(wait(HOUR)).toBe(6 * HOUR);
    expect(wait(1_000 * HOUR)).toBe(24 * HOUR);
  });

  test('is a quarter of an hour when it did not come through, then twice as long each time, up to the usual', () => {
    const after = [1, 2, 3, 4, 5, 6, 60].map(failures => wait(0, failures) / HOUR);
    expect(after).toEqual([0.25, 0.5, 1, 2, 4, 6, 6]);
  });

  test('row 25: is what the server asks for with Retry-After, a day at the most', () => {
    expect(wait(3 * HOUR, 1)).toBe(3 * HOUR);
    expect(wait(100 * HOUR, 1)).toBe(24 * HOUR);
  });
});

describe('a list', () => {
  const due = { address: 'https://lists.example/', paused: null, notBefore: NOW + HOUR };

  test('is due when its time has come', () => {
    expect(dueAt(due, NOW)).toBe(NOW + HOUR);
  });

  test('is never due while it is paused, nor when it came in a file', () => {
    expect(dueAt({ ...due, paused: 'person' }, NOW)).toBe(Number.POSITIVE_INFINITY);
    expect(dueAt({ ...due, paused: 'breaker' }, NOW)).toBe(Number.POSITIVE_INFINITY);
    expect(dueAt({ ...due, address: null }, NOW)).toBe(Number.POSITIVE_INFINITY);
  });

  test('row 9: is due now when a wrong clock has put it years ahead', () => {
    expect(dueAt({ ...due, notBefore: NOW + 10 * 365 * 24 * HOUR }, NOW)).toBe(NOW);
    expect(isLeftAlone({ leaveUntil: NOW + 10 * 365 * 24 * HOUR }, NOW)).toBe(false);
    expect(isLeftAlone({ leaveUntil: NOW + HOUR }, NOW)).toBe(true);
  });
});

describe('the alarm', () => {
  const subscription = (notBefore: number) => ({ address: 'https://lists.example/', paused: null, notBefore }) as never;

  test('is set for the list that is due first, a minute from now at the earliest', async () => {
    const schedule = createSchedule({
      subscriptions: async () => [subscription(NOW + 5 * HOUR), subscription(NOW + 2 * HOUR)],
      runDue: async () => undefined,
    });
    await schedule.plan();
    expect(fake.alarms.get('update-lists')).toBe(NOW + 2 * HOUR);
    const overdue = createSchedule({ subscriptions: async () => [subscription(0)], runDue: async () => undefined });
    await overdue.plan();
    expect(fake.alarms.get('update-lists')).toBeGreaterThanOrEqual(NOW + 60_000);
    expect(fake.alarms.get('update-lists')).toBeLessThan(Date.now() + 61_000);
  });

  test('is not put off by a background that starts again and again, unless a wrong clock has set it', async () => {
    const schedule = createSchedule({ subscriptions: async () => [subscription(0)], runDue: async () => undefined });
    fake.alarms.set('update-lists', NOW + 5_000);
    await schedule.ensure();
    expect(fake.alarms.get('update-lists')).toBe(NOW + 5_000);
    fake.alarms.set('update-lists', NOW + 1_000 * 24 * HOUR);
    await schedule.ensure();
    expect(fake.alarms.get('update-lists')).toBeLessThan(Date.now() + 61_000);
    fake.alarms.clear();
    await schedule.ensure();
    expect(fake.alarms.size).toBe(1);
  });

  test('is taken away when there is nothing to fetch', async () => {
    fake.alarms.set('update-lists', NOW);
    await createSchedule({ subscriptions: async () => [], runDue: async () => undefined }).plan();
    expect(fake.alarms.size).toBe(0);
  });

  test('stands two minutes ahead while updates run, should the browser stop us in the middle', async () => {
    let during = 0;
    createSchedule({
      subscriptions: async () => [subscription(Date.now() + 6 * HOUR)],
      runDue: async () => {
        during = (fake.alarms.get('update-lists') ?? 0) - Date.now();
      },
    });
    fake.ring('update-lists');
    await vi.waitFor(() => expect(fake.alarms.get('update-lists')).toBeGreaterThan(Date.now() + 5 * HOUR));
    expect(during).toBeGreaterThan(100_000);
    expect(during).toBeLessThanOrEqual(120_000);
  });

  test('of somebody else is not ours', () => {
    const runDue = vi.fn(async () => undefined);
    createSchedule({ subscriptions: async () => [], runDue });
    fake.ring('other');
    expect(runDue).not.toHaveBeenCalled();
  });
});
