/** The moment the whole project is about: a press on Share, in real browsers, with real input. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { drawnPosts, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { acted } from '../fixtures/pretend-instagram/reading.ts';
import type { Page } from '../support/page.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';

const SHARE = 'article svg path[d^="M13.973 20.046"]';
const REPOST = 'article svg path[d^="M19.998 9.497a1"]';

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

describe.each(['chromium', 'firefox'] as const)('sharing in %s', kind => {
  let stage: Stage;
  let page: Page;

  beforeAll(async () => {
    const drawings = await readDrawings();
    const listed = drawings.filter(drawing => drawing.listed);
    const others = drawings.filter(drawing => !drawing.listed);
    // A clear post on top, a listed one below it.
    stage = await setStage(
      kind,
      await drawnPosts([...others.slice(0, 1), ...listed.slice(0, 1), ...others.slice(1, 4)]),
    );
  });

  afterAll(() => stage?.close());

  beforeEach(async () => {
    await stage.forgetAnswers();
    page = await stage.open('/?btn=button');
    await until('verdicts of the first posts', async () => {
      const { clear, flagged } = await stage.status();
      return clear >= 1 && flagged.length === 1;
    });
    return () => page.close();
  });

  test('a clear post is shared at once: every event reaches the page, with no wait of ours', async () => {
    const waits: number[] = [];
    for (let press = 0; press < 15; press++) {
      await page.clickOn(SHARE, 0);
      const [reached] = (await acted(page, 'share')).slice(-1);
      if (reached === undefined) expect.fail('the press did not reach the page');
      expect(reached.trusted).toBe(true);
      waits.push(reached.at - reached.eventAt);
      await page.key('Escape');
    }
    expect(await acted(page, 'share')).toHaveLength(15);
    expect(median(waits)).toBeLessThan(5);
  });

  test('a listed post is held: no handler of the page is reached before the answer, which stops it by default', async () => {
    for (const control of [SHARE, REPOST]) {
      await page.clickOn(control, 1);
      await sleep(800);
      await page.key('Enter'); // the focused button is "Don't share"
      await sleep(300);
    }
    const reached = await page.evaluate<readonly { action: string }[]>('window.__reached');
    expect(reached.filter(({ action }) => action === 'share' || action === 'repost')).toEqual([]);
  });

  test('by keyboard it is held as well', async () => {
    await page.evaluate((selector: string) => {
      document.querySelectorAll(selector)[1]?.closest('button')?.focus();
    }, SHARE);
    for (const key of ['Enter', 'Space'] as const) {
      await page.key(key);
      await sleep(800);
      await page.key('Escape');
      await sleep(300);
    }
    expect(await acted(page, 'share')).toEqual([]);
  });

  test('"Share anyway" reaches the page exactly once, for the same media', async () => {
    const stem = (await stage.status()).flagged[0]?.key.replace(/_n$/, '');
    await page.clickOn(SHARE, 1);
    await sleep(1_000); // the button is armed after 600 ms
    await page.key('Tab');
    await page.key('Tab'); // Don't share, Report it instead, Share anyway
    await page.key('Enter');
    await until('the page is reached', async () => (await acted(page, 'share')).length > 0);
    await sleep(500);
    const reached = await acted(page, 'share');
    expect(reached.map(({ mediaStem }) => mediaStem)).toEqual([stem]);
  });

  test('what was shared anyway is not asked about again until the browser ends, on other pages either', async () => {
    const shareAnyway = async () => {
      await page.clickOn(SHARE, 1);
      await sleep(1_000);
      for (const key of ['Tab', 'Tab', 'Enter'] as const) await page.key(key);
      await until('the page is reached', async () => (await acted(page, 'share')).length > 0);
    };
    await shareAnyway();
    await page.close();
    page = await stage.open('/?btn=button');
    await until('its verdict', async () => (await stage.status()).flagged.length === 1);
    await page.clickOn(SHARE, 1);
    await until('the page is reached at once', async () => (await acted(page, 'share')).length > 0);
    expect(
      (await acted(page, 'share')).map(({ trusted }) => trusted),
      'nobody pressed it again for the person',
    ).toEqual([true]);
  });

  test('with the background killed between hashing and sharing it is still held', async () => {
    await stage.browser.killBackground();
    await page.clickOn(SHARE, 1);
    await sleep(800);
    await page.key('Enter');
    expect(await acted(page, 'share')).toEqual([]);
  });

  test('of 1,000 presses by script, none slips through', async () => {
    await page.evaluate(async (selector: string) => {
      const button = document.querySelectorAll(selector)[1]?.closest('button');
      for (let press = 0; press < 1_000; press++) {
        const init = { bubbles: true, cancelable: true, composed: true, detail: 1 };
        button?.dispatchEvent(new PointerEvent('pointerdown', init));
        button?.dispatchEvent(new MouseEvent('mousedown', init));
        button?.click();
        button?.dispatchEvent(new KeyboardEvent('keydown', { ...init, key: 'Enter' }));
        if (press % 50 === 0) await new Promise(resolve => setTimeout(resolve));
      }
    }, SHARE);
    const reached = await page.evaluate<readonly { action: string }[]>('window.__reached');
    expect(reached.filter(({ action }) => action === 'share')).toEqual([]);
  });
});
