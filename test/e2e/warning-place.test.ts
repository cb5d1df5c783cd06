/** The warning holds its place in real browsers against a page that removes, hides, covers and outruns it. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from '../support/page.ts';
import { until } from '../support/timing.ts';
import type { Seen } from './warning-probe.ts';
import { launchRig, type Rig } from './warning-rig.ts';

const STOP = JSON.stringify({ kind: 'stop', wrong: false });
const choices = (seen: Seen) => seen.answers.map(({ choice }) => choice);

/** What a person sees in the middle of the window, as far as the page can tell. */
const middle = () => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.localName ?? '';
const isOurs = (name: string) => /^[a-z]{6}-[a-z]{6}$/.test(name);

/** The rivals are red all over; under the warning they are dimmed. */
const isRed = ([red]: readonly number[]) => red !== undefined && red > 240;
async function edgeOf(page: Page): Promise<readonly number[]> {
  const { data } = await sharp(await page.screenshot(null))
    .extract({ left: 60, top: 400, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

describe.each(['chromium', 'firefox'] as const)('the warning holds its place in %s', kind => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await launchRig(kind);
  });
  afterAll(() => rig?.close());

  test('when the page removes it, moves it or takes the dialog’s focus', async () => {
    const { page, ask, look, heard } = await rig.open();
    await ask();
    await page.key('Tab');
    await page.evaluate(() => document.documentElement.lastElementChild?.remove());
    await page.evaluate(() => document.body.append(document.documentElement.lastElementChild as Element));
    await page.evaluate(() => document.getElementById('trap')?.focus());
    expect(await page.evaluate(() => document.documentElement.lastElementChild?.localName ?? '')).toMatch(/-/);
    expect(await look()).toMatchObject({ open: true, focused: 'report' });
    await page.key('Escape');
    expect(choices(await look())).toEqual([STOP]);
    expect(await heard()).toEqual([]);
  });

  test('when the page styles, hides, animates or disables it', async () => {
    const { page, ask, look } = await rig.open({ hostile: false });
    await ask();
    await page.evaluate(() => {
      const host = document.documentElement.lastElementChild as HTMLElement;
      host.style.cssText = 'display: none !important; opacity: 0 !important; transform: scale(0) !important';
      host.hidden = true;
      host.inert = true;
      host.ariaHidden = 'true';
      host.className = 'page';
      const style = document.createElement('style');
      style.textContent =
        '* { opacity: 0 !important; visibility: hidden !important; pointer-events: none !important; clip-path: inset(50%) !important }';
      document.head.append(style);
      host.animate({ opacity: [0, 0], transform: ['scale(0)', 'scale(0)'] }, { duration: 1e6, fill: 'both' });
    });
    const seen = await page.evaluate(() => {
      const host = document.documentElement.lastElementChild as HTMLElement;
      const { opacity, transform, visibility, clipPath, pointerEvents } = getComputedStyle(host);
      return { opacity, transform, visibility, clipPath, pointerEvents, attributes: host.attributes.length };
    });
    expect(seen).toEqual({
      ...{ opacity: '1', transform: 'none', visibility: 'visible', clipPath: 'none', pointerEvents: 'auto' },
      attributes: 0,
    });
    expect(isOurs(await page.evaluate(middle))).toBe(true);
    await page.key('Enter');
    expect(choices(await look())).toEqual([STOP]);
  });

  test.each([
    ['a modal dialog', "document.getElementById('rival').showModal()"],
    ['a popover', "document.getElementById('popover').showPopover()"],
    ['something in full screen', "document.getElementById('screen').requestFullscreen()"],
  ])('when the page opens %s over it', async (_, code) => {
    const { page, ask, look } = await rig.open({ hostile: false });
    await ask();
    await page.key('Tab');
    await page.evaluate(`void ${code}`);
    await page.waitFor('it is open', () =>
      document.querySelector(':fullscreen, :popover-open, dialog:modal') === null ? null : true,
    );
    await until('the warning is above it', async () => !isRed(await edgeOf(page)));
    expect((await look()).focused).toBe('report');
    await page.key('Tab', { shift: true });
    await page.key('Enter');
    expect(choices(await look())).toEqual([STOP]);
    await until('the page has it to itself', async () => isRed(await edgeOf(page)));
    await page.evaluate(() => (document.fullscreenElement === null ? null : document.exitFullscreen()));
  });

  test('or stops, rather than share, when a page will not let it stand', async () => {
    const { page, ask, look } = await rig.open();
    await ask();
    await page.evaluate(() => {
      const observer = new MutationObserver(() =>
        document.documentElement.querySelector(':scope > :nth-child(3)')?.remove(),
      );
      observer.observe(document.documentElement, { childList: true });
      document.documentElement.lastElementChild?.remove();
    });
    await until('it has given up', async () => !(await look()).open);
    expect(choices(await look())).toEqual([STOP]);
  });

  test('and the page keeps its place underneath: keys scroll the warning, or nothing', async () => {
    const { page, ask, look } = await rig.open({ hostile: false });
    await page.scrollBy(400);
    const top = await page.evaluate(() => scrollY);
    await ask();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp'] as const) await page.key(key);
    await page.click(4, 400);
    await page.key('Space');
    await page.setViewport({ width: 320, height: 200, deviceScaleFactor: 1 });
    await until('the warning has scrolled to its end', async () => {
      await page.key('ArrowDown');
      const { scroll } = await look();
      return scroll.top > 0 && scroll.top + scroll.client >= scroll.height - 1;
    });
    for (let i = 0; i < 3; i++) await page.key('ArrowDown');
    await page.key('Escape');
    expect(await page.evaluate(() => scrollY)).toBe(top);
  });
});
