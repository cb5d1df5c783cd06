/** My private media in real browsers: chosen from files, known again on the site, gone when removed, never sent. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, photographOf, postOf, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { expectAccessible } from '../support/axe.ts';
import { BROWSERS_OWN } from '../support/browsers-own.ts';
import { choosePictures } from '../support/give-files.ts';
import type { Page } from '../support/page.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/timing.ts';
import { press, says, textOf } from '../support/words.ts';

const openOwn = async (stage: Stage): Promise<Page> => {
  const page = await stage.browser.openExtensionPage('own/own.html');
  await says(page, 'Add pictures or videos');
  await page.bringToFront();
  return page;
};

describe.each(['chromium', 'firefox'] as const)('my private media in %s', kind => {
  let stage: Stage;
  let original: Buffer;
  let other: Buffer;

  beforeAll(async () => {
    const drawings = (await readDrawings()).filter(drawing => !drawing.listed);
    const [mine, theirs] = await Promise.all(drawings.slice(0, 2).map(drawing => photographOf(drawing)));
    if (mine === undefined || theirs === undefined) throw new Error('two drawings are needed');
    original = await sharp(mine).jpeg({ quality: 92 }).toBuffer();
    other = await sharp(theirs).jpeg({ quality: 92 }).toBuffer();
    const { width, height } = await sharp(mine).metadata();
    const area = { left: Math.round(width * 0.2), top: Math.round(height * 0.15) };
    const cut = { ...area, width: Math.round(width * 0.7), height: Math.round(height * 0.7) };
    const forms = [
      await sharp(mine).extract(cut).flop().jpeg({ quality: 75 }).toBuffer(),
      await sharp(theirs).jpeg({ quality: 75 }).toBuffer(),
    ];
    const posts = forms.map((body, number) => postOf(number, body));
    stage = await setStage(kind, posts);
  });

  afterAll(() => stage?.close());

  test('a chosen picture is known again on the site, cut and mirrored, and the picture of another is not', async () => {
    stage.server.clearLog();
    const page = await openOwn(stage);
    await choosePictures(page, [original]);
    await says(page, '1 of 1 looked at, 1 added.');
    await says(page, '1 is looked for');
    await page.close();
    expect(stage.server.requests.filter(({ host, method }) => method !== 'GET' && !BROWSERS_OWN.test(host))).toEqual(
      [],
    );
    const mine = await stage.open(`/p/${codeOf(0)}/`);
    await until('a match', async () => (await stage.status(`/p/${codeOf(0)}/`)).flagged.length === 1);
    await mine.close();
    const theirs = await stage.open(`/p/${codeOf(1)}/`);
    await until('a verdict', async () => (await stage.status(`/p/${codeOf(1)}/`)).clear === 1);
    await theirs.close();
  });

  /** As from the browser's own menu, which no test can press: opened over the picture of that post. */
  async function openFlag(page: Page, path: string): Promise<Page> {
    await page.bringToFront();
    await page.evaluate(() => {
      const area = ({ clientWidth, clientHeight }: Element) => clientWidth * clientHeight;
      const [picture] = [...document.querySelectorAll('img')].sort((a, b) => area(b) - area(a));
      const { x, y, width, height } = picture?.getBoundingClientRect() ?? new DOMRect();
      const place = { clientX: x + width / 2, clientY: y + height / 2 };
      const event = new MouseEvent('contextmenu', { bubbles: true, cancelable: true, composed: true, ...place });
      document.elementFromPoint(place.clientX, place.clientY)?.dispatchEvent(event);
    });
    const pointed = await stage.probe.evaluate(async (address: string) => {
      // biome-ignore lint/suspicious/noExplicitAny: the extension API of whichever browser this runs in
      const api = (globalThis as any).browser ?? (globalThis as any).chrome;
      const tabs: readonly { id: number; url: string }[] = await api.tabs.query({ url: 'https://www.instagram.com/*' });
      const tabId = tabs.findLast(({ url }) => url.startsWith(address))?.id;
      const draft = { tabId, frameId: 0, source: null, isPointedAt: true };
      await api.storage.session.set({ 'flag-draft:test': draft });
      const call = { api: 'tab', method: 'pointedAt', args: [null] };
      return (await api.tabs.sendMessage(tabId, call, { frameId: 0 })).value?.permalink;
    }, `${stage.site.origin}${path}`);
    expect(pointed).toBe(`${stage.site.origin}${path}`);
    return stage.browser.openExtensionPage('own/flag.html#test');
  }

  test('a picture of a page is kept when all in it are grown up, known from then on, and not after undo', async () => {
    const path = `/p/${codeOf(1)}/`;
    const theirs = await stage.open(path);
    await until('a verdict', async () => (await stage.status(path)).clear === 1);
    const young = await openFlag(theirs, path);
    await press(young, 'Not sure');
    await says(young, 'Nothing was read or kept');
    await young.close();
    const page = await openFlag(theirs, path);
    await press(page, 'No');
    await says(page, 'Warn me about this one');
    await expectAccessible(page);
    await press(page, 'Warn me about this one');
    await says(page, 'It is on your own list.');
    await until('a match', async () => (await stage.status(path)).flagged.length === 1);
    expect(await page.evaluate<string>('location.href')).not.toContain('instagram');
    await press(page, 'Undo');
    await says(page, 'It was taken off again.');
    await until('no match', async () => (await stage.status(path)).clear === 1);
    expect(page.consoleErrors()).toEqual([]);
    await page.close();
    await theirs.close();
  });

  test('breaks no accessibility rule and fits, light and dark, narrow and wide', async () => {
    const page = await openOwn(stage);
    await says(page, '1 is looked for');
    await press(page, 'Give a list to somebody you trust');
    await expectAccessible(page);
    expect(page.consoleErrors()).toEqual([]);
    await page.close();
  });

  test('many are added in one go, what cannot be read is told, and all can be removed for good', async () => {
    const page = await openOwn(stage);
    await choosePictures(page, [other, Buffer.from('no picture'), other]);
    await says(page, '3 of 3 looked at, 2 added.');
    await says(page, 'This browser cannot read the file.');
    await press(page, 'Remove all');
    await press(page, 'Remove all for good');
    await until('an empty list', async () => !(await textOf(page)).includes('looked for\n'));
    await page.close();
    const mine = await stage.open(`/p/${codeOf(0)}/`);
    await until('a verdict', async () => (await stage.status(`/p/${codeOf(0)}/`)).clear === 1);
    await mine.close();
  });
});
