/**
 * When lists are fetched: one alarm for the next list that is due. Browsers stop the background between alarms, and may
 * stop it in the middle of an update, so while updates run the alarm stands a few minutes ahead.
 */
import { browser } from '../platform/browser.ts';
import type { Subscription } from './subscriptions.ts';

const ALARM = 'update-lists';
const MINUTE = 60_000;
const DAY = 86_400_000;

/** As often as content blockers ask (uBlock Origin 6 h, Brave 5 h); spread, so that clients do not come in step. */
const PERIOD = 360 * MINUTE;
const JITTER = 0.2;

/** After the first update that does not come through; twice as long after each further one, up to the usual period. */
const FIRST_RETRY = 15 * MINUTE;

/** When an update that was cut off is taken up again. */
const TAKE_UP_AFTER = 2 * MINUTE;

/** Milliseconds until a list is due again. `failures`: updates in a row that did not come through; `random`: 0 to 1. */
export function waitAfter(wait: number, failures: number, random: number): number {
  const period = failures === 0 ? PERIOD : Math.min(PERIOD, FIRST_RETRY * 2 ** (failures - 1));
  return Math.min(DAY, Math.max(period * (1 - JITTER + 2 * JITTER * random), wait));
}

/** No wait is longer than a day: a time further off was written under a wrong clock. */
const timeIn = (time: number, now: number): number => (time > now + DAY ? now : time);

type Due = Pick<Subscription, 'address' | 'paused' | 'notBefore'>;

/** Milliseconds since 1970 at which a list is next due, never for a list at rest. */
export const dueAt = ({ address, paused, notBefore }: Due, now: number): number =>
  address === null || paused !== null ? Number.POSITIVE_INFINITY : timeIn(notBefore, now);

export const isLeftAlone = ({ leaveUntil }: Pick<Subscription, 'leaveUntil'>, now: number): boolean =>
  timeIn(leaveUntil, now) > now;

export interface SchedulePorts {
  subscriptions(): Promise<readonly Subscription[]>;
  /** Updates all lists that are due. */
  runDue(): Promise<void>;
}

export interface Schedule {
  /** Sets the alarm anew; to be called when subscriptions changed. */
  plan(): Promise<void>;
  /** Sees to it that there is an alarm; to be called whenever the background starts. */
  ensure(): Promise<void>;
}

/** Registers its listener at once, as an alarm may be what started the background. */
export function createSchedule({ subscriptions, runDue }: SchedulePorts): Schedule {
  async function plan(): Promise<void> {
    const now = Date.now();
    const next = Math.min(...(await subscriptions()).map(subscription => dueAt(subscription, now)));
    if (next === Number.POSITIVE_INFINITY) await browser.alarms.clear(ALARM);
    else browser.alarms.create(ALARM, { when: Math.max(next, now + MINUTE) });
  }

  async function run(): Promise<void> {
    browser.alarms.create(ALARM, { when: Date.now() + TAKE_UP_AFTER });
    await runDue();
    await plan();
  }

  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) run().catch(console.error);
  });
  return {
    plan,
    async ensure() {
      // One that is set stays: a background that starts again and again must not put it off each time.
      const alarm = await browser.alarms.get(ALARM);
      if (alarm === undefined || alarm.scheduledTime > Date.now() + DAY) await plan();
    },
  };
}
