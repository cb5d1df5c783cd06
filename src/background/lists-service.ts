/** Joins what keeps, fetches, loads and watches lists. Registers its listeners at once. */
import { originsOf } from '../core/list/sync-link.ts';
import type { Policy } from '../core/policy.ts';
import type { ListId } from '../core/verdict.ts';
import { browser } from '../platform/browser.ts';
import { onManagedChange } from '../platform/managed.ts';
import { createFetchFile } from './fetch-list.ts';
import { createLists } from './lists.ts';
import { createBreaker } from './lists-breaker.ts';
import { createSchedule } from './schedule.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createListApi } from './subscriptions-api.ts';
import { createUpdates } from './subscriptions-update.ts';
import { tellTabs } from './tabs.ts';

/**
 * Without the permission for a host a request names the extension's origin (measured in both browsers). That of Firefox
 * is another in each browser, which would tell people apart, so there nothing is asked; Chrome's is everybody's, and a
 * server that lets all origins read may be asked without.
 */
async function mayAsk(address: string): Promise<boolean> {
  const isOriginShared = browser.runtime.getURL('').startsWith('chrome-extension:');
  return isOriginShared || browser.permissions.contains({ origins: [...originsOf([address])] });
}

/** `mayWeaken`: false while the protection is locked. */
export function createListService(mayWeaken: () => Promise<boolean>, policy: () => Promise<Policy>) {
  const subscriptions = createSubscriptions(policy);
  const lists = createLists({
    subscriptions: subscriptions.all,
    onChange: tellTabs,
    onLoss: id => void bringBack(id).catch(console.error),
  });
  const fetch = createFetchFile({ permitted: mayAsk, now: Date.now });
  const updates = createUpdates({
    subscriptions,
    fetch,
    async onChange(id, opened) {
      await Promise.all([breaker.forget(id), lists.refresh(id, opened)]);
    },
  });
  const breaker = createBreaker(async id => {
    await subscriptions.change(id, { paused: 'breaker' });
    await lists.refresh(id);
  });
  const schedule = createSchedule({
    subscriptions: subscriptions.all,
    async runDue() {
      await updates.runDue();
      await updates.tidy();
    },
  });

  async function bringBack(id: ListId): Promise<void> {
    await updates.run(id);
    await lists.refresh(id);
  }

  async function follow(woken?: ListId): Promise<void> {
    if (woken !== undefined) await breaker.forget(woken);
    await Promise.all([lists.refresh(), schedule.plan()]);
  }
  const listApi = createListApi({ subscriptions, updates, fetch, mayWeaken, onChange: follow });

  onManagedChange(() => void follow().catch(console.error));
  schedule.ensure().catch(console.error);
  return { lists, breaker, listApi };
}
