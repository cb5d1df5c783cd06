/**
 * Rows of the attack table in which the network or the server misbehaves (rows 15, 16, 20, 22 to 25, 58, 59), over real
 * HTTP. Whatever comes, the version that is held stays.
 */
import 'fake-indexeddb/auto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseRetryAfter } from '../../../src/background/fetch-list.ts';
import {
  cutOff,
  endless,
  hangUp,
  packedZeros,
  silent,
  startHostileListServer,
  withBody,
  withStatus,
} from '../../support/hostile-list-server.ts';
import { fetchForTests, newListClient } from '../../support/list-client.ts';
import { hexOf, type ListRig, newListRig } from '../../support/list-rig.ts';
import { NOW } from './sample-list.ts';

const TIMESTAMP = 'v1/timestamp.json';
const CATALOG = 'v1/catalog/2.json';
const SEGMENT = /^v1\/seg\//;

let rig: ListRig;
beforeEach(async () => {
  rig = await newListRig();
  await rig.publish([4, 5]);
});
afterEach(() => rig.close());

/** Once the server is honest again, so is the list: nothing of the fault has stuck. */
async function expectRecovery(path: string | RegExp): Promise<void> {
  rig.server.answer(path, null);
  expect((await rig.client.sync()).outcome).toBe('updated');
  expect(await rig.client.hashes()).toEqual(hexOf(4, 5));
}

describe('bodies', () => {
  test.each([TIMESTAMP, CATALOG, SEGMENT])(
    'row 15: a body of %s without end is cut off soon after what may come',
    async path => {
      const body = endless();
      rig.server.answer(path, body.answer);
      await rig.expectKept({ refused: 'length' });
      expect(body.sent()).toBeLessThan(20_000_000); // what the sockets of this computer hold on the way, twice
      await expect.poll(body.stopped).toBe(true);
      await expectRecovery(path);
    },
  );

  test.each([TIMESTAMP, CATALOG, SEGMENT])(
    'row 15: %s that is shorter than its Content-Length is a failure',
    async path => {
      rig.server.answer(path, cutOff(60));
      await rig.expectKept({ failed: 'network' });
      await expectRecovery(path);
    },
  );

  test('row 16: a segment that is cut short is refused, and fetched whole from another server', async () => {
    rig.server.answer(SEGMENT, (response, file) => response.writeHead(200).end(file?.subarray(0, 50)));
    await rig.expectKept({ refused: 'length' });
    const mirror = await startHostileListServer(rig.publisher.files);
    const asked: string[] = [];
    const report = await rig.client.sync({
      fetch: (address, path, max) => {
        asked.push(path);
        return fetchForTests(asked.filter(each => SEGMENT.test(each)).length > 1 ? mirror.address : address, path, max);
      },
    });
    await mirror.close();
    expect(report.outcome).toBe('updated');
    expect(asked.filter(path => SEGMENT.test(path))).toHaveLength(2);
  });

  test('row 16: a segment with one bit off is refused, and asked for twice at the most', async () => {
    rig.server.answer(SEGMENT, (response, file) =>
      response.writeHead(200).end(file?.map((byte, at) => (at === 40 ? byte ^ 1 : byte))),
    );
    rig.server.clearLog();
    await rig.expectKept({ refused: 'digest' });
    expect(rig.server.paths().filter(path => SEGMENT.test(path))).toHaveLength(2);
    await expectRecovery(SEGMENT);
  });

  test.each([TIMESTAMP, SEGMENT])('row 20: %s that unpacks to 256 MB is cut off', async path => {
    rig.server.answer(path, packedZeros(2 ** 28));
    const before = process.memoryUsage().arrayBuffers;
    await rig.expectKept({ refused: 'length' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64_000_000);
    await expectRecovery(path);
  });

  test('a file in an honest encoding of the server is read', async () => {
    rig.server.answer(/./, (response, file) => {
      if (file === undefined) response.writeHead(404).end();
      else response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(file));
    });
    expect((await rig.client.sync()).outcome).toBe('updated');
  });
});

describe('answers', () => {
  test.each([301, 302, 303, 307, 308])('row 22: a redirect (%s) to another origin is not followed', async status => {
    let reached = 0;
    const elsewhere = createServer((_, response) => {
      reached++;
      response.end();
    });
    await new Promise<void>(resolve => elsewhere.listen(0, '127.0.0.1', resolve));
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/v1/timestamp.json`;
    rig.server.answer(TIMESTAMP, withStatus(status, { Location: location }));
    await rig.expectKept({ failed: 'network' });
    expect(reached).toBe(0);
    elsewhere.close();
  });

  test('row 22: nor one to the same origin', async () => {
    rig.server.answer(TIMESTAMP, withStatus(302, { Location: '/v1/root/1.json' }));
    await rig.expectKept({ failed: 'network' });
  });

  test.each([/./, TIMESTAMP, SEGMENT])(
    'row 23: a page of a captive portal in the place of %s is no list',
    async path => {
      const page = '<!doctype html><title>Welcome to the hotel</title>';
      rig.server.answer(path, withBody(page, { 'Content-Type': 'text/html; charset=utf-8' }));
      await rig.expectKept({ failed: 'network' });
      await expectRecovery(path);
    },
  );

  test.each([403, 404, 410])('row 24: %s for a segment keeps the list, and the next sync gets it', async status => {
    rig.server.answer(SEGMENT, withStatus(status));
    await rig.expectKept({ failed: 'missing' });
    await expectRecovery(SEGMENT);
  });

  test.each([500, 502, 401, 418, 206, 204])('status %s is a failure', async status => {
    rig.server.answer(TIMESTAMP, withStatus(status));
    await rig.expectKept({ failed: 'network' });
    await expectRecovery(TIMESTAMP);
  });

  test.each([429, 503])('row 25: %s is busy, and Retry-After is told', async status => {
    rig.server.answer(/./, withStatus(status, { 'Retry-After': '120' }));
    expect(await rig.client.sync()).toMatchObject({ outcome: { failed: 'busy' }, changed: false, wait: 120_000 });
    expect(await rig.client.hashes()).toEqual(hexOf(1, 2, 3));
  });

  test.each([
    ['120', 120_000],
    ['0', 0],
    [new Date(NOW + 90_000).toUTCString(), 90_000],
    [new Date(NOW - 90_000).toUTCString(), 0],
    ['999999999999', 86_400_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400_000],
    ['soon', 0],
    ['-5', 0],
    [null, 0],
  ])('row 25: Retry-After %j is %s ms, a day at the most', (header, wait) => {
    expect(parseRetryAfter(header, NOW - (NOW % 1_000))).toBeGreaterThanOrEqual(wait - 1_000);
    expect(parseRetryAfter(header, NOW)).toBe(wait);
  });

  test('a server that hangs up, says nothing, or stops in the middle is given up in time', async () => {
    for (const answer of [hangUp, silent, drip]) {
      rig.server.answer(SEGMENT, answer);
      const started = performance.now();
      await rig.expectKept({ failed: 'network' });
      expect(performance.now() - started).toBeLessThan(4_000);
    }
    await expectRecovery(SEGMENT);
  });
});

/** A byte every 100 ms: never silent, never done. */
function drip(response: ServerResponse): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write('x'), 100);
  response.once('close', () => clearInterval(timer));
}

describe('what a server learns', () => {
  test('row 58: requests are the same from every client: no query, no cookie, no referrer, no validator', async () => {
    const newcomer = async () => {
      globalThis.indexedDB = new IDBFactory();
      rig.server.clearLog();
      const client = newListClient(rig.server.address, rig.publisher.trust);
      expect((await client.sync()).outcome).toBe('updated');
      expect((await client.sync()).outcome).toBe('unchanged');
      return rig.server.requests.map(({ url, headers }) => ({ url, headers: { ...headers } }));
    };
    const requests = await newcomer();
    expect(await newcomer()).toEqual(requests);
    expect(requests.filter(({ url }) => url.includes('?'))).toEqual([]);
    const names = new Set(requests.flatMap(({ headers }) => Object.keys(headers)));
    expect([...names].filter(name => /^(cookie|referer|origin|authorization|if-.*|x-.*)$/.test(name))).toEqual([]);
  });

  test('row 59: a cookie and a validator that the server sets never come back', async () => {
    const marked = {
      'Set-Cookie': 'who=me; Max-Age=999999',
      ETag: '"who"',
      'Last-Modified': new Date(NOW).toUTCString(),
    };
    rig.server.answer(/./, (response, file) => {
      if (file === undefined) response.writeHead(404, marked).end();
      else response.writeHead(200, { ...marked, 'Cache-Control': 'max-age=9999' }).end(file);
    });
    await rig.client.sync();
    rig.server.clearLog();
    await rig.client.sync();
    expect(rig.server.requests.length).toBeGreaterThan(1);
    for (const { headers } of rig.server.requests) {
      expect(headers.cookie).toBeUndefined();
      expect(headers['if-none-match']).toBeUndefined();
      expect(headers['if-modified-since']).toBeUndefined();
    }
  });
});
