/**
 * What whoever manages this computer has set: links of lists that every browser here is subscribed to. The shape is
 * that of public/managed-schema.json. Chromium hands the settings in a moment after the start, so until then there are none.
 */
import { browser } from './browser.ts';

export async function readManagedLinks(): Promise<readonly string[]> {
  try {
    const { lists } = await browser.storage.managed.get('lists');
    return Array.isArray(lists) ? lists.filter((link): link is string => typeof link === 'string') : [];
  } catch {
    return []; // how Firefox says that nothing is set
  }
}

export function onManagedChange(listener: () => void): void {
  browser.storage.onChanged.addListener((_, area) => {
    if (area === 'managed') listener();
  });
}
