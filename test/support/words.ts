/** One of our own pages as a person meets it: by the words that it shows, and the names of its controls. */
import type { Page } from './page.ts';
import { until } from './timing.ts';

export const textOf = (page: Page): Promise<string> => page.evaluate<string>('document.body.innerText');

export const says = (page: Page, words: string): Promise<unknown> =>
  page.waitFor(`“${words}”`, (wanted: string) => document.body.innerText.includes(wanted), words);

/** Clicks the control that can be seen and has this name. */
export async function press(page: Page, name: string): Promise<void> {
  const at = await until(`a control “${name}”`, () =>
    page.evaluate((name: string) => {
      const controls = [...document.querySelectorAll<HTMLElement>('button, summary')];
      const at = controls.findIndex(element => element.textContent?.trim() === name && element.checkVisibility());
      return at < 0 ? null : at;
    }, name),
  );
  await page.clickOn('button, summary', at);
}
