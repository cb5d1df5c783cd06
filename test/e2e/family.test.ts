/**
 * What a family or a school settles, in real browsers: the lock with its PIN; the ready files of docs/policies as real
 * managed storage; a warning without "Share anyway" that names somebody to talk to; and what an administrator is told.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { ListId } from '../../src/core/verdict.ts';
import { drawnPosts, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { acted } from '../fixtures/pretend-instagram/reading.ts';
import { ask, askAsContent, askLock } from '../support/ask.ts';
import { CHROMIUM_POLICIES, mayWrite } from '../support/chromium-policies.ts';
import type { BrowserKind } from '../support/ensure-browsers.ts';
import { firefoxWithPolicies } from '../support/firefox-policies.ts';
import { hostList } from '../support/list-host.ts';
import { permittedExtension } from '../support/permitted-extension.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';

const SHARE = 'article svg path[d^="M13.973 20.046"]';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function openStage(kind: BrowserKind): Promise<Stage> {
  const listed = (await readDrawings()).filter(drawing => drawing.listed);
  const stage = await setStage(kind, await drawnPosts(listed.slice(0, 1)), await permittedExtension(kind));
  ends.push(() => stage.close());
  return stage;
}

/** What the ready file for this browser sets, and what this test adds to it. */
async function readyFile(name: string, change: Readonly<Record<string, unknown>>) {
  const file = JSON.parse(await readFile(join(import.meta.dirname, '../../docs/policies', name), 'utf8'));
  const extensions = (file.policies ?? file)['3rdparty'];
  for (const settings of Object.values<object>(extensions.extensions ?? extensions.Extensions)) {
    Object.assign(settings, change);
  }
  return file;
}

/** Known keys with wrong values, which Chromium's schema lets through as it does any text; the others must hold. */
const CHANGE = { hideShareAnyway: true, region: 'germany', sites: ['instagram', 'myspace'] };

async function openPoliced(kind: BrowserKind): Promise<Stage> {
  if (kind === 'firefox') {
    const firefox = await firefoxWithPolicies(await readyFile('firefox.json', CHANGE));
    ends.push(() => firefox.remove());
    const usual = process.env['FIREFOX'];
    process.env['FIREFOX'] = firefox.program;
    return openStage(kind).finally(() => {
      if (usual === undefined) delete process.env['FIREFOX'];
      else process.env['FIREFOX'] = usual;
    });
  }
  const stage = await openStage(kind);
  const id = stage.browser.extensionOrigin?.split('//')[1] ?? '';
  const { '3rdparty': settings } = await readyFile('chrome.json', CHANGE);
  const path = join(CHROMIUM_POLICIES, `consentry-family-${process.pid}.json`);
  await mkdir(CHROMIUM_POLICIES, { recursive: true });
  ends.push(() => rm(path, { force: true }));
  await writeFile(path, JSON.stringify({ '3rdparty': settings }).replace('EXTENSION_ID', id));
  return stage;
}

test('the PIN is asked for by the background, also after it was stopped, and guesses are counted on', async () => {
  const { server, browser, probe } = await openStage('chromium');
  const host = await hostList(server);
  const id = host.publisher.trust.rootDigest.slice(0, 16) as ListId;
  expect(await ask(probe, 'addList', host.link)).toBe('updated');
  expect(await askLock(probe, 'setSettingsPin', '4092')).toBe(true);
  await askLock(probe, 'lockSettings');
  await browser.killBackground();

  expect(await ask(probe, 'changeSettings', { enabled: false })).toMatchObject({ enabled: true });
  expect(await ask(probe, 'changeSettings', { pausedSites: ['instagram'] })).toMatchObject({ pausedSites: [] });
  expect(await ask(probe, 'pauseList', id, true)).toBe(false);
  expect(await ask(probe, 'removeList', id)).toBe(false);
  expect(await ask(probe, 'leaveSite', 'reddit')).toBe(false);
  expect(await askLock(probe, 'setSettingsPin', null)).toBe(false);
  expect(await ask(probe, 'updateList', id)).toBe('unchanged');

  for (let guess = 0; guess < 5; guess++) await askLock(probe, 'unlockSettings', `111${guess}`);
  await browser.killBackground();
  expect(await askLock(probe, 'unlockSettings', '4092')).toMatchObject({ kind: 'wait' });
  await until('the wait is over', async () => (await askLock(probe, 'unlockSettings', '4092')).kind === 'unlocked');
  await browser.killBackground();
  expect(await ask(probe, 'removeList', id)).toBe(true);
  expect(await ask(probe, 'changeSettings', { enabled: false })).toMatchObject({ enabled: false });
});

describe.each(['chromium', 'firefox'] as const)('the ready policy file in %s', kind => {
  const runs = process.platform === 'linux' && (kind === 'firefox' || mayWrite('/etc'));

  test.skipIf(!runs)('locks the settings, speaks to a child, and takes “Share anyway” away', async () => {
    const stage = await openPoliced(kind);
    const { probe } = stage;
    const state = () => askAsContent(probe, 'siteState', 'instagram');
    await until('the policy', async () => !(await state()).mayShareAnyway, { timeoutMs: 60_000 });
    expect(await state()).toMatchObject({ profile: 'child', trustedAdult: 'the school counsellor' });

    expect(await ask(probe, 'changeSettings', { enabled: false, profile: 'adult' })).toMatchObject({
      enabled: true,
      profile: 'child',
    });
    expect(await askLock(probe, 'setSettingsPin', '4092')).toBe(false);
    expect((await ask(probe, 'overview')).lock).toBe('policy');
    const options = await stage.browser.openExtensionPage('options/options.html');
    await options.waitFor('its notes', () => document.querySelectorAll('.notice h2').length === 2);
    const told = await options.evaluate(() => document.body.innerText.replace(/[\u2068\u2069]/g, ''));
    expect(told).toContain('“sites” names "myspace". The sites that are known are: instagram,');
    expect(told).toContain('“region” has to be a country in two capital letters, such as DE. It is "germany".');
    expect(told).toContain('It is always on for Instagram.');

    const page = await stage.open('/?btn=button');
    await until('the verdict', async () => (await stage.status()).flagged.length === 1);
    await page.clickOn(SHARE);
    await sleep(1_000); // buttons are armed after 600 ms
    for (const key of ['Tab', 'Tab', 'Enter'] as const) await page.key(key); // where "Share anyway" would be
    if (kind === 'chromium') {
      const said = await page.evaluateInContentScript(() => {
        // biome-ignore lint/suspicious/noExplicitAny: the extension API inside of Chromium's isolated world
        const { dom } = (globalThis as any).chrome;
        return dom.openOrClosedShadowRoot(document.documentElement.lastElementChild)?.querySelector('dialog')
          ?.innerText;
      });
      expect(said).toMatch(/You can talk to .the school counsellor. about this/);
      expect(said).not.toContain('Share anyway');
    }
    await page.key('Escape');
    await page.clickOn(SHARE);
    await sleep(1_000);
    await page.key('Escape');
    expect(await acted(page, 'share')).toEqual([]);
  });
});
