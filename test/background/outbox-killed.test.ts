// @vitest-environment node
/**
 * The outbox in a browser that is killed at every step of the way, with a long queue, and as our pages may ask of it:
 * nothing may get lost, and nothing may count twice.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OutboxPorts } from '../../src/background/outbox.ts';
import { serveOutbox } from '../../src/background/outbox-api.ts';
import { type OutboxDatabase, outboxDatabase } from '../../src/background/outbox-database.ts';
import { sendReport } from '../../src/background/outbox-send.ts';
import { parseConsentReport } from '../../src/core/report/consent-report.ts';
import type { OutboxApi } from '../../src/platform/outbox.ts';
import { remote } from '../../src/platform/rpc.ts';
import { sampleReport } from '../core/report/sample-report.ts';
import { fake } from '../support/fake-browser.ts';
import { HOUR, newOutboxRig, type OutboxRig, report, waiting } from '../support/outbox-rig.ts';

let rig: OutboxRig;

beforeEach(() => {
  rig = newOutboxRig();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rig.close();
});

/** The publisher's receiver as it is. */
async function receiving(): Promise<string> {
  const { handle } = await rig.receiver();
  return rig.listen((request, response) => void handle(request, response));
}

describe('when the browser is killed', () => {
  class Killed extends Error {}

  /** Everything works until the step with this number; from there on nothing does any more. */
  function mortal(lastStep: number): Pick<OutboxPorts, 'database' | 'send'> & { readonly steps: () => number } {
    let step = 0;
    const mayGoOn = () => {
      step += 1;
      if (step > lastStep) throw new Killed();
    };
    const guarded = new Proxy(outboxDatabase, {
      get: (target, name: keyof OutboxDatabase) => {
        const work = target[name] as (...args: readonly unknown[]) => Promise<unknown>;
        return async (...args: readonly unknown[]) => {
          mayGoOn();
          const answer = await work(...args);
          mayGoOn(); // done, but nobody hears of it any more
          return answer;
        };
      },
    });
    return {
      database: guarded,
      async send(kept) {
        mayGoOn();
        const answer = await sendReport(kept);
        mayGoOn();
        return answer;
      },
      steps: () => step,
    };
  }

  test('at any step, every report that was kept arrives after the next start, and counts once', async () => {
    vi.spyOn(console, 'error').mockReturnValue(); // a run that dies says so
    const endpoint = await receiving();
    let last = 0;
    for (let kill = 1; ; kill++) {
      const ports = mortal(kill);
      const dying = rig.start(ports);
      const mine = report(1_000 + kill, endpoint);
      const isKept = await dying.keep(mine).then(
        () => true,
        () => false,
      );
      await dying.run().catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
      const reborn = rig.start();
      rig.now += HOUR;
      await reborn.ensure();
      await reborn.run();
      expect(await waiting()).toBe(0);
      const mineThere = rig.received().filter(id => id === mine.id).length;
      if (isKept) expect(mineThere, `killed at step ${kill}`).toBe(1);
      else expect(mineThere).toBeLessThanOrEqual(1);
      last = kill;
      if (ports.steps() < kill) break;
    }
    expect(last).toBeGreaterThan(10);
    expect(new Set(rig.received()).size).toBe(rig.received().length);
  });

  test('an alarm brings back what waits, whoever was killed', async () => {
    const outbox = rig.start();
    await outbox.keep(report(1, 'http://127.0.0.1:1/reports'));
    await outbox.run();
    fake.alarms.clear();
    await rig.start().ensure();
    expect(fake.alarms.has('send-reports')).toBe(true);
  });
});

/** About 15 ms each, with a database in memory and a receiver that syncs to the disk. */
const MANY = Number(process.env['OUTBOX_REPORTS'] ?? 1_000);

test(`of ${MANY} reports in the queue none is lost and none comes twice, though every seventh answer gets lost`, async () => {
  const good = await rig.receiver();
  let asked = 0;
  const endpoint = await rig.listen((request, response) => {
    asked += 1;
    if (asked % 7 === 0) Object.assign(response, { end: () => response.destroy() });
    void good.handle(request, response);
  });
  // Into the database directly, as a browser that was offline for long would have them.
  const kept = Array.from({ length: MANY }, (_, number) => report(number, endpoint));
  await outboxDatabase.keep(
    ...kept.map((each, number) => ({ ...each, keptAt: rig.now, queue: [endpoint, number] as const })),
  );
  const outbox = rig.start();
  for (let round = 0; (await waiting()) > 0 && round < MANY; round++) {
    await outbox.run();
    rig.now += 12 * HOUR;
  }
  expect(await waiting()).toBe(0);
  expect(rig.received()).toHaveLength(MANY);
  expect(new Set(rig.received())).toEqual(new Set(kept.map(({ id }) => id)));
}, 600_000);

describe('what our pages may ask', () => {
  const api = remote<OutboxApi>('outbox');

  test('the address comes from the list, what waits can be read, and what is deleted never leaves', async () => {
    const outbox = rig.start({ permitted: async () => false });
    serveOutbox({
      outbox,
      database: outboxDatabase,
      endpointOf: async list => (list === sampleReport(1).list ? 'https://lists.example.org/reports' : null),
    });
    const { id, text } = sampleReport(1);
    expect(parseConsentReport(text).ok).toBe(true);
    expect(await api.sendReport(text, 'https://lists.example.org/reports')).toBe('kept');
    await outbox.run();
    const { reports, total } = await api.waitingReports();
    expect({ reports, total }).toEqual({
      total: 1,
      reports: [{ id, host: 'lists.example.org', text, keptAt: rig.now, refused: false }],
    });
    await api.deleteReport(id);
    expect((await api.waitingReports()).total).toBe(0);
  });

  test('nothing is kept for another address than the one that was shown', async () => {
    const endpointOf = async () => 'https://elsewhere.example.org/reports';
    serveOutbox({ outbox: rig.start(), database: outboxDatabase, endpointOf });
    const answer = await api.sendReport(sampleReport(1).text, 'https://lists.example.org/reports');
    expect(answer).toMatchObject({ refused: expect.any(String) });
    expect(await waiting()).toBe(0);
  });

  test('what is no report, or names a list that takes none, is not kept', async () => {
    serveOutbox({ outbox: rig.start(), database: outboxDatabase, endpointOf: async () => null });
    expect(await api.sendReport('{}', '')).toMatchObject({ refused: expect.any(String) });
    expect(await api.sendReport(sampleReport(2).text, 'https://lists.example.org/reports')).toMatchObject({
      refused: expect.any(String),
    });
    expect(await waiting()).toBe(0);
  });
});
