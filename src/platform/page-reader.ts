/**
 * Asks a page what it says of itself, once, in the tab on which the person opened the popup: the browser grants that by
 * `activeTab`, for as long as they stay on the page. Chats and mail are not read at all.
 */
import { cleanPageAddress, isPrivate } from '../core/report/page-address.ts';
import { type PageContext, parsePageContext } from '../core/report/page-context.ts';
import { browser } from './browser.ts';
import type { ReportDraft } from './report-draft.ts';

/** Where page-context.js leaves its answer: content scripts share it with each other, not with the page. */
declare global {
  var consentryPageContext: unknown;
}

async function contextOf(tabId: number): Promise<PageContext | null> {
  try {
    const target = { tabId };
    // From the root: Firefox resolves names against the page that asks.
    await browser.scripting.executeScript({ target, files: ['/page-context.js'] });
    const [answer] = await browser.scripting.executeScript({ target, func: () => globalThis.consentryPageContext });
    return parsePageContext(answer?.result);
  } catch {
    return null; // a page of the browser's own, or of a shop for extensions: nobody may read there
  }
}

/** What a report about a page starts with; null for what is no page of the web. */
export async function draftFromPage(tabId: number): Promise<ReportDraft | null> {
  const { url } = await browser.tabs.get(tabId);
  if (url === undefined || !/^https?:/.test(url)) return null;
  const inChat = isPrivate(url);
  return {
    host: new URL(url).hostname,
    address: cleanPageAddress(url),
    inChat,
    listed: null,
    context: inChat ? null : await contextOf(tabId),
  };
}
