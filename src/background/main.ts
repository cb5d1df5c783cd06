/**
 * The background: a service worker in Chrome, an event page in Firefox, the same code. Both stop after 30 s of rest, so
 * every listener is registered here, synchronously, and whatever has to be loaded first is awaited inside of it.
 */
import { channelForHost } from '../core/report/channels.ts';
import { dismissalOf, type Verdict } from '../core/verdict.ts';
import { browser } from '../platform/browser.ts';
import type { ContentApi, ContentVerdict, OwnApi, PageApi, PlanApi, VaultApi } from '../platform/messages.ts';
import { serve } from '../platform/rpc.ts';
import { hideStorageFromContentScripts } from '../platform/settings.ts';
import { createJudge, type Judged } from './judge.ts';
import { createListService } from './lists-service.ts';
import { bytesOfBlob, fetchImage } from './media.ts';
import { createOwnKeeper } from './own-media.ts';
import { createOwnNotes, listedAsOwn } from './own-notes.ts';
import { parseDepth, parseEntryId, parseListId, parseMediaBytes, parseSiteId } from './parse.ts';
import { createPlan } from './plan.ts';
import { createSettingsKeeper } from './settings-keeper.ts';
import { tellTabs } from './tabs.ts';
import { showEnabled, showFlagged } from './toolbar.ts';
import { createVault } from './vault.ts';

/** Implementations of PDQ agree to within 10 bits on a picture of good quality (ThreatExchange pdq/README.md). */
const EXACT_DISTANCE = 10;

const settings = createSettingsKeeper(async ({ enabled }) => {
  await Promise.all([showEnabled(enabled), tellTabs()]);
});
const { lists, breaker, listApi } = createListService();
const vault = createVault(Date.now);
const own = createOwnKeeper({ vault, now: Date.now, onChange: tellTabs });
const ownNotes = createOwnNotes();
const judge = createJudge({
  lists: async () => (await lists.load()).map(list => list.searchable).filter(list => list !== null),
  dismissed: async () => new Set((await settings.read()).dismissedEntries),
  own,
});

/** What a page's process may know of a verdict. */
async function shownVerdict(verdict: Judged): Promise<ContentVerdict> {
  if (verdict.status === 'own') return { status: 'flagged', listed: listedAsOwn(verdict.id) };
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
  async siteState(_, site) {
    const [{ enabled, pausedSites, blurFlagged, dismissedEntries }, revision, ownRevision] = await Promise.all([
      settings.read(),
      lists.revision(),
      own.revision(),
    ]);
    const known = parseSiteId(site);
    return {
      active: enabled && known !== null && !pausedSites.includes(known),
      blurFlagged,
      listRevision: `${revision} ${dismissedEntries.length} ${ownRevision}`,
    };
  },

  async check({ tabId }, media, depth) {
    const parsed = parseMediaBytes(media);
    if (parsed === null) return { status: 'unknown', reason: 'fault' };
    const bytes = parsed.kind === 'blob' ? await bytesOfBlob(parsed.blob) : await fetchImage(parsed.url, mayFetch);
    if (!bytes.ok) return { status: 'unknown', reason: bytes.reason };
    const verdict = await judge(bytes.value, parseDepth(depth));
    if (verdict.status === 'own') await ownNotes.met(verdict.id);
    else void countForBreaker(bytes.value, verdict);
    if ((verdict.status === 'flagged' || verdict.status === 'own') && tabId !== null) await showFlagged(tabId);
    return shownVerdict(verdict);
  },

  async dismissEntry(_, list, entry) {
    const [listId, entryId] = [parseListId(list), parseEntryId(entry)];
    if (listId !== null && entryId !== null) await settings.dismiss(dismissalOf(listId, entryId));
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

const plan = createPlan(vault, Date.now);

serve<OwnApi>('own', 'page', own.api);
serve<PlanApi>('plan', 'page', plan);
serve<VaultApi>('vault', 'page', {
  vaultState: vault.state,
  async unlockVault(_, passphrase) {
    const outcome = await vault.unlock(passphrase);
    if (outcome.kind === 'unlocked') await own.reload();
    return outcome;
  },
  async lockVault() {
    await vault.lock();
    await own.reload();
  },
  setVaultPassphrase: (_, passphrase) => vault.setPassphrase(passphrase),
  async destroyVault(caller) {
    await plan.removeLog(caller);
    await vault.destroy();
    await own.reload();
  },
});

browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === 'install')
    browser.tabs.create({ url: browser.runtime.getURL('welcome/welcome.html') }).catch(console.error);
});

/** Browsers forget the icon when they are closed. */
browser.runtime.onStartup.addListener(async () => showEnabled((await settings.read()).enabled));

hideStorageFromContentScripts().catch(console.error);
