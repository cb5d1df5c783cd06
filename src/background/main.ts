/**
 * The background: a service worker in Chrome, an event page in Firefox, the same code. Both stop after 30 s of rest, so
 * every listener is registered here, synchronously, and whatever has to be loaded first is awaited inside of it.
 */
import { originsOf } from '../core/list/sync-link.ts';
import { lawFor } from '../core/report/law.ts';
import { isPrivate } from '../core/report/page-address.ts';
import { cleanPermalink } from '../core/report/permalink.ts';
import { knownSiteAt } from '../core/sites.ts';
import { dismissalOf, type ListId, OWN_LIST, type Verdict } from '../core/verdict.ts';
import { browser } from '../platform/browser.ts';
import { t } from '../platform/i18n.ts';
import { readPolicy, regionHere } from '../platform/managed.ts';
import type { ContentApi, ContentVerdict, PageApi } from '../platform/messages.ts';
import { openReportPage } from '../platform/report-draft.ts';
import { serve } from '../platform/rpc.ts';
import { hideStorageFromContentScripts } from '../platform/settings.ts';
import { createAnswers } from './answers.ts';
import { createFileJudge } from './files.ts';
import { createFilms } from './films.ts';
import { createJudge, type Judged } from './judge.ts';
import { kernels } from './kernels.ts';
import { serveLesson } from './lesson.ts';
import { createListService } from './lists-service.ts';
import { createMayFetch } from './may-fetch.ts';
import { fetchImage, readBlob } from './media.ts';
import { createMenu } from './menu.ts';
import { createOutbox } from './outbox.ts';
import { serveOutbox } from './outbox-api.ts';
import { outboxDatabase } from './outbox-database.ts';
import { sendReport } from './outbox-send.ts';
import { listedAsOwn } from './own-notes.ts';
import { createOwnService } from './own-service.ts';
import {
  parseDepth,
  parseEntryId,
  parseFile,
  parseFilmName,
  parseGivenAnswer,
  parseListId,
  parseMediaBytes,
  parseSiteId,
  parseStill,
} from './parse.ts';
import { createSettingsService } from './settings-service.ts';
import { createSiteScripts, giveBackSite } from './site-scripts.ts';
import { tellTabs } from './tabs.ts';
import { showEnabled, showFlagged, showSiteChanged } from './toolbar.ts';

/** Implementations of PDQ agree to within 10 bits on a picture of good quality (ThreatExchange pdq/README.md). */
const EXACT_DISTANCE = 10;

const { settings, policy, lockState, mayWeaken } = createSettingsService(async ({ enabled }) => {
  await Promise.all([showEnabled(enabled), tellTabs(), siteScripts.arrange()]);
});
const menu = createMenu();
const siteScripts = createSiteScripts(async () => (await settings.read()).ownSites, menu.arrange);
const { lists, breaker, listApi } = createListService(mayWeaken, policy);
const answers = createAnswers();
const matching = {
  lists: async () => (await lists.load()).map(list => list.searchable).filter(list => list !== null),
  dismissed: async () => new Set((await settings.read()).dismissedEntries),
};
const { own, ownNotes } = createOwnService(tellTabs);
const judge = createJudge({ ...matching, own });
const films = createFilms({ ...matching, own });
const judgeFile = createFileJudge(matching);

/** May the person pass this on although they were asked? What is theirs always; what is on a list unless a policy says no. */
const mayShareAnyway = async (list: ListId): Promise<boolean> => list === OWN_LIST || !(await policy()).hideShareAnyway;

/** What a page's process may know of a verdict. */
async function shownVerdict(verdict: Judged): Promise<ContentVerdict> {
  if (verdict.status === 'own') return { status: 'flagged', listed: listedAsOwn(verdict.id) };
  if (verdict.status !== 'flagged') return verdict;
  const { list, entry, distance, via } = verdict.match;
  const listed = (await lists.load()).find(({ summary }) => summary.id === list);
  return {
    status: 'flagged',
    ...((await mayShareAnyway(list)) && (await answers.wasReleased(list, entry)) ? { released: true } : {}),
    listed: {
      list,
      listName: listed?.summary.name ?? list,
      publisher: listed?.summary.publisher ?? '',
      entry,
      closeness: via === 'file' ? 'file' : distance <= EXACT_DISTANCE ? 'exact' : 'near',
      practice: listed?.summary.practice ?? false,
    },
  };
}

/** The same, and the toolbar button of the tab says so, too. */
async function shownFlag(verdict: Judged, tabId: number | null): Promise<ContentVerdict> {
  if ((verdict.status === 'flagged' || verdict.status === 'own') && tabId !== null) await showFlagged(tabId);
  return shownVerdict(verdict);
}

/** Beside the answer, which must not wait for it. */
async function countForBreaker(bytes: Uint8Array<ArrayBuffer>, verdict: Verdict): Promise<void> {
  try {
    await breaker.count(bytes, verdict, await lists.load());
  } catch (error) {
    console.error(error);
  }
}

const mayFetch = createMayFetch();

serve<ContentApi>('content', 'content', {
  async siteState({ url }, site) {
    const [now, set, region, revision, ownRevision, asked, permitted] = await Promise.all([
      settings.read(),
      policy(),
      regionHere(),
      lists.revision(),
      own.revision(),
      answers.asked(),
      siteScripts.isPermitted(url),
    ]);
    const { enabled, pausedSites, blurFlagged, dismissedEntries, profile, trustedAdult } = now;
    const known = parseSiteId(site);
    return {
      active: enabled && permitted && known !== null && !pausedSites.includes(known),
      blurFlagged,
      listRevision: `${revision} ${dismissedEntries.length} ${ownRevision}`,
      profile,
      trustedAdult: profile === 'child' ? trustedAdult : '',
      mayShareAnyway: !set.hideShareAnyway,
      law: lawFor(region),
      asked,
    };
  },

  async check({ tabId }, media, depth) {
    const parsed = parseMediaBytes(media);
    if (parsed === null) return { status: 'unknown', reason: 'fault' };
    const file = parsed.kind === 'blob' ? await readBlob(parsed.blob) : await fetchImage(parsed.url, mayFetch);
    if (!file.ok) {
      // Too large to be taken apart, it may still be a listed file as it is.
      const asFile = parsed.kind === 'blob' ? await judgeFile(parsed.blob) : null;
      return asFile?.status === 'flagged' ? shownFlag(asFile, tabId) : { status: 'unknown', reason: file.reason };
    }
    const verdict = await judge(file.value, parseDepth(depth));
    if (verdict.status === 'own') await ownNotes.met(verdict.id);
    else void countForBreaker(file.value.bytes, verdict);
    return shownFlag(verdict, tabId);
  },

  async checkFile({ tabId }, file) {
    const parsed = parseFile(file);
    if (parsed === null) return { status: 'unknown', reason: 'fault' };
    return shownFlag(await judgeFile(parsed), tabId);
  },

  async checkStill({ tabId }, film, still) {
    const [name, queries] = [parseFilmName(film), parseStill(still)];
    if (name === null || queries === null) return { status: 'unknown', reason: 'fault' };
    const verdict = await films.see(`${tabId} ${name}`, queries);
    if (verdict.status === 'own') await ownNotes.met(verdict.id);
    else if (verdict.status === 'flagged') void countForBreaker(new TextEncoder().encode(name), verdict);
    return shownFlag(verdict, tabId);
  },

  async dismissEntry(_, list, entry) {
    const [listId, entryId] = [parseListId(list), parseEntryId(entry)];
    if (listId === null || entryId === null || !(await mayShareAnyway(listId))) return;
    await settings.dismiss(dismissalOf(listId, entryId));
  },

  async siteChanged({ tabId, url }, changed) {
    const { hostname } = new URL(url);
    const title = changed === true ? t('toolbar_changed', knownSiteAt(hostname)?.name ?? hostname) : null;
    if (tabId !== null) await showSiteChanged(tabId, title);
  },

  async answered(_, list, entry, answer) {
    const [listId, entryId, given] = [parseListId(list), parseEntryId(entry), parseGivenAnswer(answer)];
    if (listId === null || entryId === null || given === null) return;
    const { countNotShared, profile } = await settings.read();
    const listed = (await lists.load()).find(({ summary }) => summary.id === listId);
    await answers.note(
      listId,
      entryId,
      given,
      countNotShared && profile === 'adult' && listed?.summary.practice === false,
    );
  },

  async openReport({ tabId, url }, list, entry, permalink) {
    const [listId, entryId] = [parseListId(list), parseEntryId(entry)];
    const known = (await lists.load()).find(({ summary }) => summary.id === listId)?.summary;
    if (entryId === null || (known === undefined && listId !== OWN_LIST)) return;
    // Nobody keeps a list of own media whom it could be reported to.
    const listed =
      known === undefined ? null : { list: known.id, listName: known.name, entry: entryId, practice: known.practice };
    const address = typeof permalink === 'string' ? cleanPermalink(permalink) : null;
    const { hostname: host } = new URL(url);
    await openReportPage({ host, address, inChat: isPrivate(url), listed, context: null }, tabId);
  },
});

serve<PageApi>('page', 'page', {
  async overview() {
    const [now, loaded, notShared, lock, managed] = await Promise.all([
      settings.read(),
      lists.load(),
      answers.tally(),
      lockState(),
      readPolicy(),
    ]);
    const summaries = loaded.map(({ summary }) => summary);
    return { settings: now, lists: summaries, notShared, lock, managed };
  },
  forgetNotShared: () => answers.forget(),
  async changeSettings(_, change) {
    const now = await settings.change(change);
    if (!now.countNotShared || now.profile === 'child') await answers.forget();
    return now;
  },
  async leaveSite(_, site) {
    const isHeld = (await policy()).sites.some(held => held === site);
    if (isHeld || !(await mayWeaken())) return false;
    await giveBackSite(site);
    const { ownSites } = await settings.read();
    if (ownSites.includes(site)) await settings.change({ ownSites: ownSites.filter(each => each !== site) });
    return true;
  },
  ...listApi,
});

serveLesson();

/** Chrome's origin of the extension is the same for everybody, Firefox's another in each installation. */
const isOriginShared = browser.runtime.getURL('').startsWith('chrome-extension:');

const outbox = createOutbox({
  database: outboxDatabase,
  send: report => sendReport(report, isOriginShared ? 'cors' : 'same-origin'),
  permitted: endpoint => browser.permissions.contains({ origins: [...originsOf([endpoint])] }),
  now: Date.now,
  random: Math.random,
});
serveOutbox({
  outbox,
  database: outboxDatabase,
  endpointOf: async list => (await lists.load()).find(({ summary }) => summary.id === list)?.summary.reportsTo ?? null,
});
outbox.ensure().catch(console.error);

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

// The first question finds them at hand, or on their way.
lists.load().catch(console.error);
kernels().catch(console.error);
