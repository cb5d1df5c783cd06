/** Opens one of our pages in jsdom and finds things on it as a person would: by what is written on them. */
import { type ComponentChild, render } from 'preact';
import { vi } from 'vitest';
import type { EntryId, ListId } from '../../src/core/verdict.ts';
import { mount } from '../../src/pages/ui/mount.tsx';
import type { ListSummary, PageApi, PageStatus, TabApi } from '../../src/platform/messages.ts';
import { serve } from '../../src/platform/rpc.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/platform/settings.ts';
import { fake } from './fake-browser.ts';

export const practiceList = (change: Partial<ListSummary> = {}): ListSummary => ({
  id: 'practice' as ListId,
  name: 'Practice list',
  publisher: 'Consentry',
  practice: true,
  entries: 2,
  bytes: 1340,
  signedAt: new Date(Date.now() - 3 * 86_400_000).toISOString(),
  source: 'packaged',
  fellBack: false,
  ...change,
});

export const flaggedItem = (key: string, permalink: string | null, practice = false) => ({
  key,
  permalink,
  listed: {
    list: 'helpline' as ListId,
    listName: practice ? 'Practice list' : 'Helpline list',
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
  ...change,
});

/** A background that keeps settings in memory; `kept` shows what it was asked to keep. */
export function serveBackground(settings: Partial<Settings> = {}, lists: readonly ListSummary[] = [practiceList()]) {
  const background = { kept: { ...DEFAULT_SETTINGS, ...settings } as Settings };
  serve<PageApi>('page', 'page', {
    overview: async () => ({ settings: background.kept, lists }),
    async changeSettings(_, change) {
      background.kept = { ...background.kept, ...change };
      return background.kept;
    },
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
  });
  return page;
}

export const open = (page: ComponentChild): void => mount('test', page);
export const close = (): void => render(null, document.body);

/** What is written on the page, as one line. */
export const text = (): string => (document.body.textContent ?? '').replace(/\s+/g, ' ').trim();

/** Resolves once the page says it. */
export const says = (words: string): Promise<void> =>
  vi.waitFor(() => {
    if (!text().includes(words)) throw new Error(`the page does not say “${words}” but: ${text()}`);
  });

const nameOf = (element: Element): string =>
  (element.getAttribute('aria-label') ?? element.closest('label')?.textContent ?? element.textContent ?? '').trim();

/** The n-th button, link or field with this name. */
export function control(name: string, nth = 0): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>('button, a, input, summary')].filter(
    element => nameOf(element) === name,
  )[nth];
  if (found === undefined) throw new Error(`no “${name}” on the page: ${text()}`);
  return found;
}

export const press = (name: string, nth = 0): void => control(name, nth).click();

export const isOffered = (name: string): boolean =>
  [...document.querySelectorAll('button, a, input, summary')].some(element => nameOf(element) === name);
