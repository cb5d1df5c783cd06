/** May the extension read from a host? Asked of the browser once for each, and again when a permission came or went. */
import { browser } from '../platform/browser.ts';

export function createMayFetch(): (url: URL) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  const forget = (): void => known.clear();
  browser.permissions.onAdded.addListener(forget);
  browser.permissions.onRemoved.addListener(forget);
  return ({ origin }) => {
    const permitted = known.get(origin) ?? browser.permissions.contains({ origins: [`${origin}/*`] });
    known.set(origin, permitted);
    return permitted;
  };
}
