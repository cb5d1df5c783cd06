/** What the person can switch: off and on, paused, covered or not, a match called wrong. Without loading the page again. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawnPosts, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { acted } from '../fixtures/pretend-instagram/reading.ts';
import type { Page } from '../support/page.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';

const SHARE = 'article svg path[d^="M13.973 20.046"]';

describe.each(['chromium', 'firefox'] as const)('the choices of a person in %s', kind => {
  let stage: Stage;
  let page: Page;

  beforeAll(async () => {
    const drawings = [...(await readDrawings())].sort((a, b) => Number(b.listed) - Number(a.listed));
    stage = await setStage(kind, await drawnPosts(drawings.slice(0, 4)));
    page = await stage.open('/');
    await until('matches', async () => (await stage.status()).flagged.length === 2);
  });

  afterAll(() => stage?.close());

  /** Presses Share under the first post, which is listed, and tells how often the page heard of it. */
  const pressShare = async (): Promise<number> => {
    await page.bringToFront();
    const before = (await acted(page, 'share')).length;
    await page.clickOn(SHARE, 0);
    await sleep(700);
    await page.key('Escape'); // closes the warning, or the share sheet of the page
    await sleep(300);
    return (await acted(page, 'share')).length - before;
  };

  const popup = async (): Promise<Page> => {
    const tab = await stage.probe.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: the extension API of whichever browser this runs in
      const api = (globalThis as any).browser ?? (globalThis as any).chrome;
      return (await api.tabs.query({ url: 'https://www.instagram.com/*' }))[0].id as number;
    });
    const opened = await stage.browser.openExtensionPage(`popup/popup.html?tab=${tab}`);
    await opened.waitFor('the popup', () => document.querySelector('[role="switch"]') !== null);
    return opened;
  };

  const pressButton = async (opened: Page, words: RegExp): Promise<void> => {
    await opened.waitFor(
      `a button ${words}`,
      source => {
        const found = [...document.querySelectorAll('button')].find(button =>
          new RegExp(source).test(button.textContent ?? ''),
        );
        found?.setAttribute('data-pressed-by-test', '');
        return found !== undefined;
      },
      words.source,
    );
    await opened.clickOn('[data-pressed-by-test]');
    await opened.evaluate(`document.querySelector('[data-pressed-by-test]')?.removeAttribute('data-pressed-by-test')`);
  };

  test('switched off, nothing is held; switched on again, it is, on the page that stands open', async () => {
    expect(await pressShare()).toBe(0);
    const opened = await popup();
    await opened.clickOn('[role="switch"]');
    await until('off', async () => !(await stage.status()).active);
    expect(await pressShare()).toBe(1);
    await opened.bringToFront();
    await opened.clickOn('[role="switch"]');
    await page.bringToFront(); // behind the popup, which is a tab here, a page sees nothing come near
    await until('matches again', async () => (await stage.status()).flagged.length === 2);
    expect(await pressShare()).toBe(0);
    await opened.close();
  });

  test('paused on this site, nothing is held there until it is taken up again', async () => {
    const opened = await popup();
    await pressButton(opened, /^Pause/);
    await until('paused', async () => !(await stage.status()).active);
    expect(await pressShare()).toBe(1);
    await opened.bringToFront();
    await pressButton(opened, /^(Resume|Continue|Start)/);
    await page.bringToFront();
    await until('matches again', async () => (await stage.status()).flagged.length === 2);
    expect(await pressShare()).toBe(0);
    await opened.close();
  });

  test('Show uncovers one picture, and the page hears nothing of the press', async () => {
    await page.bringToFront();
    await page.evaluate('scrollTo(0, 0)');
    await sleep(300);
    const box = await page.boxOf('article img[src*="-15/"]');
    if (box === null) expect.fail('no picture');
    const corner = { x: box.x + 40, y: Math.max(box.y, 0) + 60, width: 40, height: 40 };
    const covered = await page.screenshot(null, { clip: corner });
    await page.evaluate('window.__reached.length = 0');
    // Label and button stand in the middle of the picture, the button below the label.
    await page.click(box.x + box.width / 2, box.y + box.height / 2 + 20);
    await sleep(300);
    const shown = await page.screenshot(null, { clip: corner });
    expect(Buffer.compare(Buffer.from(covered), Buffer.from(shown))).not.toBe(0);
    expect(await page.evaluate<unknown[]>('window.__reached')).toEqual([]);
  });

  test('a match called wrong is not asked about again, and can be taken back in the settings', async () => {
    await page.bringToFront();
    await page.clickOn(SHARE, 0);
    await sleep(900);
    for (let step = 0; step < 3; step++) await page.key('Tab'); // to "This match looks wrong"
    await page.key('Enter');
    await sleep(900);
    await page.key('Tab'); // from the question to "Don't share"
    await page.key('Enter');
    await until('one match fewer', async () => (await stage.status()).flagged.length === 1);
    expect(await pressShare()).toBe(1);
  });
});
