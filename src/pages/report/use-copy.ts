/** Copying a text and opening an official page, in this order: a page that opens takes the focus, and the clipboard with it. */
import { useState } from 'preact/hooks';
import { browser } from '../../platform/browser.ts';

export interface Copying {
  readonly state: 'not-yet' | 'copied' | 'refused';
  /** Copies. Resolves to false when the browser refused. */
  readonly copy: (text: string) => Promise<boolean>;
  /** Copies, then opens the page beside ours. Without a copy nothing opens the first time, so that the text can be taken by hand. */
  readonly copyAndOpen: (text: string, url: string | null) => void;
}

async function openBeside(url: string): Promise<void> {
  const here = await browser.tabs.getCurrent();
  await browser.tabs.create({ url, ...(here?.index === undefined ? {} : { index: here.index + 1 }) });
}

export function useCopy(): Copying {
  const [state, setState] = useState<Copying['state']>('not-yet');

  const copy = async (text: string): Promise<boolean> => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      setState('refused');
      return false;
    }
    setState('copied');
    return true;
  };
  const run = async (text: string, url: string | null): Promise<void> => {
    const mayOpen = text === '' || state === 'refused' || (await copy(text));
    if (mayOpen && url !== null) await openBeside(url);
  };
  return { state, copy, copyAndOpen: (text, url) => void run(text, url).catch(console.error) };
}
