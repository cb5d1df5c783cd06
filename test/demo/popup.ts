/** The popup in a tab of its own, as the toolbar button would show it over the pretend Instagram. */
import type { Page } from '../support/page.ts';
import type { Stage } from '../support/stage.ts';

export async function openPopup({ browser, site }: Stage): Promise<Page> {
  const popup = await browser.openExtensionPage('popup/popup.html');
  const tab = await popup.evaluate(async (origin: string) => {
    const { browser, chrome } = globalThis as unknown as Record<string, { tabs: TabsApi } | undefined>;
    interface TabsApi {
      query(which: object): Promise<readonly { id?: number; url?: string }[]>;
    }
    const tabs = await (browser ?? chrome)?.tabs.query({});
    return tabs?.find(({ url }) => url?.startsWith(origin))?.id ?? null;
  }, site.origin);
  await popup.goto(`${browser.extensionOrigin}/popup/popup.html?tab=${tab}`);
  await popup.waitFor('three numbers', () => document.querySelectorAll('dl.counts dd').length === 3);
  return popup;
}
