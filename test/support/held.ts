/** A share action that is held: the question comes, and the page's own code hears nothing, before the answer nor after. */
import { expect } from 'vitest';
import type { Action } from '../fixtures/pretend-instagram/model.ts';
import { acted } from '../fixtures/pretend-instagram/reading.ts';
import type { Page } from './page.ts';
import { until } from './timing.ts';

/** Whether the focus is in the one thing of ours in a page: beside its body, by a name with a hyphen. */
const isAsking = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const focused = document.activeElement;
    return focused?.parentNode === document.documentElement && focused.localName.includes('-');
  });

export const question = (page: Page): Promise<unknown> => until('the question', () => isAsking(page));

/** Does `press`, and answers the question with "Don't share", which may be said at once. */
export async function expectHeld(page: Page, action: Action, press: () => Promise<void>): Promise<void> {
  const before = (await acted(page, action)).length;
  await press();
  await question(page);
  await page.key('Escape');
  await until('the end of the question', async () => !(await isAsking(page)));
  expect((await acted(page, action)).length, `${action} reached the page`).toBe(before);
}
