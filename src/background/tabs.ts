/** Tells every open page that settings, lists or permissions have changed; only in guarded ones does anybody listen. */
import { browser } from '../platform/browser.ts';
import type { TabApi } from '../platform/messages.ts';
import { remoteTab } from '../platform/rpc.ts';

export async function tellTabs(): Promise<void> {
  const tabs = await browser.tabs.query({ discarded: false });
  await Promise.all(
    tabs.map(async ({ id }) => {
      if (id === undefined) return;
      try {
        await remoteTab<TabApi>('tab', id).refresh();
      } catch {
        // Another site, or a page from before the extension was installed: nobody listens there.
      }
    }),
  );
}
