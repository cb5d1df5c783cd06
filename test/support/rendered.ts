/** Opens one of our pages in jsdom and finds things on it as a person would: by what is written on them. */
import { type ComponentChild, render } from 'preact';
import { vi } from 'vitest';
import { giveBackSite } from '../../src/background/site-scripts.ts';
import { parsePolicy } from '../../src/core/policy.ts';
import type { Tally } from '../../src/core/tally.ts';
import type { EntryId, ListId } from '../../src/core/verdict.ts';
import { mount } from '../../src/pages/ui/mount.tsx';
import type { ListPreview, ListSummary, PageApi, PageStatus, TabApi } from '../../src/platform/messages.ts';
import { serve } from '../../src/platform/rpc.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/platform/settings.ts';
import type { LockState } from '../../src/platform/vault-messages.ts';
import { fake } from './fake-browser.ts';

const daysFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

export const practiceList = (change: Partial<ListSummary> = {}): ListSummary => ({
  id: 'practice' as ListId,
  name: 'Practice list',
  publisher: 'Consentry',
  covers: 'Drawings to practise with.',
  contact: '',
  reportsTo: null,
  practice: true,
  entries: 2,
  bytes: 1340,
  signedAt: daysFromNow(-3),
  source: 'packaged',
  fellBack: false,
  by: 'package',
  address: null,
  keyDigest: 'ab'.repeat(32),
  state: { kind: 'fresh' },
  lastUpdate: null,
  ...change,
});

export const helplineList = (change: Partial<ListSummary> = {}): ListSummary =>
  practiceList({
    id: '00112233445566aa' as ListId,
    name: 'Helpline list',
    publisher: 'A helpline',
    covers: 'Pictures that people asked us to look out for.',
    contact: 'lists@helpline.example',
    practice: false,
    entries: 24_000,
    bytes: 768_000,
    source: 'stored',
    by: 'person',
    address: 'https://lists.example.org/helpline/',
    lastUpdate: { at: daysFromNow(-1), outcome: 'updated' },
    ...change,
  });

export const listPreview = (change: Partial<ListPreview> = {}): ListPreview => ({
  id: '00112233445566aa' as ListId,
  link: `https://lists.example.org/helpline/#${'0123456789abcdef'.repeat(4)}`,
  keyDigest: '0123456789abcdef'.repeat(4),
  pinned: true,
  name: 'Helpline list',
  publisher: 'A helpline',
  purpose: 'helpline',
  covers: 'Pictures that people asked us to look out for.',
  contact: 'lists@helpline.example',
  entries: 24_000,
  bytes: 768_000,
  signedAt: daysFromNow(-3),
  expiresAt: daysFromNow(4),
  mirrors: [],
  added: false,
  ...change,
});

export const flaggedItem = (key: string, permalink: string | null, practice = false) => ({
  key,
  permalink,
  listed: {
    list: 'helpline' as ListId,
    listName: practice ? 'Practice list' : 'Helpline list',
    publisher: practice ? 'Consentry' : 'A helpline',
    entry: '00ff00ff00ff00ff' as EntryId,
    closeness: 'exact' as const,
    practice,
  },
});

export const pageStatus = (change: Partial<PageStatus> = {}): PageStatus => ({
  site: 'instagram',
  active: true,
  clear: 0,
  flagged: [],
  unknown: {},
  health: 'working',
  ...change,
});

/** What a background answers about lists, as far as a test cares; the rest is refused as a fault would be. */
type ListAnswers = Partial<Omit<PageApi, 'overview' | 'changeSettings' | 'forgetNotShared' | 'leaveSite'>>;

const unserved = (): Promise<never> => Promise.reject(new Error('this test does not serve that'));

/**
 * A background that keeps settings and lists in memory; `kept` shows what it was asked to keep, `lists` what the next
 * look finds, and `calls` what was asked about lists.
 */
export function serveBackground(
  settings: Partial<Settings> = {},
  lists: readonly ListSummary[] = [practiceList()],
  answers: ListAnswers = {},
) {
  const background = {
    kept: { ...DEFAULT_SETTINGS, ...settings } as Settings,
    lists,
    notShared: {} as Tally,
    lock: 'none' as LockState,
    managed: parsePolicy({}),
    calls: [] as (readonly unknown[])[],
  };
  const answer =
    <K extends keyof ListAnswers>(method: K) =>
    (_: unknown, ...args: Parameters<PageApi[K]>): ReturnType<PageApi[K]> => {
      background.calls.push([method, ...args]);
      const given = (answers[method] ?? unserved) as (...args: Parameters<PageApi[K]>) => ReturnType<PageApi[K]>;
      return given(...args);
    };
  serve<PageApi>('page', 'page', {
    async overview() {
      const { kept, lists: known, notShared, lock, managed } = background;
      return { settings: kept, lists: known, notShared, lock, managed };
    },
    async forgetNotShared() {
      background.notShared = {};
    },
    async changeSettings(_, change) {
      background.kept = { ...background.kept, ...change };
      return background.kept;
    },
    async leaveSite(_, site) {
      await giveBackSite(site);
      background.kept = { ...background.kept, ownSites: background.kept.ownSites.filter(each => each !== site) };
      return true;
    },
    previewList: answer('previewList'),
    previewListFile: answer('previewListFile'),
    addList: answer('addList'),
    importList: answer('importList'),
    pauseList: answer('pauseList'),
    removeList: answer('removeList'),
    updateList: answer('updateList'),
  });
  return background;
}

/** A content script in tab 7 that says what `page.status` holds, and counts how often it was asked. */
export function serveTab(status: PageStatus) {
  const page = { status, asked: 0 };
  fake.tabs = [{ id: 7, url: 'https://www.instagram.com/', active: true, answers: true }];
  serve<TabApi>('tab', 'page', {
    async status() {
      page.asked += 1;
      return page.status;
    },
    async refresh() {},
    pointedAt: async () => null,
  });
  return page;
}

export const open = (page: ComponentChild): void => mount('test', page);
export const close = (): void => render(null, document.body);

/** As it is read: without the marks that keep directions apart, and on one line. */
const plain = (written: string | null | undefined): string =>
  (written ?? '')
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** What is written on the page. */
export const text = (): string => plain(document.body.textContent);

/** Resolves once the page says it. */
export const says = (words: string): Promise<void> =>
  vi.waitFor(() => {
    if (!text().includes(words)) throw new Error(`the page does not say “${words}” but: ${text()}`);
  });

const labelOf = (element: Element): string | null | undefined =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
    ? element.labels?.[0]?.textContent
    : null;

const nameOf = (element: Element): string =>
  plain(element.getAttribute('aria-label') ?? labelOf(element) ?? element.textContent);

/** The n-th button, link or field with this name. */
export function control(name: string, nth = 0): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>('button, a, input, textarea, summary')].filter(
    element => nameOf(element) === name,
  )[nth];
  if (found === undefined) throw new Error(`no “${name}” on the page: ${text()}`);
  return found;
}

export const press = (name: string, nth = 0): void => control(name, nth).click();

export const isOffered = (name: string): boolean =>
  [...document.querySelectorAll('button, a, input, summary')].some(element => nameOf(element) === name);
