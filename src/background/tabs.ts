/** Tells every open page of a guarded site that settings or lists have changed. */
import { browser } from '../platform/browser.ts';
import type { TabApi } from '../platform/messages.ts';
import { remoteTab } from '../platform/rpc.ts';

export async function tellTabs(): Promise<void> {
  const matches = browser.runtime.getManifest().content_scripts?.flatMap(script => script.matches) ?? [];
  const tabs = await browser.tabs.query({ url: matches });
  await Promise.all(
    tabs.map(async ({ id }) => {
      if (id === undefined) return;
      try {
        await remoteTab<TabApi>('tab', id).refresh();
      } catch {
        // The tab was open before the extension was installed: nobody listens there until it is loaded again.
      }
    }),
  );
}
