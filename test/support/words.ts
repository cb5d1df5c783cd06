/** One of our own pages as a person meets it: by the words that it shows, and the names of its controls. */
import type { Page } from './page.ts';

export const textOf = (page: Page): Promise<string> => page.evaluate<string>('document.body.innerText');

export const says = (page: Page, words: string): Promise<unknown> =>
  page.waitFor(`“${words}”`, (wanted: string) => document.body.innerText.includes(wanted), words);

/** Clicks the control that can be seen and has this name. It is marked first: its place may change as the page grows. */
export async function press(page: Page, name: string): Promise<void> {
  await page.waitFor(
    `a control “${name}”`,
    (name: string) => {
      document.querySelector('[data-pressed]')?.removeAttribute('data-pressed');
      const controls = [...document.querySelectorAll<HTMLElement>('button, summary')];
      const control = controls.find(element => element.textContent?.trim() === name && element.checkVisibility());
      control?.setAttribute('data-pressed', '');
      return control !== undefined;
    },
    name,
  );
  await page.clickOn('[data-pressed]');
}
