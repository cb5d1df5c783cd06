/**
 * What is kept until the browser is closed, in memory only and for our own contexts only (both browsers keep
 * `storage.session` from content scripts unless told otherwise). It outlives the background, which stops every 30 s.
 */
import { browser } from './browser.ts';

export async function readSession(key: string): Promise<unknown> {
  return (await browser.storage.session.get(key))[key];
}

/** `null` removes it. */
export async function writeSession(key: string, value: string | null): Promise<void> {
  await (value === null ? browser.storage.session.remove(key) : browser.storage.session.set({ [key]: value }));
}
