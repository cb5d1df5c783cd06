/** The tab that the popup speaks of, and what its content script says, asked again while the popup can be seen. */
import { useEffect, useState } from 'preact/hooks';
import { browser } from '../../platform/browser.ts';
import type { PageStatus, TabApi } from '../../platform/messages.ts';
import { remoteTab } from '../../platform/rpc.ts';
import { hasSite } from '../ui/access.ts';
import { type SiteName, siteOf } from '../ui/sites.ts';

/** Often enough to feel live, seldom enough to cost nothing. */
const ASK_EVERY_MS = 1000;

export interface TabFacts {
  readonly id: number | null;
  /** The site of its address, guarded or not. */
  readonly site: SiteName | null;
  /** May we work on that site? */
  readonly permitted: boolean;
  readonly page: PageStatus | 'silent' | null;
}

/** `?tab=<id>` in the popup's own address names another tab: tests and the guided tour open the popup as a page. */
async function findTab(): Promise<Omit<TabFacts, 'page'>> {
  const wanted = new URLSearchParams(location.search).get('tab');
  const tab =
    wanted === null
      ? (await browser.tabs.query({ active: true, currentWindow: true }))[0]
      : await browser.tabs.get(Number(wanted)).catch(() => undefined);
  const site = siteOf(tab?.url);
  return { id: tab?.id ?? null, site, permitted: site !== null && (await hasSite(site)) };
}

async function askTab(id: number): Promise<PageStatus | 'silent'> {
  try {
    return await remoteTab<TabApi>('tab', id).status();
  } catch {
    return 'silent'; // No content script there: another site, or a page from before we were installed.
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

async function follow(tell: (facts: TabFacts) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const tab = await findTab();
    const page = tab.id === null ? 'silent' : await askTab(tab.id);
    if (signal.aborted) return;
    tell({ ...tab, page });
    await pause(ASK_EVERY_MS, signal);
  }
}

/** Follows the tab while the popup is visible. `turn` changes when it has to be asked at once. */
export function useTab(turn: unknown): TabFacts {
  const [facts, setFacts] = useState<TabFacts>({ id: null, site: null, permitted: false, page: null });

  useEffect(() => {
    const life = new AbortController();
    let round = new AbortController();
    const start = () => {
      round.abort();
      round = new AbortController();
      if (!document.hidden) follow(setFacts, round.signal).catch(console.error);
    };
    start();
    document.addEventListener('visibilitychange', start, { signal: life.signal });
    return () => {
      life.abort();
      round.abort();
    };
  }, [turn]);

  return facts;
}
