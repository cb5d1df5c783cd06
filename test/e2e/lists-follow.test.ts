/**
 * A list of somebody’s own while the pretend Instagram is open: what is on the page follows what the publisher signs,
 * without being loaded again; and what the list’s server learns of it (rows 58, 59 and 62 of the attack table).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hash } from '../../src/core/hash/types.ts';
import type { ListId } from '../../src/core/verdict.ts';
import { sampleHashes } from '../core/list/sample-list.ts';
import { drawnPosts, photographOf, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { ask } from '../support/ask.ts';
import { hostList, type ListHost } from '../support/list-host.ts';
import type { Page } from '../support/page.ts';
import { permittedExtension } from '../support/permitted-extension.ts';
import { hashOfPicture } from '../support/picture-hash.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';

const SHARE = 'article svg path[d^="M13.973 20.046"]';

/** 1, 2 and 3 of the sample hashes, and one more, sorted. */
function with123(hash: Hash): Uint8Array<ArrayBuffer> {
  const rows = [1, 2, 3].map(n => Buffer.from(sampleHashes([n])));
  return new Uint8Array(Buffer.concat([...rows, Buffer.from(hash)].sort(Buffer.compare)));
}

describe.each(['chromium', 'firefox'] as const)('a subscribed list in %s', kind => {
  let stage: Stage;
  let host: ListHost;
  let drawn: Hash;
  let id: ListId;
  let page: Page;

  beforeAll(async () => {
    const drawings = [...(await readDrawings())].sort((a, b) => Number(a.listed) - Number(b.listed));
    stage = await setStage(kind, await drawnPosts(drawings), await permittedExtension(kind));
    drawn = await hashOfPicture(await photographOf(drawings[0] ?? expect.fail('no drawing')));
    host = await hostList(stage.server);
    id = host.publisher.trust.rootDigest.slice(0, 16) as ListId;
  });
  afterAll(() => stage?.close());

  const flagged = async () => (await stage.status()).flagged.filter(item => item.listed.list === id);

  test('is looked at, subscribed to, followed and left, while the page stays open', async () => {
    page = await stage.open('/');
    await until('a first verdict', async () => (await stage.status()).clear > 0);

    expect(await ask(stage.probe, 'previewList', host.link.split('#')[0] ?? '')).toMatchObject({
      preview: {
        name: 'Sample list',
        publisher: 'A publisher',
        keyDigest: host.publisher.trust.rootDigest,
        link: host.link,
        pinned: false,
        added: false,
        entries: 3,
      },
    });
    expect(await ask(stage.probe, 'addList', host.link)).toBe('updated');
    expect((await ask(stage.probe, 'overview')).lists.at(-1)).toMatchObject({
      id,
      name: 'Sample list',
      by: 'person',
      state: { kind: 'fresh' },
      lastUpdate: { outcome: 'updated' },
    });
    await until('verdicts under the new list', async () => (await stage.status()).clear > 0);
    expect(await flagged()).toEqual([]);

    await host.publish(with123(drawn), [sampleHashes([1, 2, 3])]);
    expect(await ask(stage.probe, 'updateList', id)).toBe('updated');
    expect(await until('the listed drawing', async () => (await flagged()).at(0))).toMatchObject({
      listed: { listName: 'Sample list', closeness: 'exact', practice: false },
    });

    await host.publish(sampleHashes([1, 2, 3]), [sampleHashes([1, 2, 3]), Uint8Array.from(drawn)], 'defer');
    expect(await ask(stage.probe, 'updateList', id)).toBe('updated');
    await until('the withdrawn drawing is clear again', async () => (await flagged()).length === 0);

    await host.publish(with123(drawn));
    expect(await ask(stage.probe, 'updateList', id)).toBe('updated');
    await until('it is listed once more', async () => (await flagged()).length > 0);
    expect(await ask(stage.probe, 'pauseList', id, true)).toBe(true);
    await until('a paused list flags nothing', async () => (await flagged()).length === 0);
    expect(await ask(stage.probe, 'pauseList', id, false)).toBe(true);
    await until('a resumed one does', async () => (await flagged()).length > 0);
    expect(await ask(stage.probe, 'removeList', id)).toBe(true);
    await until('one that was left does not', async () => (await flagged()).length === 0);
    expect((await ask(stage.probe, 'overview')).lists).toHaveLength(1);
  });

  test('is fetched by the alarm when it is due, which is again in about six hours', async () => {
    expect(await ask(stage.probe, 'addList', host.link)).toBe('updated');
    const alarms = () =>
      stage.probe.evaluate<readonly { name: string; scheduledTime: number }[]>(
        '(globalThis.browser ?? chrome).alarms.getAll()',
      );
    const [alarm] = await alarms();
    const hours = ((alarm?.scheduledTime ?? 0) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(4.7);
    expect(hours).toBeLessThan(7.3);

    await host.publish(with123(drawn), [sampleHashes([1, 2, 3])]);
    stage.server.clearLog();
    await stage.probe.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: the extension API of whichever browser this runs in
      const api = (globalThis as any).browser ?? (globalThis as any).chrome;
      const { subscriptions } = await api.storage.local.get('subscriptions');
      await api.storage.local.set({ subscriptions: subscriptions.map((each: object) => ({ ...each, notBefore: 0 })) });
    });
    await stage.browser.killBackground();
    await stage.probe.evaluate(
      `(globalThis.browser ?? chrome).alarms.create('update-lists', { when: Date.now() + 500 })`,
    );
    await until('the alarm woke the background', () => host.paths().length > 0);
    await until('the listed drawing', async () => (await flagged()).length > 0);
    await until('the next alarm', async () => ((await alarms())[0]?.scheduledTime ?? 0) > Date.now() + 4 * 3_600_000);
  });

  test('row 62: a page that outlives the extension keeps nothing of the old one, and is asked by the new one only', async () => {
    /** What stands beside head and body: marks are a div, a warning has a made-up name with a hyphen. */
    const beside = () =>
      page.evaluate<readonly string[]>(
        `[...document.documentElement.children].map(node => node.localName).filter(name => !/^(head|body)$/.test(name))`,
      );
    const warnings = async () => (await beside()).filter(name => name.includes('-'));
    await page.bringToFront();
    await page.clickOn(SHARE, 0);
    await until('the warning', async () => (await warnings()).length === 1);
    const reload = '(globalThis.browser ?? chrome).runtime.reload()';
    stage.probe.evaluate(`setTimeout(() => ${reload}, 100)`).catch(() => undefined); // the probe goes with the extension
    await sleep(2_000);
    await page.bringToFront();
    if (kind === 'chromium') {
      // Chrome leaves pages to the old script until they are loaded again. It answers, and is silent from then on.
      expect(await warnings()).toHaveLength(1);
      await page.key('Escape');
      await until('no warning', async () => (await warnings()).length === 0);
      await page.clickOn(SHARE, 0);
      await until('nothing is left', async () => (await beside()).length === 0);
    } else {
      // Firefox ends the old script without a word, and puts the new one into the page.
      await until('only the marks of the new one', async () => (await beside()).join() === 'div');
      const asked = async () => {
        await page.clickOn(SHARE, 0);
        await sleep(500);
        return (await warnings()).length > 0;
      };
      await until('the new one asks', asked);
      expect(await warnings()).toHaveLength(1);
    }
    expect(page.consoleErrors()).toEqual([]);
  });
});

describe.each(['chromium', 'firefox'] as const)('two people with %s', kind => {
  test('rows 58 and 59: ask a list’s server for the same in the same words, and bring back nothing that it set', async () => {
    const seen: object[][] = [];
    for (let person = 1; person <= 2; person++) {
      const stage = await setStage(kind, [], await permittedExtension(kind));
      const host = await hostList(stage.server);
      const id = host.publisher.trust.rootDigest.slice(0, 16) as ListId;
      await ask(stage.probe, 'addList', host.link);
      expect(await ask(stage.probe, 'updateList', id)).toBe('unchanged');
      await stage.browser.killBackground();
      expect(await ask(stage.probe, 'updateList', id)).toBe('unchanged');
      const requests = host.requests().map(({ url, method, headers }) => ({
        method,
        path: `${url.pathname}${url.search}`.replace(/[0-9a-f]{64}/, '<digest>'),
        headers,
      }));
      await stage.close();
      expect(requests.length).toBeGreaterThanOrEqual(9);
      expect(requests.filter(({ path }) => path.includes('?'))).toEqual([]);
      for (const { headers } of requests) {
        const telling = Object.keys(headers).filter(name => /^(cookie|referer|authorization|if-.*|x-.*)$/.test(name));
        expect(telling).toEqual([]);
        expect(headers.origin).toBeUndefined();
      }
      seen.push(requests);
    }
    expect(seen[0]).toEqual(seen[1]);
  });

  test('row 58: where the permission is lacking, nothing is asked that would tell one from the other', async () => {
    const stage = await setStage(kind, []);
    const host = await hostList(stage.server);
    const outcome = await ask(stage.probe, 'addList', host.link);
    const origins = host.requests().map(({ headers }) => headers.origin ?? '');
    await stage.close();
    if (kind === 'firefox') {
      expect(outcome).toEqual({ failed: 'permission' });
      expect(origins).toEqual([]);
    } else {
      expect(outcome).toBe('updated');
      expect(origins.filter(origin => origin.startsWith('moz-extension:'))).toEqual([]);
    }
  });
});
