/**
 * The ways of passing a post on that stand apart from it: share sheets, menus, stories, messages. Each is held when what
 * it is about is listed, and not touched when that is clear.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authorOf, codeOf, drawnPosts, readDrawings, stemOf } from '../fixtures/pretend-instagram/drawn-feed.ts';
import type { Action } from '../fixtures/pretend-instagram/model.ts';
import { acted, press } from '../fixtures/pretend-instagram/reading.ts';
import { expectHeld as expectHeldAt } from '../support/held.ts';
import { inTurns } from '../support/in-turns.ts';
import type { Page } from '../support/page.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';

const CLEAR = codeOf(0);
const LISTED = codeOf(1);
const LATE = codeOf(2);
/** Longer than a press is held. */
const LATE_MS = 4_000;

const LOOKS = [
  '',
  'locale=hi&labels=off&mount=react',
  'locale=ta&icons=unknown&width=390',
  'locale=ar&mount=react&width=390',
  'locale=tr&btn=button&csp=ig',
  'csp=strict&mount=react',
];

describe.each(['chromium', 'firefox'] as const)('ways to pass on in %s', kind => {
  let stage: Stage;

  beforeAll(async () => {
    const drawings = await readDrawings();
    const listed = drawings.filter(drawing => drawing.listed);
    const others = drawings.filter(drawing => !drawing.listed);
    stage = await setStage(
      kind,
      await drawnPosts([...others.slice(0, 1), ...listed.slice(0, 2), ...others.slice(1, 4)]),
    );
  });

  afterAll(() => stage?.close());

  /** A listed picture was shared anyway in one of them, and would not be asked about again. */
  beforeEach(() => stage.forgetAnswers());

  const flagged = (count: number, path = '/') =>
    until(`${count} flagged`, async () => (await stage.status(path)).flagged.length >= count);

  const expectHeld = (page: Page, action: Action, code: string) =>
    expectHeldAt(page, action, () => press(page, action, code));

  const expectReached = async (page: Page, action: Action, code: string) => {
    const before = (await acted(page, action)).length;
    await press(page, action, code);
    await until(`${action} of ${code} is reached`, async () => (await acted(page, action)).length === before + 1);
  };

  test.each(inTurns(LOOKS, kind))('from the sheet, when the verdict came after it was opened (%s)', async look => {
    const page = await stage.open(`/direct/inbox/?${look}`);
    stage.server.fault(new RegExp(stemOf(2)), { delayMs: LATE_MS });
    await page.evaluate(() => document.querySelector<HTMLElement>('nav a')?.click()); // to the feed
    await press(page, 'share', LATE);
    await until('the sheet is open', async () => (await acted(page, 'share')).length === 1);
    await flagged(2);
    stage.server.fault(new RegExp(stemOf(2)), null);
    for (const action of ['copy-link', 'story', 'elsewhere'] as const) await expectHeld(page, action, LATE);
    await page.clickOn('[role="option"]');
    await expectHeld(page, 'send', LATE);
    expect(await acted(page, 'send')).toEqual([]);
    expect(page.consoleErrors()).toEqual([]);
    await page.close();
  });

  test('from the sheet of a clear post nothing is touched, nor once "Share anyway" was said', async () => {
    const page = await stage.open('/');
    await flagged(2);
    await expectReached(page, 'share', CLEAR);
    await page.clickOn('[role="option"]');
    await expectReached(page, 'send', CLEAR);
    await press(page, 'share', LISTED);
    await sleep(900); // until the warning takes keys
    for (const key of ['Tab', 'Tab', 'Enter'] as const) await page.key(key);
    await until('the sheet is open', async () => (await acted(page, 'share')).length === 2);
    await expectReached(page, 'story', LISTED);
    await expectReached(page, 'repost', LISTED);
    await page.close();
  });

  test('from the menu of a post, copying its link and sharing it', async () => {
    const page = await stage.open('/');
    await flagged(2);
    await expectReached(page, 'more', LISTED);
    await expectHeld(page, 'copy-link', LISTED);
    await expectHeld(page, 'share', LISTED);
    await page.close();
  });

  test.each(inTurns(['', 'icons=unknown&labels=off'], kind))('from a story and a highlight (%s)', async look => {
    const teller = authorOf(1);
    const story = await stage.open(`/stories/${teller}/?still=1&${look}`);
    await flagged(1, '/stories/');
    await expectHeld(story, 'share', LISTED);
    await story.close();
    const highlight = await stage.open(`/stories/highlights/17900/?still=1&${look}`);
    await expectReached(highlight, 'share', CLEAR);
    await highlight.key('Escape');
    await sleep(200);
    await press(highlight, 'next', CLEAR);
    await flagged(1, '/stories/');
    await expectHeld(highlight, 'share', LISTED);
    await highlight.close();
  });

  test.each(inTurns(['', 'locale=ta&labels=off'], kind))('from a message, by forwarding it (%s)', async look => {
    const path = '/direct/t/1784300112/';
    const page = await stage.open(`${path}?${look}`);
    await flagged(1, path);
    await expectReached(page, 'more', LISTED);
    if (look === '') await expectHeld(page, 'forward', LISTED);
    else {
      // A menu in a language whose words we do not know is told no further; the sheet behind it is.
      await expectReached(page, 'forward', LISTED);
      await page.clickOn('[role="option"]');
      await expectHeld(page, 'send', LISTED);
    }
    await page.close();
  });

  test.each(['/explore/', `/${authorOf(1)}/saved/`])('on %s the tiles are compared', async path => {
    const page = await stage.open(path);
    await flagged(2, path);
    expect((await stage.status(path)).unknown).toEqual({});
    await page.close();
  });
});
