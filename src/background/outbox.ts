/**
 * The outbox: keeps a report until its server says that it has it, and tries again with growing pauses. Every step can
 * be the last before the browser is closed: a report is on the disk before anything is sent, leaves it only after the
 * server named it as accepted, and carries a key by which the server knows it if it comes twice.
 */
import { waitBeforeRetry } from '../core/report/delivery.ts';
import { browser } from '../platform/browser.ts';
import type { KeptReport, OutboxDatabase, ServerState } from './outbox-database.ts';
import type { SendReport } from './outbox-send.ts';

const ALARM = 'send-reports';
/** Browsers ring no alarm sooner than this. */
const SHORTEST_ALARM = 30_000;
/** When sending that was cut off is taken up again. */
const TAKE_UP_AFTER = 60_000;

export interface OutboxPorts {
  readonly database: OutboxDatabase;
  readonly send: SendReport;
  /** Whether this browser may ask the server. */
  permitted(endpoint: string): Promise<boolean>;
  /** Milliseconds since 1970. */
  now(): number;
  random(): number;
}

export interface Outbox {
  /** Resolves when the report is on the disk; sending goes on by itself. */
  keep(report: Pick<KeptReport, 'id' | 'endpoint' | 'text'>): Promise<void>;
  /** Sends whatever is due, one report after another. One run at a time. */
  run(): Promise<void>;
  /** Sees to it that there is an alarm if anything waits; for every start of the background. */
  ensure(): Promise<void>;
}

/** Registers its listener at once, as an alarm may be what started the background. */
export function createOutbox({ database, send, permitted, now, random }: OutboxPorts): Outbox {
  let running: Promise<void> | null = null;

  async function plan(): Promise<void> {
    const servers = await database.servers();
    if (servers.length === 0) {
      await browser.alarms.clear(ALARM);
      return;
    }
    const next = Math.min(...servers.map(({ notBefore }) => notBefore));
    browser.alarms.create(ALARM, { when: Math.max(next, now() + SHORTEST_ALARM) });
  }

  async function putOff(report: KeptReport, server: ServerState, retryAfter: number): Promise<void> {
    const failures = server.failures + 1;
    const notBefore = now() + waitBeforeRetry(failures, retryAfter, random());
    await database.postpone(report, { ...server, failures, notBefore });
  }

  /** False when the server is to be left alone for now. */
  async function sendOne(report: KeptReport, server: ServerState): Promise<boolean> {
    const answered = await send(report);
    if (answered.kind === 'later') {
      await putOff(report, server, answered.retryAfter);
      return false;
    }
    await (answered.kind === 'accepted' ? database.delivered(report) : database.refused(report));
    return true;
  }

  async function serve(server: ServerState): Promise<void> {
    if (server.notBefore > now()) return;
    // Chromium walks over what was just deleted, so the search for the next begins where the last one stood.
    let from: number | undefined;
    for (;;) {
      const report = await database.first(server.endpoint, from);
      if (report === undefined) return;
      from = report.queue?.[1];
      if (!(await permitted(server.endpoint))) return putOff(report, server, 0);
      if (!(await sendOne(report, server))) return;
    }
  }

  async function runAll(): Promise<void> {
    browser.alarms.create(ALARM, { when: now() + TAKE_UP_AFTER });
    for (const server of await database.servers()) await serve(server);
    await plan();
  }

  const run = (): Promise<void> => {
    running ??= runAll().finally(() => {
      running = null;
    });
    return running;
  };

  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) run().catch(console.error);
  });

  return {
    async keep({ id, endpoint, text }) {
      const keptAt = now();
      await database.keep({ id, endpoint, text, keptAt, queue: [endpoint, keptAt] });
      run().catch(console.error);
    },
    run,
    async ensure() {
      if ((await database.servers()).length > 0 && (await browser.alarms.get(ALARM)) === undefined) await plan();
    },
  };
}
