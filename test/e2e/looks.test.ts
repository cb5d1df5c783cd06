/**
 * How our pages and the warning hold up in real browsers: texts 60 % longer than English, a window of 320 px, 400 %
 * zoom, forced colours, less motion; and what a screen reader says of popup and warning, in its order.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LAYOUTS } from '../../src/content/warning-words.ts';
import { violations } from '../support/axe.ts';
import { type Browser, launch } from '../support/browser.ts';
import { dist } from '../support/extension.ts';
import { stretchTexts } from '../support/stretched.ts';
import { sleep } from '../support/timing.ts';
import { startTlsServer, type TlsServer } from '../support/tls-server.ts';
import { spilled } from './looks.ts';
import { launchRig, type Rig } from './warning-rig.ts';

const PAGES = [
  'popup/popup.html',
  'options/options.html',
  'welcome/welcome.html',
  'report/report.html',
  'plan/plan.html',
  'own/own.html',
  'learn/learn.html',
  'parents/parents.html',
];
/** A phone's width, the popup's, a laptop's; and 1280 x 1024 at 400 % (WCAG 2.2, 1.4.10). */
const WINDOWS = [
  { width: 320, height: 640, deviceScaleFactor: 1 },
  { width: 376, height: 600, deviceScaleFactor: 1 },
  { width: 1280, height: 900, deviceScaleFactor: 1 },
  { width: 320, height: 256, deviceScaleFactor: 4 },
];

describe.each(['chromium', 'firefox'] as const)('with long texts in %s', kind => {
  let dir: string;
  let server: TlsServer;
  let browser: Browser;
  let rig: Rig;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'consentry-stretched-'));
    await cp(dist(kind), dir, { recursive: true });
    await stretchTexts(dir);
    server = await startTlsServer();
    browser = await launch(kind, { server, extensionDir: dir });
    rig = await launchRig(kind, { stretched: true });
  });

  afterAll(async () => {
    await rig?.close();
    await browser?.close();
    await server?.close();
    await rm(dir, { recursive: true, force: true });
  });

  test.each(PAGES)('no text of %s leaves its box, in any window', async path => {
    const page = await browser.openExtensionPage(path);
    await page.waitFor('the page', () => document.querySelector('h1, h2') !== null);
    await page.evaluate(`document.querySelectorAll('details').forEach(each => { each.open = true })`);
    for (const view of WINDOWS) {
      await page.setViewport(view);
      await sleep(100);
      expect(await page.evaluate(spilled), `${view.width} x ${view.height}`).toEqual([]);
    }
    await page.close();
  });

  test('the measure notices a text that does', async () => {
    const page = await browser.openExtensionPage('options/options.html');
    await page.waitFor('a button', () => document.querySelector('button') !== null);
    expect(await page.evaluate(spilled)).toEqual([]);
    await page.evaluate(`document.querySelector('button').style.cssText = 'inline-size: 30px; white-space: nowrap'`);
    expect(await page.evaluate(spilled)).not.toEqual([]);
    await page.close();
  });

  test.each(LAYOUTS)('no text of the warning leaves its box in the layout “%s”', async layout => {
    const { page, dress, ask } = await rig.open({ hostile: false, openRoot: true });
    await page.evaluate(`document.body.style.height = 'auto'`);
    await dress({ layout, profile: 'child', law: 'warn_law_in' });
    await ask({ variant: 'near', publisher: 'A helpline for people in distress', listName: 'Reported pictures' }, 250);
    for (const view of WINDOWS) {
      await page.setViewport(view);
      await sleep(100);
      expect(await page.evaluate(spilled), `${view.width} x ${view.height}`).toEqual([]);
    }
  });
});

describe('in Chromium', () => {
  let server: TlsServer;
  let browser: Browser;
  let rig: Rig;

  beforeAll(async () => {
    server = await startTlsServer();
    browser = await launch('chromium', { server, extensionDir: dist('chromium') });
    rig = await launchRig('chromium');
  });

  afterAll(async () => {
    await rig?.close();
    await browser?.close();
    await server?.close();
  });

  test.each(PAGES)('%s has no fault in forced colours, and none at 400 percent zoom', async path => {
    const page = await browser.openExtensionPage(path);
    await page.waitFor('the page', () => document.querySelector('h1, h2') !== null);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulate({ colorScheme, forcedColors: true });
      await sleep(300); // colours change over a moment
      expect(await violations(page), `forced colours, ${colorScheme}`).toEqual([]);
    }
    await page.emulate({ forcedColors: false });
    await page.setViewport({ width: 320, height: 256, deviceScaleFactor: 4 });
    await sleep(300);
    expect(await violations(page), '400 %').toEqual([]);
    await page.close();
  });

  test.each(LAYOUTS)(
    'the warning has no fault in the layout “%s”: light, dark, forced colours, 320 px',
    async layout => {
      for (const preferences of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: true }] as const) {
        const { page, dress, ask } = await rig.open({ hostile: false, openRoot: true });
        await page.emulate({ ...preferences, reducedMotion: true });
        await dress({ layout, profile: 'child' });
        await ask({}, 100);
        expect(await violations(page), JSON.stringify(preferences)).toEqual([]);
        await page.setViewport({ width: 320, height: 256, deviceScaleFactor: 4 });
        expect(await violations(page), `${JSON.stringify(preferences)}, 400 %`).toEqual([]);
      }
    },
  );

  test.each([true, false])('nothing moves where the person asked for less motion (%s)', async reducedMotion => {
    const { page, dress, ask } = await rig.open({ hostile: false, openRoot: true });
    await page.emulate({ reducedMotion });
    await dress({ layout: 'band' });
    await ask({}, 0);
    const moving = await page.evaluate(
      () => document.documentElement.lastElementChild?.shadowRoot?.getAnimations().length ?? -1,
    );
    if (reducedMotion) expect(moving).toBe(0);
    else expect(moving).toBeGreaterThan(0);
  });

  test('the warning is read out in the order in which it makes sense', async () => {
    const { page, dress, ask } = await rig.open({ hostile: false });
    await dress({ layout: 'band', profile: 'adult', law: 'warn_law' });
    await ask({ publisher: 'A helpline', listName: 'Reported pictures' }, 250);
    const about =
      'It matches a picture that was reported as shared without consent. The person in it may not want it seen. ' +
      'In many places it is a crime to share private pictures without consent. ' +
      'Listed by A helpline on “Reported pictures”. We could be wrong.';
    expect(await page.readAloud()).toEqual([
      `alertdialog “You are about to share this. Was it shared with consent?” (${about}), modal`,
      'banner',
      'text “Consentry”',
      'text “You are about to share this.”',
      `heading “Was it shared with consent?” (${about})`,
      'text “It matches a picture that was reported as shared without consent.”',
      'text “The person in it may not want it seen.”',
      'text “In many places it is a crime to share private pictures without consent.”',
      'text “Listed by A helpline on “Reported pictures”. We could be wrong.”',
      'button “Don’t share”, focused',
      'button “Report it instead”',
      'button “Share anyway”',
      'contentinfo',
      'button “This match looks wrong”',
      'disclosure “Why am I seeing this?”',
    ]);
  });

  test('the popup is read out in the order in which it makes sense', async () => {
    const page = await browser.openExtensionPage('popup/popup.html');
    await page.waitFor('the popup', () => document.querySelector('.lists') !== null);
    const lines = (await page.readAloud())?.map(line => line.replace(/Signed .+ ago/, 'Signed a while ago'));
    expect(lines).toEqual([
      'banner',
      'text “Consentry”',
      'switch “Ask before sharing”, checked',
      'main',
      'status',
      'heading “Nothing to do here”',
      'text “Consentry works on Instagram. On other pages it stays out of your way.”',
      'button “Report something on this page”',
      'button “Warn me about a picture here”',
      'link “Get help for myself When a private picture of you is out there”',
      'heading “Lists”',
      'heading “Practice list”',
      'text “2 entries”',
      'text “Signed a while ago”',
      'text “So far only practice pictures are on your lists.”',
      'link “Add a list”',
      'heading “What consent means”',
      'disclosure “A real yes”',
      'disclosure “A yes to this, not to all”',
      'disclosure “It can be taken back”',
      'disclosure “Only theirs to give”',
      'contentinfo',
      'link “It happened to me”',
      'link “My private media”',
      'link “Learn”',
      'link “How it works”',
      'link “Settings”',
    ]);
    await page.close();
  });
});
