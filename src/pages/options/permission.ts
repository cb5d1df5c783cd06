/**
 * The permission to fetch a list from where it lies. Asked for in a click and for that one place, and given back by who
 * looked at a list and did not take it.
 */
import { originsOf } from '../../core/list/sync-link.ts';
import { browser } from '../../platform/browser.ts';

export interface Permission {
  readonly granted: boolean;
  /** Gives back what this question brought; what was allowed before it stays allowed. */
  readonly giveBack: () => Promise<void>;
}

/** To be called straight from a click, with nothing awaited before: browsers ask only then. */
export async function askForPermission(addresses: readonly string[]): Promise<Permission> {
  const origins = [...originsOf(addresses)];
  const before = browser.permissions.contains({ origins });
  const asked = browser.permissions.request({ origins });
  const [hadIt, granted] = await Promise.all([before, asked]);
  return {
    granted,
    async giveBack() {
      if (granted && !hadIt) await browser.permissions.remove({ origins });
    },
  };
}
