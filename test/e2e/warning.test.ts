/** The warning in real browsers, on a page that fights it: what the page hears, what moves the warning, what answers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../support/axe.ts';
import { sleep, until } from '../support/timing.ts';
import { launchRig, READING_MS, type Rig } from './warning-rig.ts';

const answer = (choice: object, activated = true) => ({ choice: JSON.stringify(choice), sameTurn: true, activated });
const STOP = { kind: 'stop', wrong: false };
const SHARE = { kind: 'share', wrong: false };

/** What a person sees in the middle of the window, as far as the page can tell. */
const middle = () => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.localName ?? '';
const isOurs = (name: string) => /^[a-z]{6}-[a-z]{6}$/.test(name);

describe.each(['chromium', 'firefox'] as const)('the warning in %s', kind => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await launchRig(kind);
  });
  afterAll(() => rig?.close());

  describe('asks', () => {
    test('in a dialog with the focus on not sharing, and adds nothing to the page before', async () => {
      const { page, ask } = await rig.open();
      expect(await page.evaluate(() => document.documentElement.children.length)).toBe(2);
      const { open, title, focused, controls } = await ask();
      expect({ open, title, focused }).toEqual({
        open: true,
        title: 'Was it shared with consent?',
        focused: 'stop',
      });
      expect(controls.map(({ name }) => name)).toEqual(['stop', 'report', 'share', 'to-wrong', 'summary']);
      expect(isOurs(await page.evaluate(middle))).toBe(true);
      expect(await page.evaluate(() => document.documentElement.lastElementChild?.shadowRoot)).toBe(null);
    });

    test('once at a time: a second question is answered with stop at once', async () => {
      const { ask, look } = await rig.open();
      await ask();
      await ask({ variant: 'near' }, 0);
      const { open, title, answers } = await look();
      expect({ open, title }).toEqual({ open: true, title: 'Was it shared with consent?' });
      expect(answers.map(({ choice }) => choice)).toEqual([JSON.stringify(STOP)]);
    });

    test('and ends with stop, leaving nothing behind, when its signal aborts', async () => {
      const { page, ask, abort, look } = await rig.open();
      await ask();
      await abort();
      await until('it is answered', async () => (await look()).answers.length > 0);
      expect((await look()).answers.map(({ choice }) => choice)).toEqual([JSON.stringify(STOP)]);
      expect(await page.evaluate(() => document.documentElement.children.length)).toBe(2);
    });
  });

  describe('is answered', () => {
    test('by Enter on the focused button, and gives the focus back', async () => {
      const { page, ask, look, heard } = await rig.open();
      await ask({}, 0);
      await page.key('Enter');
      expect((await look()).answers).toEqual([answer(STOP)]);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('share');
      expect(await heard()).toEqual([]);
    });

    test('by Escape, which means not to share', async () => {
      const { page, ask, look, heard } = await rig.open();
      await ask({}, 0);
      await page.key('Escape');
      expect((await look()).answers).toEqual([answer(STOP)]);
      expect(await heard()).toEqual([]);
    });

    test('by keyboard alone: Tab and Shift+Tab go round, Space presses', async () => {
      const { page, ask, look, heard } = await rig.open();
      await ask();
      const order: string[] = [];
      for (let i = 0; i < 5; i++) {
        await page.key('Tab');
        order.push((await look()).focused);
      }
      expect(order).toEqual(['report', 'share', 'to-wrong', 'summary', 'stop']);
      await page.key('Tab', { shift: true });
      expect((await look()).focused).toBe('summary');
      for (let i = 0; i < 2; i++) await page.key('Tab', { shift: true });
      await page.key('Space');
      expect((await look()).answers).toEqual([answer(SHARE)]);
      expect(await heard()).toEqual([]);
    });

    test('by the mouse, but not in the first moments, when nobody has read it', async () => {
      const { press, ask, look, heard } = await rig.open();
      await ask({}, 0);
      await press('share');
      await press('to-wrong');
      expect(await look()).toMatchObject({ open: true, answers: [], title: 'Was it shared with consent?' });
      await sleep(READING_MS);
      await press('share');
      expect((await look()).answers).toEqual([answer(SHARE)]);
      expect(await heard()).toEqual([]);
    });

    test('with a report, in one press', async () => {
      const { press, ask, look } = await rig.open();
      await ask();
      await press('report');
      expect((await look()).answers).toEqual([answer({ kind: 'report' })]);
    });

    test.each([
      ['stop-wrong', { kind: 'stop', wrong: true }],
      ['share-wrong', { kind: 'share', wrong: true }],
    ])('with "%s" from the view for a wrong match', async (button, choice) => {
      const { press, ask, look } = await rig.open();
      await ask();
      await press('to-wrong');
      await sleep(READING_MS);
      await press(button);
      expect((await look()).answers).toEqual([answer(choice)]);
    });
  });

  test('page code cannot answer: clicks and keys that it makes are nobody’s', async () => {
    const { page, ask, look } = await rig.open();
    const { controls } = await ask();
    await page.evaluate(
      spots => {
        const host = document.documentElement.lastElementChild as HTMLElement;
        host.click();
        (document.activeElement as HTMLElement).click();
        for (const { x, y } of spots) {
          for (const kind of ['pointerdown', 'mousedown', 'mouseup', 'click'])
            host.dispatchEvent(
              new MouseEvent(kind, { clientX: x, clientY: y, detail: 1, bubbles: true, composed: true }),
            );
        }
        for (const key of ['Enter', ' ', 'Escape', 'Tab'])
          for (const kind of ['keydown', 'keypress', 'keyup'])
            host.dispatchEvent(new KeyboardEvent(kind, { key, code: key, bubbles: true, composed: true }));
      },
      controls.map(({ x, y }) => ({ x, y })),
    );
    expect(await look()).toMatchObject({ open: true, answers: [], focused: 'stop' });
  });

  test.each([
    ['the question', null],
    ['the wrong match', 'to-wrong'],
  ])('has no fault that axe finds in %s', async (_, button) => {
    const { page, press, ask } = await rig.open({ hostile: false, openRoot: true });
    await ask();
    if (button === null) await press('summary');
    else await press(button);
    expect(await violations(page)).toEqual([]);
  });

  test('thanks the person who stopped, takes no press, and is gone after six seconds', async () => {
    const { page, ask, look } = await rig.open();
    await ask({}, 0);
    await page.key('Escape');
    const { status } = await until('thanks', async () => {
      const seen = await look();
      return seen.status === '' ? null : seen;
    });
    expect(status).toBe('Thank you for stopping. That helps more than a comment would.');
    expect(await page.evaluate(() => document.elementFromPoint(innerWidth / 2, innerHeight - 40)?.localName)).toMatch(
      /body|html/,
    );
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('share');
    await until('it is gone', () => page.evaluate(() => document.documentElement.children.length === 2), {
      timeoutMs: 8_000,
    });
  });

  test('breaks no rule of a strict policy and writes nothing to the console', async () => {
    const { page, press, ask, heard } = await rig.open();
    await ask();
    await press('summary');
    await press('to-wrong');
    await page.key('Escape');
    await sleep(200);
    expect(await heard()).toEqual([]);
    expect(page.consoleErrors()).toEqual([]);
  });
});
