/** The icon in the toolbar: grey while switched off, with a dot on a tab where something flagged is near. */
import { browser } from '../platform/browser.ts';

const paths = (name: string) => ({ 16: `icons/${name}-16.png`, 32: `icons/${name}-32.png` });

export const showEnabled = (enabled: boolean): Promise<void> =>
  browser.action.setIcon({ path: paths(enabled ? 'icon' : 'icon-paused') });

/** Until the tab goes to another page, when browsers drop what was set for it. */
export async function showFlagged(tabId: number): Promise<void> {
  try {
    await browser.action.setIcon({ tabId, path: paths('icon-flagged') });
  } catch {
    // The tab was closed meanwhile.
  }
}
