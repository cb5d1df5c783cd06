/** Gives back the permission for a list's servers, once neither another list nor a site needs it. */
import { originsOf } from '../core/list/sync-link.ts';
import { browser } from '../platform/browser.ts';
import { describeStored } from './list-store.ts';
import type { Subscription } from './subscriptions.ts';

/** Where a list is fetched from and reports to it go; to be asked while its copy is there, which names most of them. */
export async function addressesOf(subscription: Subscription): Promise<readonly string[]> {
  const { address } = subscription;
  const catalog = (await describeStored(subscription))?.catalog;
  const fetched = address === null ? [] : [address, ...(catalog?.mirrors ?? [])];
  const reports = catalog?.reports ?? null;
  return reports === null ? fetched : [...fetched, reports];
}

/** `gone`: addresses that were needed; `left`: the lists that there still are. */
export async function giveBack(gone: readonly string[], left: readonly Subscription[]): Promise<void> {
  const needed = originsOf((await Promise.all(left.map(addressesOf))).flat());
  const kept = new Set([...needed, ...(browser.runtime.getManifest().host_permissions ?? [])]);
  const origins = originsOf(gone).filter(origin => !kept.has(origin));
  if (origins.length > 0) await browser.permissions.remove({ origins });
}
