/**
 * A report to the keepers of a list, in real browsers: kept while their server is down and the background is killed,
 * delivered once, and with nothing in the request that tells one browser from another.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleReport } from '../core/report/sample-report.ts';
import { ask, askOutbox } from '../support/ask.ts';
import { hostList, LIST_HOST } from '../support/list-host.ts';
import type { Page } from '../support/page.ts';
import { extensionAllowed } from '../support/permitted-extension.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';
import type { LoggedRequest } from '../support/tls-server.ts';

const KEEPERS = 'third-party.example';
const MANY = Number(process.env['OUTBOX_REPORTS'] ?? 500);
const ENDPOINT = `https://${KEEPERS}/reports`;

describe.each(['chromium', 'firefox'] as const)('the outbox in %s', kind => {
  let stage: Stage;
  let page: Page;
  let isUp = false;
  let list = '';

  beforeAll(async () => {
    const origins = [`https://${LIST_HOST}/*`, `https://${KEEPERS}/*`];
    stage = await setStage(kind, [], await extensionAllowed(kind, origins));
    page = stage.probe;

    stage.server.route(KEEPERS, ({ headers }) =>
      isUp ? { status: 202, body: JSON.stringify({ accepted: headers['idempotency-key'] }) } : { status: 503 },
    );
    const host = await hostList(stage.server);
    Object.assign(host.publisher.payloads.catalog, { reports: ENDPOINT });
    await host.publish(new Uint8Array(32).fill(7));
    expect(await ask(page, 'addList', host.link)).toBe('updated');
    list = host.publisher.trust.rootDigest.slice(0, 16);
  });
  afterAll(() => stage?.close());

  const posts = (): readonly LoggedRequest[] =>
    stage.server.requests.filter(({ host, method }) => host === KEEPERS && method === 'POST');

  const report = (number: number): string => {
    const { text, list: sampleList } = sampleReport(number);
    return text.replace(sampleList, list);
  };

  test('a report outlives a server that is down and a background that is killed, and arrives once', async () => {
    expect(await askOutbox(page, 'sendReport', report(1), ENDPOINT)).toBe('kept');
    await until('a try', async () => posts().length === 1);
    expect((await askOutbox(page, 'waitingReports')).reports.map(({ text }) => text)).toEqual([report(1)]);
    await stage.browser.killBackground();
    isUp = true;
    // The pause before the next try is a minute: told to, the background forgets it.
    await page.evaluate(`new Promise((resolve, reject) => {
      const opening = indexedDB.open('consentry-outbox');
      opening.onerror = reject;
      opening.onsuccess = () => {
        const database = opening.result;
        const change = database.transaction('servers', 'readwrite');
        change.objectStore('servers').clear();
        change.oncomplete = () => (database.close(), resolve(null));
      };
    })`);
    expect(await askOutbox(page, 'sendReport', report(2), ENDPOINT)).toBe('kept');
    await until('both are delivered', async () => (await askOutbox(page, 'waitingReports')).total === 0);
    await sleep(500);
    const keys = posts().map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([sampleReport(1).id, sampleReport(1).id, sampleReport(2).id]);
  });

  test(`of ${MANY} reports that wait none is lost, though the background is killed on the way`, async () => {
    stage.server.clearLog();
    const first = 100_000;
    await page.evaluate(
      (text: string, sampleId: string, endpoint: string, ids: readonly string[]) =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open('consentry-outbox');
          opening.onerror = reject;
          opening.onsuccess = () => {
            const database = opening.result;
            const change = database.transaction('reports', 'readwrite');
            for (const [at, id] of ids.entries()) {
              const report = { id, endpoint, text: text.replace(sampleId, id), keptAt: at, queue: [endpoint, at] };
              change.objectStore('reports').put(report);
            }
            change.oncomplete = () => {
              database.close();
              resolve(null);
            };
            change.onerror = reject;
          };
        }),
      report(first),
      sampleReport(first).id,
      ENDPOINT,
      Array.from({ length: MANY }, (_, at) => sampleReport(first + at).id),
    );
    await askOutbox(page, 'sendReport', report(3), ENDPOINT);
    await until('many are delivered', async () => posts().length > 100, { timeoutMs: 60_000 });
    await stage.browser.killBackground();
    await askOutbox(page, 'sendReport', report(4), ENDPOINT); // wakes it
    await until('all are delivered', async () => (await askOutbox(page, 'waitingReports')).total === 0, {
      timeoutMs: 170_000,
    });
    const keys = posts().map(({ headers }) => String(headers['idempotency-key']));
    expect(new Set(keys).size).toBe(MANY + 2);
    expect(keys.length, 'only what was under way when it was killed is sent again').toBeLessThanOrEqual(MANY + 4);
  }, 240_000);

  test('the request carries no cookie, no referrer and nothing of this installation', () => {
    expect(posts().length).toBeGreaterThan(0);
    for (const { headers } of posts()) {
      expect(headers.cookie ?? headers.referer).toBeUndefined();
      expect(JSON.stringify(headers)).not.toContain('moz-extension:');
    }
  });
});
