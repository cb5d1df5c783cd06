/**
 * How far the update of a list has come, for whichever of our pages is open. Kept in the browser's memory for this
 * session, where the next page to be opened finds it. Writing it also tells the browser that the background is at work.
 */
import type { ListId } from '../core/verdict.ts';
import { browser } from './browser.ts';

export interface ListProgress {
  readonly id: ListId;
  /** Bytes that are held and checked. */
  readonly done: number;
  /** Bytes of the whole new version. */
  readonly total: number;
}

const KEY = 'listProgress';

/** Null when no update is under way. */
export async function writeListProgress(progress: ListProgress | null): Promise<void> {
  await (progress === null ? browser.storage.session.remove(KEY) : browser.storage.session.set({ [KEY]: progress }));
}

/** Calls `listener` at once and after each change, until `signal` aborts. Only the background writes, so it is believed. */
export async function watchListProgress(
  listener: (progress: ListProgress | null) => void,
  signal: AbortSignal,
): Promise<void> {
  const onChange = (changes: Readonly<Record<string, { readonly newValue?: unknown }>>, area: string): void => {
    const change = area === 'session' ? changes[KEY] : undefined;
    if (change !== undefined) listener((change.newValue as ListProgress | undefined) ?? null);
  };
  browser.storage.onChanged.addListener(onChange);
  signal.addEventListener('abort', () => browser.storage.onChanged.removeListener(onChange), { once: true });
  const stored = await browser.storage.session.get(KEY);
  if (!signal.aborted) listener((stored[KEY] as ListProgress | undefined) ?? null);
}
