/** What the browser lets us look at. People can take any of it back at any time; then only they can give it again. */
import { browser } from '../../platform/browser.ts';
import { originsAt, type SiteName } from './sites.ts';

const required = (): string[] => browser.runtime.getManifest().host_permissions ?? [];

/** May we look at what we need from the start? */
export const hasAccess = (): Promise<boolean> => browser.permissions.contains({ origins: required() });

/** To be called straight from a click: browsers ask only then. Resolves to what the person answered. */
export const askForAccess = (): Promise<boolean> => browser.permissions.request({ origins: required() });

/** May we look at the pages of this site? */
export const hasSite = ({ host }: SiteName): Promise<boolean> =>
  browser.permissions.contains({ origins: [`https://${host}/*`] });

/** Asks for the pages of a site and the servers of its media; straight from a click. Resolves to the answer. */
export const askForSite = (site: SiteName): Promise<boolean> =>
  browser.permissions.request({ origins: [...originsAt(site)] });

/** Calls back when access was given or taken away, until `signal` aborts. */
export function onAccessChange(changed: () => void, signal: AbortSignal): void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(changed);
  onRemoved.addListener(changed);
  signal.addEventListener('abort', () => {
    onAdded.removeListener(changed);
    onRemoved.removeListener(changed);
  });
}
