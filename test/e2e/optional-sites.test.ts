/**
 * A site switched on in the options as a person does it, and off again under an open page. Only Firefox can be told to
 * answer its own question for a permission; in Chromium the same code runs on permissions given beforehand (sites.test.ts).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageStatus } from '../../src/platform/messages.ts';
import { acted } from '../fixtures/pretend-instagram/reading.ts';
import { createPretendSites, type PretendSites } from '../fixtures/pretend-sites/server.ts';
import { type Browser, launch } from '../support/browser.ts';
import { dist } from '../support/extension.ts';
import type { Page } from '../support/page.ts';
import { pressOn } from '../support/site-stage.ts';
import { sleep, until } from '../support/timing.ts';
import { startTlsServer, type TlsServer } from '../support/tls-server.ts';

describe('a site that is switched on and off in firefox', () => {
  let server: TlsServer;
  let sites: PretendSites;
  let browser: Browser;
  let options: Page;

  beforeAll(async () => {
    server = await startTlsServer();
    sites = await createPretendSites(server, 10);
    browser = await launch('firefox', { server, extensionDir: dist('firefox'), allowWhatIsAsked: true });
    options = await browser.openExtensionPage('options/options.html');
    await options.waitFor('the switches', () => document.querySelector('input[aria-label="Reddit"]') !== null);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** What the content script of the newest tab says, or null when none is there. */
  const status = (): Promise<PageStatus | null> =>
    options.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: the extension API inside of a page
      const api = (globalThis as any).browser;
      const tab = (await api.tabs.query({})).at(-1);
      const call = { api: 'tab', method: 'status', args: [] };
      const answer = await api.tabs.sendMessage(tab.id, call, { frameId: 0 }).catch(() => null);
      return answer?.ok ? answer.value : null;
    });

  const turn = async (on: boolean): Promise<void> => {
    await options.bringToFront();
    await options.clickOn('input[aria-label="Reddit"]');
    await options.waitFor(
      `the switch is ${on}`,
      wanted => document.querySelector<HTMLInputElement>('input[aria-label="Reddit"]')?.checked === wanted,
      on,
    );
  };

  const openReddit = async (): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(`${sites.origin('reddit')}/r/kites/`);
    await page.bringToFront();
    return page;
  };

  test('nothing runs before, it is guarded after the page is loaded, and it ends at once under an open page', async () => {
    const before = await openReddit();
    await sleep(1_000);
    expect(await status()).toBeNull();

    await turn(true);
    await before.close();
    const page = await openReddit();
    await until('a match', async () => ((await status())?.flagged.length ?? 0) > 0);
    const stem = (await status())?.flagged[0]?.key ?? expect.fail('no key');
    await pressOn(page, 'share', stem);
    await sleep(800);
    expect(await acted(page, 'share')).toEqual([]);
    await page.key('Escape');

    await turn(false);
    await until('it ends', async () => (await status())?.active === false);
    await page.bringToFront();
    await pressOn(page, 'share', stem);
    await until('the page is reached', async () => (await acted(page, 'share')).length === 1);
    await page.close();

    const after = await openReddit();
    await sleep(1_000);
    expect(await status()).toBeNull();
    await after.close();
  });
});
