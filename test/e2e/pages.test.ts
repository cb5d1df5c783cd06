/** Our own pages as they ship, in real browsers: accessible by rule, usable by keyboard, quiet on the console. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { type Stage, setStage } from '../support/stage.ts';

const PAGES = ['popup/popup.html', 'options/options.html', 'welcome/welcome.html', 'report/report.html'];
const SIZES = [
  [360, 800],
  [1280, 800],
] as const;

describe.each(['chromium', 'firefox'] as const)('pages in %s', kind => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(kind, []);
  });

  afterAll(() => stage?.close());

  test.each(PAGES)('%s breaks no accessibility rule, light or dark, narrow or wide, and logs no error', async path => {
    const page = await stage.browser.openExtensionPage(path);
    await page.waitFor('the page', () => document.querySelectorAll('h1, h2').length > 0);
    await expectAccessible(page, SIZES);
    expect(page.consoleErrors()).toEqual([]);
    await page.close();
  });

  test('every control of the popup can be reached and told by keyboard', async () => {
    const page = await stage.browser.openExtensionPage('popup/popup.html');
    await page.waitFor('the popup', () => document.querySelector('[role="switch"]') !== null);
    await page.bringToFront();
    const controls = await page.evaluate<number>(
      `[...document.querySelectorAll('button, a[href], input, summary')].filter(element => element.checkVisibility()).length`,
    );
    await page.evaluate('document.body.focus()');
    const reached = new Set<string>();
    for (let step = 0; step < controls + 2; step++) {
      await page.key('Tab');
      const name = await page.evaluate<string | null>(`(() => {
        const element = document.activeElement;
        if (element === null || element === document.body || !document.hasFocus()) return null; // in the browser's own controls
        const place = [...document.querySelectorAll('*')].indexOf(element);
        const outline = getComputedStyle(element).outlineStyle !== 'none' || getComputedStyle(element).boxShadow !== 'none';
        return outline ? place + ' ' + (element.ariaLabel ?? element.textContent) : place + ' no focus ring: ' + element.outerHTML;
      })()`);
      if (name !== null) reached.add(name);
    }
    expect([...reached].filter(name => /no focus ring|^\d+ $/.test(name))).toEqual([]);
    expect(reached.size).toBe(controls);
    await page.close();
  });
});
