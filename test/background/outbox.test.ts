// @vitest-environment node
/** The outbox against real servers over HTTP: the publisher's own receiver, and servers that are down, busy or somebody else. */
import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { outboxDatabase } from '../../src/background/outbox-database.ts';
import { sendReport } from '../../src/background/outbox-send.ts';
import { fake } from '../support/fake-browser.ts';
import { HOUR, newOutboxRig, type OutboxRig, report, waiting } from '../support/outbox-rig.ts';

let rig: OutboxRig;

beforeEach(() => {
  rig = newOutboxRig();
});
afterEach(() => rig.close());

/** The publisher's receiver as it is. */
async function receiving(): Promise<string> {
  const { handle } = await rig.receiver();
  return rig.listen((request, response) => void handle(request, response));
}

describe('a report that was kept', () => {
  test('arrives, byte for byte as it was shown, and is then gone from this computer', async () => {
    const bodies: string[] = [];
    const endpoint = await rig.listen((request, response) => {
      let body = '';
      request.on('data', piece => {
        body += piece;
      });
      request.on('end', () => {
        bodies.push(body);
        expect(request.headers['idempotency-key']).toBe(JSON.parse(body).reportId);
        expect(request.headers.cookie ?? request.headers.referer).toBeUndefined();
        response.end(JSON.stringify({ accepted: JSON.parse(body).reportId }));
      });
    });
    const outbox = rig.start();
    const kept = report(1, endpoint);
    await outbox.keep(kept);
    await outbox.run();
    expect(bodies).toEqual([kept.text]);
    expect(await waiting()).toBe(0);
  });

  test.each<readonly [string, RequestListener]>([
    ['answers 500', (_, response) => response.writeHead(500).end('<html>oops</html>')],
    ['answers 429', (_, response) => response.writeHead(429).end()],
    ['answers garbage', (_, response) => response.end('\u0000\u0001garbage')],
    ['is a hotel’s log-in page', (_, response) => response.writeHead(200).end('<html>Welcome</html>')],
    ['refuses as a proxy would', (_, response) => response.writeHead(400).end('<html>Bad request</html>')],
    ['accepts another report', (_, response) => response.end(JSON.stringify({ accepted: 'another' }))],
    ['sends elsewhere', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['hangs up', (_, response) => response.destroy()],
  ])('waits while the server %s, and arrives when it is back', async (_, answer) => {
    const good = await rig.receiver();
    let isBack = false;
    let asked = 0;
    const endpoint = await rig.listen((request, response) => {
      asked += 1;
      if (isBack) void good.handle(request, response);
      else answer(request, response);
    });
    const outbox = rig.start();
    await outbox.keep(report(1, endpoint));
    await outbox.run();
    expect(await waiting()).toBe(1);
    expect(asked).toBe(1);
    await outbox.run();
    expect(asked, 'not before its time').toBe(1);
    isBack = true;
    rig.now += HOUR;
    await outbox.run();
    expect(await waiting()).toBe(0);
    expect(rig.received()).toHaveLength(1);
  });

  test('waits while nobody listens at all', async () => {
    const outbox = rig.start();
    await outbox.keep(report(1, 'http://127.0.0.1:1/reports'));
    await outbox.run();
    expect(await waiting()).toBe(1);
    expect(fake.alarms.get('send-reports')).toBeGreaterThan(rig.now);
  });

  test('waits as long as the server asks for, and longer after each failure', async () => {
    let retryAfter: string | null = '7200';
    const endpoint = await rig.listen((_, response) => {
      response.writeHead(429, retryAfter === null ? {} : { 'retry-after': retryAfter }).end();
    });
    const outbox = rig.start();
    await outbox.keep(report(1, endpoint));
    await outbox.run();
    const waits: number[] = [];
    const wait = async () => {
      const [server] = await outboxDatabase.servers();
      if (server === undefined) throw new Error('nothing waits');
      waits.push(server.notBefore - rig.now);
      rig.now = server.notBefore;
      await outbox.run();
    };
    await wait();
    retryAfter = null;
    for (let round = 0; round < 12; round++) await wait();
    expect(waits[0]).toBe(7_200_000);
    const later = waits.slice(2);
    expect(later.every((value, index) => value >= (later[index - 1] ?? 0))).toBe(true);
    expect(waits.at(-1)).toBe(12 * HOUR);
  });

  test('that the server turns down is shown as that, and never sent again', async () => {
    let asked = 0;
    const endpoint = await rig.listen((_, response) => {
      asked += 1;
      response.writeHead(422).end(JSON.stringify({ refused: 'match.list is another list' }));
    });
    const outbox = rig.start();
    await outbox.keep(report(1, endpoint));
    await outbox.run();
    rig.now += 24 * HOUR;
    await outbox.run();
    expect(asked).toBe(1);
    const { reports } = await outboxDatabase.list(10);
    expect(reports.map(({ queue }) => queue)).toEqual([undefined]);
  });

  test('is not sent while the browser may not ask the server', async () => {
    const endpoint = await receiving();
    const send = vi.fn(sendReport);
    const outbox = rig.start({ send, permitted: async () => false });
    await outbox.keep(report(1, endpoint));
    await outbox.run();
    expect(send).not.toHaveBeenCalled();
    expect(await waiting()).toBe(1);
  });

  test('that a server chokes on does not hold up the others', async () => {
    const good = await rig.receiver();
    const poison = report(1, '').id;
    const endpoint = await rig.listen((request, response) => {
      if (request.headers['idempotency-key'] === poison) response.writeHead(500).end();
      else void good.handle(request, response);
    });
    const outbox = rig.start();
    for (const number of [1, 2, 3]) await outbox.keep(report(number, endpoint));
    for (let round = 0; round < 5; round++) {
      await outbox.run();
      rig.now += 12 * HOUR;
    }
    expect([...rig.received()].sort()).toEqual([report(2, '').id, report(3, '').id].sort());
    expect(await waiting()).toBe(1);
  });
});
