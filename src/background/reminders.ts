/**
 * Alarms of the plan: one note when a time has come. A vault under a passphrase is closed when the browser starts, so the
 * times are kept beside it; they say when, and nothing else.
 */
import { createTurns } from '../core/turns.ts';
import { browser } from '../platform/browser.ts';

const KEY = 'reminders';
const PREFIX = 'reminder:';

/** Id of an entry of the log, and when to ring, milliseconds since 1970. */
type Times = Readonly<Record<string, number>>;

export interface Reminders {
  /** Rings at `at`; null takes the reminder back. */
  set(id: string, at: number | null): Promise<void>;
  clear(): Promise<void>;
  /** Browsers may forget alarms when they are closed; to be called whenever the background starts. */
  ensure(): Promise<void>;
}

async function read(): Promise<Times> {
  const stored = (await browser.storage.local.get(KEY))[KEY];
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(Object.entries(stored).filter(([, at]) => typeof at === 'number'));
}

/** Registers its listener at once, as an alarm may be what started the background. */
export function createReminders(ring: (id: string) => Promise<void>): Reminders {
  const inTurn = createTurns();

  /** One writer, one change at a time. */
  const change = (next: (now: Times) => Times): Promise<void> =>
    inTurn(async () => {
      const before = await read();
      const times = next(before);
      await browser.storage.local.set({ [KEY]: times });
      const gone = Object.keys(before).filter(id => times[id] === undefined);
      await Promise.all(gone.map(id => browser.alarms.clear(PREFIX + id)));
      for (const [id, when] of Object.entries(times)) browser.alarms.create(PREFIX + id, { when });
    });

  const without = (id: string) => (now: Times) =>
    Object.fromEntries(Object.entries(now).filter(([each]) => each !== id));

  async function rung(id: string): Promise<void> {
    await change(without(id));
    await ring(id);
  }

  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name.startsWith(PREFIX)) rung(name.slice(PREFIX.length)).catch(console.error);
  });

  return {
    set: (id, at) => change(at === null ? without(id) : now => ({ ...now, [id]: at })),
    clear: () => change(() => ({})),
    // An alarm whose time has passed while the browser was closed rings at once.
    ensure: () => change(now => now),
  };
}
