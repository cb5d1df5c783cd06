/** The icon in the toolbar: grey while switched off, with a dot on a tab where something flagged is near, marked where a site is not recognised. */
import { browser } from '../platform/browser.ts';
import { t } from '../platform/i18n.ts';

const paths = (name: string) => ({ 16: `icons/${name}-16.png`, 32: `icons/${name}-32.png` });

export const showEnabled = (enabled: boolean): Promise<void> =>
  browser.action.setIcon({ path: paths(enabled ? 'icon' : 'icon-paused') });

/** A mark on the button of one tab, and its name; null takes them away. Browsers do so too when the tab goes elsewhere. */
export async function showSiteChanged(tabId: number, title: string | null): Promise<void> {
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text: title === null ? '' : '!' }),
      browser.action.setTitle({ tabId, title: title ?? t('app_name') }),
    ]);
  } catch {
    // The tab was closed meanwhile.
  }
}

/** Until the tab goes to another page, when browsers drop what was set for it. */
export async function showFlagged(tabId: number): Promise<void> {
  try {
    await browser.action.setIcon({ tabId, path: paths('icon-flagged') });
  } catch {
    // The tab was closed meanwhile.
  }
}
