/** May we look at the sites at all? Firefox lets people take that back at any time; then only they can give it again. */
import { browser } from '../../platform/browser.ts';

const origins = (): string[] => browser.runtime.getManifest().host_permissions ?? [];

export const hasAccess = (): Promise<boolean> => browser.permissions.contains({ origins: origins() });

/** To be called straight from a click: browsers ask only then. Resolves to what the person answered. */
export const askForAccess = (): Promise<boolean> => browser.permissions.request({ origins: origins() });

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
