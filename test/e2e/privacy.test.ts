/**
 * A visit with matches in it, watched from outside: every host name leads to our server, so whatever the browser asks
 * of anybody is in the log.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawnPosts, photographOf, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { CDN_HOST } from '../fixtures/pretend-instagram/media.ts';
import { BROWSERS_OWN } from '../support/browsers-own.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';

const SHARE = 'article svg path[d^="M13.973 20.046"]';

/** All that the extension has stored, as text: on the disk, and in memory until the browser ends. */
const kept = (stage: Stage): Promise<{ readonly local: string; readonly session: string }> =>
  stage.probe.evaluate(`(async () => {
    const { local, session } = (globalThis.browser ?? chrome).storage;
    return { local: JSON.stringify(await local.get(null)), session: JSON.stringify(await session.get(null)) };
  })()`);

describe.each(['chromium', 'firefox'] as const)('what leaves the computer in %s', kind => {
  let stage: Stage;

  beforeAll(async () => {
    const drawings = await readDrawings();
    stage = await setStage(kind, await drawnPosts([...drawings].sort((a, b) => Number(b.listed) - Number(a.listed))));
  });

  afterAll(() => stage?.close());

  test('is the page, its pictures, and nothing else: no host and no referrer of ours', async () => {
    stage.server.clearLog();
    const page = await stage.open('/');
    for (let step = 0; step < 12; step++) {
      await page.scrollBy(500);
      await sleep(150);
    }
    await until('matches', async () => (await stage.status()).flagged.length >= 2);
    await page.clickOn(SHARE, 0);
    await sleep(800);
    await page.key('Escape');
    await page.close();

    const requests = stage.server.requests.filter(({ host }) => !BROWSERS_OWN.test(host));
    const hosts = new Set(requests.map(({ host }) => host));
    expect([...hosts].sort()).toEqual(['scontent.cdninstagram.com', 'www.instagram.com']);
    expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    const pictures = requests.filter(({ host }) => host === 'scontent.cdninstagram.com');
    // A request that names no page comes from the background; it must not name the extension either.
    const traces = pictures.filter(({ headers }) => /extension:/.test(`${headers.origin} ${headers.referer}`));
    expect(traces).toEqual([]);
  });

  test('tells a server that knows the person by a cookie nothing of who asks', async () => {
    const [drawing] = await readDrawings();
    if (drawing === undefined) throw new Error('no drawings');
    const [body, path] = [await photographOf(drawing), '/v/t51.2885-15/487200000_179044129000_88113026000_n.jpg'];
    const headers = { 'content-type': 'image/jpeg', 'cross-origin-resource-policy': 'cross-origin' };
    stage.server.route(CDN_HOST, request => (request.path === path ? { headers, body } : null));
    const address = `https://${CDN_HOST}${path}`;
    const knowing = await stage.browser.newPage();
    await knowing.goto(`https://${CDN_HOST}/`);
    await knowing.evaluate(`document.cookie = 'visitor=known; path=/; max-age=600; secure; samesite=none'`);
    await knowing.goto(address);
    const visit = stage.server.requests.findLast(request => request.path === path);
    expect(visit?.headers.cookie, 'what a visit sends').toBe('visitor=known');
    stage.server.clearLog();

    const page = await stage.open('/direct/inbox/');
    // No page may read it, for want of CORS: the background has to fetch it, in both browsers.
    await page.evaluate(`(() => {
      const picture = Object.assign(document.createElement('img'), { src: '${address}?shown', width: 300 });
      document.body.prepend(picture);
    })()`);
    await until('a verdict', async () => (await stage.status()).clear + (await stage.status()).flagged.length > 0);
    const ofUs = stage.server.requests.filter(asked => asked.path === path && asked.headers.referer === undefined);
    expect(ofUs.map(asked => asked.headers.cookie)).toEqual([undefined]);
    await page.close();
    await knowing.close();
  });

  test('stays on it as numbers at the most: after an answer no address and no media is written down anywhere', async () => {
    const page = await stage.open('/');
    await until('matches', async () => (await stage.status()).flagged.length >= 1);
    const [first] = (await stage.status()).flagged;
    await page.clickOn(SHARE, 0);
    await sleep(800);
    await page.key('Escape');
    await until('the answer has arrived', async () => (await kept(stage)).session.includes('"asked":'));
    const { local, session } = await kept(stage);
    for (const stored of [local, session]) {
      expect(stored).not.toMatch(/instagram|cdninstagram|https:|\/p\//);
      expect(stored).not.toContain(first?.key ?? 'nothing was flagged');
    }
    expect(local, 'practice is not counted').not.toContain('notShared');
    await page.close();
  });
});
