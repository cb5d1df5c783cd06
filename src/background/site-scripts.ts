/**
 * Which pages the content scripts run on, besides those of the manifest: the known sites that the person allowed, and
 * hosts of their own choice. The browser's permission is the truth of it; registering for a page that is not permitted
 * is accepted by both browsers in silence and does nothing, so it is asked first.
 */
import { OPTIONAL_SITES, originsOfSite, pagesOf } from '../core/sites.ts';
import { createTurns } from '../core/turns.ts';
import { browser } from '../platform/browser.ts';

type Script = Awaited<ReturnType<typeof browser.scripting.getRegisteredContentScripts>>[number];

/** Gives back all that only this site needed, by its id or host; what is needed from the start stays. */
export async function giveBackSite(site: string): Promise<void> {
  const known = OPTIONAL_SITES.find(({ id }) => id === site);
  const kept = browser.runtime.getManifest().host_permissions ?? [];
  const origins = known === undefined ? pagesOf({ hosts: [site] }) : originsOfSite(known);
  await browser.permissions.remove({ origins: origins.filter(origin => !kept.includes(origin)) });
}

/** Instagram's script knows Instagram only. */
const OTHERS: Readonly<Record<string, string>> = { 'content.js': 'content-others.js' };

const mayRunOn = (pattern: string): Promise<boolean> => browser.permissions.contains({ origins: [pattern] });

async function permittedPages(ownSites: readonly string[]): Promise<string[]> {
  const pages = [...OPTIONAL_SITES, { hosts: ownSites }].flatMap(pagesOf);
  const permitted = await Promise.all(pages.map(mayRunOn));
  return pages.filter((_, index) => permitted[index]);
}

/** Firefox gives whole addresses where the manifest has names, and resolves names against the page that asks. */
const fileOf = (script: string): string => script.slice(script.lastIndexOf('/') + 1);

/** The manifest's scripts, for other pages: what guards Instagram guards them in the same way. */
function scriptsFor(matches: string[]): Script[] {
  const declared = browser.runtime.getManifest().content_scripts ?? [];
  return declared.map((script, index) => ({
    id: `sites-${index}`,
    matches,
    js: (script.js ?? []).map(file => OTHERS[fileOf(file)] ?? fileOf(file)),
    runAt: script.run_at ?? 'document_idle',
    allFrames: script.all_frames ?? false,
    matchOriginAsFallback: script.match_origin_as_fallback ?? false,
    world: script.world ?? 'ISOLATED',
  }));
}

const declaredPages = (): readonly string[] => [
  ...new Set((browser.runtime.getManifest().content_scripts ?? []).flatMap(({ matches }) => matches)),
];

/** What two registrations must have in common to be the same; browsers fill in the rest, and order as they like. */
const facts = (scripts: readonly Script[]): string =>
  JSON.stringify(
    scripts
      .map(({ id, js = [], matches = [] }) => [id, js.map(fileOf), matches.toSorted()])
      .sort(([a], [b]) => String(a).localeCompare(String(b))),
  );

export interface SiteScripts {
  /** Makes what runs agree with what is permitted. Pages that are open already get it when they are loaded again. */
  arrange(): Promise<void>;
  /** May we work on the page with this address, now? */
  isPermitted(url: string): Promise<boolean>;
}

/** `onArranged`: on which pages we now are, those of the manifest included. */
export function createSiteScripts(
  ownSites: () => Promise<readonly string[]>,
  onArranged: (pages: readonly string[]) => Promise<void>,
): SiteScripts {
  const inTurn = createTurns();

  async function register(pages: string[]): Promise<void> {
    const wanted = pages.length === 0 ? [] : scriptsFor(pages);
    const registered = await browser.scripting.getRegisteredContentScripts();
    if (facts(wanted) === facts(registered)) return; // also so that no page loads in a gap between two registrations
    const ids = registered.map(({ id }) => id);
    if (ids.length > 0) await browser.scripting.unregisterContentScripts({ ids });
    if (wanted.length > 0) await browser.scripting.registerContentScripts(wanted);
  }

  async function arrange(): Promise<void> {
    const pages = await permittedPages(await ownSites());
    await register(pages);
    await onArranged([...declaredPages(), ...pages]);
  }

  return {
    arrange: () => inTurn(arrange),
    isPermitted: async url => url.startsWith('https://') && URL.canParse(url) && mayRunOn(`${new URL(url).origin}/*`),
  };
}
