/**
 * The background: a service worker in Chrome, an event page in Firefox, the same code. Both stop after 30 s of rest, so
 * every listener is registered here, synchronously, and whatever has to be loaded first is awaited inside of it.
 */
import { channelForHost } from '../core/report/channels.ts';
import { knownSiteAt } from '../core/sites.ts';
import { dismissalOf, type Verdict } from '../core/verdict.ts';
import { browser } from '../platform/browser.ts';
import { t } from '../platform/i18n.ts';
import type { ContentApi, ContentVerdict, PageApi } from '../platform/messages.ts';
import { serve } from '../platform/rpc.ts';
import { hideStorageFromContentScripts } from '../platform/settings.ts';
import { createJudge } from './judge.ts';
import { createListService } from './lists-service.ts';
import { bytesOfBlob, fetchImage } from './media.ts';
import { parseDepth, parseEntryId, parseListId, parseMediaBytes, parseSiteId } from './parse.ts';
import { createSettingsKeeper } from './settings-keeper.ts';
import { createSiteScripts } from './site-scripts.ts';
import { tellTabs } from './tabs.ts';
import { showEnabled, showFlagged, showSiteChanged } from './toolbar.ts';

/** Implementations of PDQ agree to within 10 bits on a picture of good quality (ThreatExchange pdq/README.md). */
const EXACT_DISTANCE = 10;

const settings = createSettingsKeeper(async ({ enabled }) => {
  await Promise.all([showEnabled(enabled), tellTabs(), siteScripts.arrange()]);
});
const siteScripts = createSiteScripts(async () => (await settings.read()).ownSites);
const { lists, breaker, listApi } = createListService();
const judge = createJudge({
  lists: async () => (await lists.load()).map(list => list.searchable).filter(list => list !== null),
  dismissed: async () => new Set((await settings.read()).dismissedEntries),
});

/** What a page's process may know of a verdict. */
async function shownVerdict(verdict: Verdict): Promise<ContentVerdict> {
  if (verdict.status !== 'flagged') return verdict;
  const { list, entry, distance } = verdict.match;
  const listed = (await lists.load()).find(({ summary }) => summary.id === list);
  return {
    status: 'flagged',
    listed: {
      list,
      listName: listed?.summary.name ?? list,
      entry,
      closeness: distance <= EXACT_DISTANCE ? 'exact' : 'near',
      practice: listed?.summary.practice ?? false,
    },
  };
}

/** Beside the answer, which must not wait for it. */
async function countForBreaker(bytes: Uint8Array<ArrayBuffer>, verdict: Verdict): Promise<void> {
  try {
    await breaker.count(bytes, verdict, await lists.load());
  } catch (error) {
    console.error(error);
  }
}

const mayFetch = (url: URL): Promise<boolean> => browser.permissions.contains({ origins: [`${url.origin}/*`] });

serve<ContentApi>('content', 'content', {
  async siteState({ url }, site) {
    const [{ enabled, pausedSites, blurFlagged, dismissedEntries }, revision, permitted] = await Promise.all([
      settings.read(),
      lists.revision(),
      siteScripts.isPermitted(url),
    ]);
    const known = parseSiteId(site);
    return {
      active: enabled && permitted && known !== null && !pausedSites.includes(known),
      blurFlagged,
      listRevision: `${revision} ${dismissedEntries.length}`,
    };
  },

  async check({ tabId }, media, depth) {
    const parsed = parseMediaBytes(media);
    if (parsed === null) return { status: 'unknown', reason: 'fault' };
    const bytes = parsed.kind === 'blob' ? await bytesOfBlob(parsed.blob) : await fetchImage(parsed.url, mayFetch);
    if (!bytes.ok) return { status: 'unknown', reason: bytes.reason };
    const verdict = await judge(bytes.value, parseDepth(depth));
    void countForBreaker(bytes.value, verdict);
    if (verdict.status === 'flagged' && tabId !== null) await showFlagged(tabId);
    return shownVerdict(verdict);
  },

  async dismissEntry(_, list, entry) {
    const [listId, entryId] = [parseListId(list), parseEntryId(entry)];
    if (listId !== null && entryId !== null) await settings.dismiss(dismissalOf(listId, entryId));
  },

  async siteChanged({ tabId, url }, changed) {
    const { hostname } = new URL(url);
    const title = changed === true ? t('toolbar_changed', knownSiteAt(hostname)?.name ?? hostname) : null;
    if (tabId !== null) await showSiteChanged(tabId, title);
  },

  async openReport({ url }) {
    const channel = channelForHost(new URL(url).hostname);
    if (channel?.url) await browser.tabs.create({ url: channel.url });
  },
});

serve<PageApi>('page', 'page', {
  async overview() {
    const [now, loaded] = await Promise.all([settings.read(), lists.load()]);
    return { settings: now, lists: loaded.map(({ summary }) => summary) };
  },
  changeSettings: (_, change) => settings.change(change),
  ...listApi,
});

/** A permission that was given or taken back: what runs follows it, and open pages are told. */
async function onPermissions(): Promise<void> {
  await Promise.all([siteScripts.arrange(), tellTabs()]);
}
browser.permissions.onAdded.addListener(() => void onPermissions().catch(console.error));
browser.permissions.onRemoved.addListener(() => void onPermissions().catch(console.error));

browser.runtime.onInstalled.addListener(({ reason }) => {
  siteScripts.arrange().catch(console.error);
  if (reason === 'install')
    browser.tabs.create({ url: browser.runtime.getURL('welcome/welcome.html') }).catch(console.error);
});

/** Browsers forget the icon when they are closed. */
browser.runtime.onStartup.addListener(async () => {
  await Promise.all([settings.read().then(({ enabled }) => showEnabled(enabled)), siteScripts.arrange()]);
});

hideStorageFromContentScripts().catch(console.error);
