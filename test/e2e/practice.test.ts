/** The practice on the welcome page: the real question, in both browsers, by keyboard; nothing is sent or kept. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, launch } from '../support/browser.ts';
import { dist } from '../support/extension.ts';
import { sleep } from '../support/timing.ts';
import { startTlsServer, type TlsServer } from '../support/tls-server.ts';

describe.each(['chromium', 'firefox'] as const)('practice in %s', kind => {
  let server: TlsServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await startTlsServer();
    browser = await launch(kind, { server, extensionDir: dist(kind) });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('asks the real question about a drawing, and tells what came of it', async () => {
    const page = await browser.openExtensionPage('welcome/welcome.html');
    await page.waitFor('the practice', () => document.querySelector('[data-practice]') !== null);
    await page.bringToFront();
    const asked = () =>
      page.evaluate(
        () =>
          document.activeElement?.parentElement === document.documentElement &&
          document.activeElement !== document.body,
      );
    const outcome = () => page.evaluate(() => document.querySelector('.outcome')?.textContent ?? '');

    await page.clickOn('[data-practice]');
    await sleep(900);
    expect(await asked()).toBe(true);
    await page.key('Enter'); // "Don't share" has the focus
    await page.waitFor('the outcome', () => (document.querySelector('.outcome')?.textContent ?? '') !== '');
    expect(await outcome()).toContain('It ended with you');
    expect(await asked()).toBe(false);

    await page.clickOn('[data-practice]');
    await sleep(900);
    for (const key of ['Tab', 'Tab', 'Enter'] as const) await page.key(key);
    await page.waitFor('the outcome', () =>
      /choice is yours/.test(document.querySelector('.outcome')?.textContent ?? ''),
    );
    const stored = await page.evaluate<string>(
      `(async () => { const { local, session } = (globalThis.browser ?? chrome).storage; return JSON.stringify([await local.get('notShared'), await session.get('answers')]); })()`,
    );
    expect(stored).toBe('[{},{}]');
    expect(page.consoleErrors()).toEqual([]);
    await page.close();
  });
});
