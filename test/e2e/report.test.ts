/**
 * From the warning to a report, in real browsers: by keyboard alone in three presses, with the note on the clipboard and
 * the official page beside; and the branch for those under 18, watched at storage, clipboard and network.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { drawnPosts, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { expectAccessible } from '../support/axe.ts';
import { BROWSERS_OWN } from '../support/browsers-own.ts';
import type { Page } from '../support/page.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';
import { says } from '../support/words.ts';

const SHARE = 'article svg path[d^="M13.973 20.046"]';
const SIZES = [
  [320, 256], // 1280 x 1024 at 400 %
  [1280, 800],
] as const;

describe.each(['chromium', 'firefox'] as const)('reporting in %s', kind => {
  let stage: Stage;
  let feed: Page;

  beforeAll(async () => {
    const drawings = await readDrawings();
    const listed = drawings.filter(drawing => drawing.listed);
    stage = await setStage(kind, await drawnPosts([...listed.slice(0, 1), ...drawings.slice(2, 4)]));
  });
  afterAll(() => stage?.close());

  const closeReports = () =>
    stage.probe.evaluate(`(async () => {
      const api = globalThis.browser ?? globalThis.chrome;
      const tabs = await api.tabs.query({});
      const ours = tabs.filter(({ url }) => url?.includes('/report/report.html'));
      await Promise.all(ours.map(({ id }) => api.tabs.remove(id)));
      await api.storage.session.clear();
    })()`);

  beforeEach(async () => {
    feed = await stage.open('/?btn=button');
    await until('a match', async () => (await stage.status()).flagged.length === 1);
    return async () => {
      await feed.close();
      await closeReports();
    };
  });

  /** What waits in the browser's memory for the report page, and the addresses of all tabs. */
  const drafts = () =>
    stage.probe.evaluate<{
      readonly session: Record<string, unknown>;
      readonly tabs: readonly string[];
    }>(`(async () => {
      const api = globalThis.browser ?? globalThis.chrome;
      const tabs = await api.tabs.query({});
      return { session: await api.storage.session.get(null), tabs: tabs.map(({ url, pendingUrl }) => url ?? pendingUrl ?? '') };
    })()`);

  const reportTab = async (): Promise<string> =>
    until('the report page', async () => (await drafts()).tabs.find(url => url.includes('/report/report.html')));

  /** The warning's report, then the page that it opened: taken over in a tab that the test holds. */
  async function openFromWarning(): Promise<Page> {
    await feed.clickOn(SHARE, 0);
    await sleep(1_000); // the button is armed after 600 ms
    await feed.key('Tab');
    await feed.key('Enter');
    const path = new URL(await reportTab());
    const page = await stage.browser.openExtensionPage(`report/report.html${path.hash}`);
    await page.waitFor('the first question', () => document.querySelectorAll('.answers button').length >= 3);
    await page.bringToFront();
    return page;
  }

  /** Goes on with Tab to the button of this name, and presses it. */
  async function press(page: Page, name: string): Promise<void> {
    for (let steps = 0; steps < 30; steps++) {
      const at = await page.evaluate<string>('(document.activeElement?.textContent ?? "").trim()');
      if (at === name) return page.key('Enter');
      await page.key('Tab');
    }
    throw new Error(`“${name}” cannot be reached by keyboard`);
  }

  const trapClipboard = (page: Page) =>
    page.evaluate(`(() => {
      window.copied = [];
      const write = navigator.clipboard.writeText.bind(navigator.clipboard);
      navigator.clipboard.writeText = text => (window.copied.push(text), write(text));
    })()`);

  test('three presses from the warning to a ready report, by keyboard alone, and the official page opens beside', async () => {
    stage.server.clearLog();
    const began = Date.now();
    const page = await openFromWarning();
    await trapClipboard(page);
    await press(page, 'I came across it');
    await says(page, 'Could the person be under 18?');
    await press(page, 'No');
    await says(page, 'Your report is ready');
    expect(Date.now() - began).toBeLessThan(10_000);
    const shown = await page.evaluate<string>('document.querySelector(".note pre").textContent');
    await press(page, 'Copy note and open page');
    await until('the official page', async () =>
      stage.server.requests.some(({ host }) => host === 'help.instagram.com'),
    );
    expect(await page.evaluate<string[]>('window.copied')).toEqual([shown]);
    expect(shown).not.toMatch(/cdninstagram|fbcdn|direct|blob:|data:/);
    await says(page, 'Copied.');
    expect(page.consoleErrors()).toEqual([]);
    await page.close();
  });

  test.each(['Yes', 'Not sure'])(
    'under 18, “%s”: storage, clipboard and network hold the page address at most',
    async age => {
      const before = await stage.probe.evaluate<string>(
        'JSON.stringify((globalThis.browser ?? globalThis.chrome).storage.local.get(null))',
      );
      const page = await openFromWarning();
      await trapClipboard(page);
      const databases = 'indexedDB.databases().then(all => all.map(({ name }) => name).sort())';
      const known = await page.evaluate<string[]>(databases);
      stage.server.clearLog();
      await press(page, 'I came across it');
      await says(page, 'Could the person be under 18?');
      await press(page, age);
      await says(page, 'Stop here');
      const html = await page.evaluate<string>('document.documentElement.outerHTML');
      expect(html).not.toMatch(/Practice list|Tell the keepers|<img|data-entry/);
      expect(await page.url()).not.toContain('#');
      await press(page, 'Copy note and open page').catch(() => press(page, 'Open page'));
      await sleep(500);
      const copied = await page.evaluate<string[]>('window.copied');
      for (const text of copied) expect(text).toMatch(/^https:\/\/www\.instagram\.com\/p\/[\w-]+\/$/);

      // Others keep counts there; of what this report was about nothing is left.
      const { session } = await drafts();
      expect(Object.keys(session).filter(key => key.startsWith('report-draft'))).toEqual([]);
      expect(JSON.stringify(session)).not.toMatch(/https:|[0-9a-f]{16}|Practice/);
      expect(
        await stage.probe.evaluate<string>(
          'JSON.stringify((globalThis.browser ?? globalThis.chrome).storage.local.get(null))',
        ),
      ).toBe(before);
      expect(await page.evaluate<string[]>(databases)).toEqual(known);
      const asked = stage.server.requests.filter(({ host }) => !BROWSERS_OWN.test(host));
      expect(asked.filter(({ method }) => method !== 'GET')).toEqual([]);
      const hosts = new Set(asked.map(({ host }) => host));
      expect([...hosts].filter(host => !/instagram\.com$|fbcdn\.net$|^report\.cybertip\.org$/.test(host))).toEqual([]);
      await page.close();
      await closeReports();
    },
  );

  test('breaks no accessibility rule on any screen, light or dark, at 320 px and at 400 %', async () => {
    const page = await openFromWarning();
    const look = (what: string) => expectAccessible(page, SIZES, what);
    await look('who');
    await press(page, 'It is me');
    await says(page, 'Were you under 18 in it?');
    await look('age');
    await press(page, 'No');
    await says(page, 'Your report is ready');
    await page.evaluate(`(() => {
      const select = document.querySelector('select');
      select.value = 'US';
      select.dispatchEvent(new Event('change', { bubbles: true }));
      for (const details of document.querySelectorAll('details')) details.open = true;
    })()`);
    await look('ready');
    await page.close();
  });
});
