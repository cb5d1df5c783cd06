/**
 * A whole lesson in real browsers, by keyboard alone and with no network at all: every page at the sizes of projectors,
 * the practice feed asked about by the real code, and nothing stored. `LEARN_IMAGES=folder` keeps what each page looks like.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import en from '../../public/_locales/en/messages.json';
import { LESSONS, PARTS } from '../../src/pages/learn/lessons.ts';
import { violations } from '../support/axe.ts';
import { type Browser, launch } from '../support/browser.ts';
import { dist } from '../support/extension.ts';
import { inTurns } from '../support/in-turns.ts';
import type { Page } from '../support/page.ts';
import { sleep, until } from '../support/timing.ts';
import { startTlsServer, type TlsServer } from '../support/tls-server.ts';
import { press } from '../support/words.ts';
import { spilled } from './looks.ts';

const IMAGES = process.env['LEARN_IMAGES'];
const LONGEST = LESSONS[2]?.parts ?? [];
const PROJECTORS = [
  { width: 1280, height: 720, deviceScaleFactor: 1 },
  { width: 1920, height: 1080, deviceScaleFactor: 1 },
] as const;
/** A view of the warning takes most answers only after 0.6 s (content/warning.tsx). */
const ARMED_MS = 800;

const heading = (page: Page): Promise<string> =>
  page.evaluate<string>(`document.querySelector('h1')?.textContent ?? ''`);

/** Presses Tab until the focus is on what matches. */
async function tabTo(page: Page, selector: string, nth = 0): Promise<void> {
  await until(`the focus on ${selector}`, async () => {
    await page.key('Tab');
    return page.evaluate(
      (selector: string, nth: number) => document.activeElement === document.querySelectorAll(selector)[nth],
      selector,
      nth,
    );
  });
}

/** The warning has the focus in its closed root, so its host counts as focused. */
const isAsked = (page: Page): Promise<boolean> =>
  page.evaluate(
    () =>
      document.activeElement?.parentElement === document.documentElement && document.activeElement !== document.body,
  );

const outcome = (page: Page, words: string): Promise<string> =>
  until(`the words “${words}”`, async () => {
    const said = await page.evaluate<string>(`document.querySelector('.outcome')?.textContent ?? ''`);
    return said === words ? said : null;
  });

describe.each(['chromium', 'firefox'] as const)('a lesson in %s', kind => {
  let server: TlsServer;
  let browser: Browser;
  let probe: Page;
  let page: Page;

  const stored = () =>
    probe.evaluate<string>(
      `(async () => { const { local, session } = (globalThis.browser ?? chrome).storage; return JSON.stringify([await local.get(null), await session.get(null)]); })()`,
    );
  /** How many pictures the guard of the feed has compared, and how many it found on its list. */
  const compared = (count: number) =>
    until(`${count} pictures compared`, async () => {
      const status = await probe.evaluate<{ clear: number; flagged: readonly unknown[] } | null>(`(async () => {
        const api = globalThis.browser ?? chrome;
        const [tab] = await api.tabs.query({ url: api.runtime.getURL('learn/learn.html') });
        const answer = await api.tabs.sendMessage(tab.id, { api: 'tab', method: 'status', args: [] }).catch(() => null);
        return answer?.ok ? answer.value : null;
      })()`);
      return status !== null && status.clear + status.flagged.length >= count ? status : null;
    });

  beforeAll(async () => {
    server = await startTlsServer();
    browser = await launch(kind, { server, extensionDir: dist(kind) });
    await server.close(); // from here on there is no network
    probe = await browser.openExtensionPage('options/options.html');
    page = await browser.openExtensionPage('learn/learn.html');
    await page.waitFor('the page', () => document.querySelector('h1') !== null);
    await page.bringToFront();
  });

  afterAll(() => browser?.close());

  test('goes from the first page to the last by keyboard, and each fits the wall', async () => {
    await page.setViewport(PROJECTORS[0]);
    await tabTo(page, '.lessons .primary', 2);
    await page.key('Enter');
    for (const [at, { id }] of LONGEST.entries()) {
      const title = en[PARTS[id].title].message;
      await until(`the page “${title}”`, async () => (await heading(page)) === title);
      if (id === 'try' || id === 'wrong') {
        await page.waitFor('the drawings', () => document.querySelector('.feed img') !== null);
        await compared(id === 'try' ? 5 : 6);
      }
      if (id === 'spread') {
        await tabTo(page, 'input[type="range"]', 1); // rounds
        for (let round = 1; round < 4; round++) await page.key('ArrowRight');
        await page.waitFor('the sum', () => document.querySelector('.result')?.textContent === '120 people have it');
        await page.evaluate(() => document.querySelector('h1')?.focus()); // from a slider, arrow keys turn no page
      }
      // Every page at both sizes, one in each browser; each browser sees both.
      for (const view of inTurns(at % 2 === 0 ? PROJECTORS : PROJECTORS.toReversed(), kind)) {
        await page.setViewport(view);
        const name = `${id} at ${view.width} x ${view.height}`;
        expect(await page.evaluate(spilled), name).toEqual([]);
        expect(await page.evaluate<number>('document.documentElement.scrollHeight - innerHeight'), name).toBe(0);
        expect(await violations(page), name).toEqual([]);
        if (IMAGES !== undefined) await page.screenshot(`${IMAGES}/learn-${id}.png`);
      }
      await page.key('ArrowRight');
    }
    expect(await page.evaluate<string>(`document.querySelector('.where')?.textContent ?? ''`)).toContain('12 of 12');
  });

  test('asks about a listed drawing and not about another, and lets the class mend the wrong match', async () => {
    const before = await stored();
    const back = async (title: string) =>
      until(`the page “${title}”`, async () => {
        if ((await heading(page)) === title) return true;
        await page.key('ArrowLeft');
        return false;
      });
    await back(en.learn_part_try.message);
    const { flagged } = await compared(6);
    expect(flagged.length).toBe(3);

    await tabTo(page, '[data-share]', 0);
    await page.key('Enter');
    await outcome(page, en.learn_try_shared.message);
    expect(await isAsked(page)).toBe(false);

    await tabTo(page, '[data-share]', 1);
    await page.key('Enter');
    await until('the question', () => isAsked(page));
    await page.key('Enter'); // "Don't share" has the focus
    await outcome(page, en.welcome_try_stop.message);
    expect(await isAsked(page)).toBe(false);

    await tabTo(page, '[data-share]', 3); // mirrored
    await page.key('Enter');
    await until('the question', () => isAsked(page));
    await sleep(ARMED_MS);
    for (const key of ['Tab', 'Enter'] as const) await page.key(key); // "Report it instead"
    await outcome(page, en.learn_try_reported.message);

    await page.key('ArrowRight');
    await page.waitFor('the wrong match', () => document.querySelectorAll('[data-share]').length === 1);
    await tabTo(page, '[data-share]');
    await page.key('Enter');
    await until('the question', () => isAsked(page));
    await sleep(ARMED_MS);
    for (const key of ['Tab', 'Tab', 'Tab', 'Enter'] as const) await page.key(key); // "This match looks wrong"
    await sleep(ARMED_MS);
    for (const key of ['Tab', 'Enter'] as const) await page.key(key); // and then: not to share
    await outcome(page, en.learn_try_wrong.message);
    await until('the match gone', async () => (await compared(1)).flagged.length === 0);
    await page.waitFor('the focus back on Share', () => document.activeElement?.matches('[data-share]') === true);
    await page.key('Enter');
    await outcome(page, en.learn_try_shared.message);
    expect(await isAsked(page)).toBe(false);

    expect(await stored()).toBe(before);
    expect(page.consoleErrors()).toEqual([]);
  });

  test('the hand-out and the plan fit a phone as well as paper', async () => {
    for (const [name, title] of [
      [en.learn_sheet.message, en.learn_sheet_title.message],
      [en.learn_plan.message, en.learn_plan.message],
    ] as const) {
      await press(page, en.learn_home.message);
      await press(page, name);
      await until(`the page “${title}”`, async () => (await heading(page)) === title);
      for (const width of [320, 718]) {
        await page.setViewport({ width, height: 1000, deviceScaleFactor: 1 });
        expect(await page.evaluate(spilled), `${title}, ${width} px`).toEqual([]);
      }
      expect(await violations(page), title).toEqual([]);
    }
  });
});
