/**
 * "Warn me if I meet it again" in the browser's own menu. Over pictures and videos on any page; on pages that we guard
 * also beside them, since sites lay empty boxes over what they show, and the menu then knows of no picture.
 */
import { createTurns } from '../core/turns.ts';
import { browser } from '../platform/browser.ts';
import { openFlagPage } from '../platform/flag-draft.ts';
import { t } from '../platform/i18n.ts';

const ANY_PAGE = ['https://*/*', 'http://*/*'];
/** `page` never comes together with the others, so there is one item at the most. */
const ITEMS = { flag: ['image', 'video'], 'flag-beside': ['page'] } as const;

export interface Menu {
  /** `guarded`: match patterns of the pages that content scripts run on. */
  arrange(guarded: readonly string[]): Promise<void>;
}

/** Registers its listener at once. */
export function createMenu(): Menu {
  const inTurn = createTurns();

  browser.contextMenus.onClicked.addListener(({ menuItemId, srcUrl, frameId = 0 }, tab) => {
    if (!Object.hasOwn(ITEMS, menuItemId) || tab?.id === undefined) return;
    openFlagPage({ tabId: tab.id, frameId, source: srcUrl ?? null, isPointedAt: true }).catch(console.error);
  });

  /** Made anew each time: browsers keep items, in the language and for the pages that they were made for. */
  async function arrange(guarded: readonly string[]): Promise<void> {
    await browser.contextMenus.removeAll();
    const title = t('flag_title');
    const add = (id: keyof typeof ITEMS, documentUrlPatterns: readonly string[]) =>
      browser.contextMenus.create({
        id,
        title,
        contexts: [...ITEMS[id]],
        documentUrlPatterns: [...documentUrlPatterns],
      });
    add('flag', ANY_PAGE);
    if (guarded.length > 0) add('flag-beside', guarded);
  }

  return {
    arrange: guarded => inTurn(() => arrange(guarded)),
  };
}
