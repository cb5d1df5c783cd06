/** The drivers keep their promises in both browsers: tried with a throw-away extension and a page of a few lines. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, launch } from '../support/browser.ts';
import type { Page } from '../support/page.ts';
import { startTlsServer, type TlsServer } from '../support/tls-server.ts';

const PAGE = `<!doctype html><title>Page</title><body style="height:4000px"><button>Press</button><input>
<script>
  window.log = [];
  for (const type of ['click', 'keydown']) addEventListener(type, e => log.push([type, e.isTrusted, e.key ?? null]));
</script>`;

const MANIFEST = {
  manifest_version: 3,
  name: 'Driver test',
  version: '1',
  background: { service_worker: 'background.js', scripts: ['background.js'] },
  content_scripts: [{ matches: ['https://www.instagram.com/*'], js: ['content.js'], run_at: 'document_start' }],
  host_permissions: ['https://*.cdninstagram.com/*', 'https://www.instagram.com/*'],
  browser_specific_settings: { gecko: { id: 'driver-test@consentry.org' } },
};

async function writeExtension(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'consentry-driver-'));
  await mkdir(join(folder, 'popup'));
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(MANIFEST));
  await writeFile(
    join(folder, 'background.js'),
    `globalThis.bootedAt = Date.now();
     const api = globalThis.browser ?? chrome;
     api.runtime.onMessage.addListener((message, sender, answer) => { answer(bootedAt); });`,
  );
  await writeFile(
    join(folder, 'content.js'),
    `globalThis.mark = 7; document.documentElement.dataset.seen = document.readyState;`,
  );
  await writeFile(join(folder, 'popup', 'popup.html'), '<!doctype html><title>Popup</title><p>Hello</p>');
  return folder;
}

describe.each(['chromium', 'firefox'] as const)('driver for %s', kind => {
  let server: TlsServer;
  let extensionDir: string;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    server = await startTlsServer();
    server.route('www.instagram.com', () => ({ headers: { 'content-type': 'text/html' }, body: PAGE }));
    extensionDir = await writeExtension();
    browser = await launch(kind, { server, extensionDir });
    page = await browser.newPage();
    await page.goto('https://www.instagram.com/');
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await rm(extensionDir, { recursive: true, force: true });
  });

  test('the real host name leads to the test server, and the content script ran first', async () => {
    expect(await page.url()).toBe('https://www.instagram.com/');
    expect(await page.evaluate(() => document.documentElement.dataset['seen'])).toBe('loading');
    expect(server.requests.some(request => request.host === 'www.instagram.com' && request.path === '/')).toBe(true);
  });

  test('mouse and keys reach the page as trusted events', async () => {
    await page.evaluate('log.length = 0');
    await page.clickOn('button');
    await page.key('Enter');
    await page.key('Escape');
    await page.key('Space');
    expect(await page.evaluate<unknown[]>('log')).toEqual([
      ['click', true, null],
      ['keydown', true, 'Enter'],
      ['click', true, null],
      ['keydown', true, 'Escape'],
      ['keydown', true, ' '],
      ['click', true, null],
    ]);
  });

  test('Tab moves the focus forth and, with Shift, back; text is typed', async () => {
    const focused = () => page.evaluate(() => document.activeElement?.tagName);
    await page.clickOn('button');
    await page.key('Tab');
    expect(await focused()).toBe('INPUT');
    await page.type('kite 7');
    expect(await page.evaluate(() => document.querySelector('input')?.value)).toBe('kite 7');
    await page.key('Tab', { shift: true });
    expect(await focused()).toBe('BUTTON');
  });

  test('scrolling, hovering and the size of the view are what was asked for', async () => {
    await page.goto('https://www.instagram.com/'); // Firefox is late to scroll to what Tab focused
    await page.scrollBy(500);
    expect(await page.evaluate(() => scrollY)).toBe(500);
    await page.hoverOver('button');
    expect(await page.evaluate(() => document.querySelector('button')?.matches(':hover'))).toBe(true);
    await page.setViewport({ width: 700, height: 500, deviceScaleFactor: 2 });
    expect(await page.evaluate(() => [innerWidth, innerHeight, devicePixelRatio])).toEqual([700, 500, 2]);
    await page.setViewport({ width: 1280, height: 900, deviceScaleFactor: 1 });
  });

  test('colour scheme and reduced motion can be chosen', async () => {
    const asked = () =>
      page.evaluate(() => [
        matchMedia('(prefers-color-scheme: dark)').matches,
        matchMedia('(prefers-reduced-motion: reduce)').matches,
      ]);
    await page.emulate({ colorScheme: 'dark', reducedMotion: true });
    await expect.poll(asked).toEqual([true, true]);
    await page.emulate({ colorScheme: 'light', reducedMotion: false });
    await expect.poll(asked).toEqual([false, false]);
  });

  test('a picture of the page is a PNG', async () => {
    const png = Buffer.from(await page.screenshot(null, { clip: { x: 0, y: 0, width: 40, height: 30 } }));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([40, 30]);
  });

  test('what a page throws or logs as an error is collected', async () => {
    const other = await browser.newPage();
    await other.goto('https://www.instagram.com/');
    expect(other.consoleErrors()).toEqual([]);
    await other.evaluate(() => {
      console.error('first', 1);
      setTimeout(() => {
        throw new Error('second');
      });
    });
    await expect.poll(() => other.consoleErrors().length).toBe(2);
    expect(other.consoleErrors().join()).toContain('first 1');
    expect(other.consoleErrors().join()).toContain('second');
    await other.close();
  });

  test('a page of the extension opens, and its background can be ended and comes back', async () => {
    const popup = await browser.openExtensionPage('popup/popup.html');
    expect(await popup.evaluate(() => document.title)).toBe('Popup');
    const bootedAt = () => popup.evaluate<number>('(globalThis.browser ?? chrome).runtime.sendMessage(0)');
    const before = await bootedAt();
    expect(await browser.backgroundState()).toBe('running');
    await browser.killBackground();
    expect(await browser.backgroundState()).toBe('stopped');
    expect(await bootedAt()).toBeGreaterThan(before);
    await expect.poll(() => browser.backgroundState()).toBe('running');
    await popup.close();
    await page.bringToFront();
  });

  test.runIf(kind === 'chromium')('Chromium lets a test into the background and the content script', async () => {
    expect(await browser.evaluateInBackground(add => 1 + add, 2)).toBe(3);
    expect(await page.evaluateInContentScript(() => (globalThis as { mark?: number }).mark)).toBe(7);
    expect(await page.evaluate('typeof mark')).toBe('undefined');
  });
});

test('Firefox can start with the sites not granted', async () => {
  const server = await startTlsServer();
  server.route('www.instagram.com', () => ({ headers: { 'content-type': 'text/html' }, body: PAGE }));
  const extensionDir = await writeExtension();
  const browser = await launch('firefox', { server, extensionDir, grantHosts: false });
  try {
    const page = await browser.newPage();
    await page.goto('https://www.instagram.com/');
    expect(await page.evaluate(() => document.documentElement.dataset['seen'] ?? null)).toBe(null);
  } finally {
    await browser.close();
    await server.close();
    await rm(extensionDir, { recursive: true, force: true });
  }
});
