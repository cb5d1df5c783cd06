/** Pictures for "My private media", as if the person had chosen them: the same event on the same control. */
import type { Page } from './page.ts';

/** `files`: JPEG bytes. */
export const choosePictures = (page: Page, files: readonly Buffer[]): Promise<void> =>
  page.evaluate(
    (files: readonly string[]) => {
      const chosen = new DataTransfer();
      for (const [i, base64] of files.entries()) {
        const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
        chosen.items.add(new File([bytes], `${i}.jpg`, { type: 'image/jpeg' }));
      }
      const input = document.querySelector<HTMLInputElement>('input[type=file][multiple]');
      if (input === null) throw new Error('nowhere to choose files');
      input.files = chosen.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    files.map(file => file.toString('base64')),
  );
