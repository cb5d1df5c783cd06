/**
 * Which picture or video of which tab somebody wants to be warned about, on its way to the page that asks them. It lies
 * in the browser's memory (storage.session) until that is answered: an address of media belongs neither on a disk nor
 * in the history.
 */
import { browser } from './browser.ts';

export interface FlagDraft {
  readonly tabId: number;
  readonly frameId: number;
  /** Address of what was chosen, as its element has it; null where the browser did not say. */
  readonly source: string | null;
  /** True after the browser's own menu: what lies under the pointer is meant, if our content script knows it. */
  readonly isPointedAt: boolean;
}

const keyOf = (id: string): string => `flag-draft:${id}`;

export async function readFlagDraft(id: string): Promise<FlagDraft | null> {
  const stored = await browser.storage.session.get(keyOf(id));
  return (stored[keyOf(id)] as FlagDraft | undefined) ?? null;
}

export const dropFlagDraft = (id: string): Promise<void> => browser.storage.session.remove(keyOf(id));

/** In a tab of its own after that of the page, which stays as it is. */
export async function openFlagPage(draft: FlagDraft): Promise<void> {
  const id = crypto.randomUUID();
  await browser.storage.session.set({ [keyOf(id)]: draft });
  const { index } = await browser.tabs.get(draft.tabId);
  await browser.tabs.create({ url: browser.runtime.getURL(`own/flag.html#${id}`), index: index + 1 });
}
