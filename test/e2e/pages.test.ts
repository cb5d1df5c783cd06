/** Our own pages as they ship, in real browsers: accessible by rule, usable by keyboard, quiet on the console. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep } from '../support/timing.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PAGES = ['popup/popup.html', 'options/options.html', 'welcome/welcome.html', 'report/report.html'];
const WIDTHS = [360, 1280];

describe.each(['chromium', 'firefox'] as const)('pages in %s', kind => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(kind, []);
  });

  afterAll(() => stage?.close());

  test.each(PAGES)('%s breaks no accessibility rule, light or dark, narrow or wide, and logs no error', async path => {
    const page = await stage.browser.openExtensionPage(path);
    await page.waitFor('the page', () => document.querySelectorAll('h1, h2').length > 0);
    await page.evaluate(`(() => { ${AXE} })()`);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulate({ colorScheme });
      for (const width of WIDTHS) {
        await page.setViewport({ width, height: 800, deviceScaleFactor: 1 });
        await sleep(100);
        const broken = await page.evaluate<readonly string[]>(
          'axe.run(document).then(found => found.violations.map(rule => rule.id + ": " + rule.nodes.map(node => node.html).join(" ")))',
        );
        expect(broken, `${colorScheme}, ${width} px`).toEqual([]);
        const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        expect(overflow, `${colorScheme}, ${width} px`).toBeLessThanOrEqual(0);
      }
    }
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
