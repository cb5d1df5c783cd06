/**
 * What the popup has to say, worked out from what is known: one state, in the order of what matters most to the person.
 * Pure; the words and buttons are in the views.
 */
import type { ListSummary, PageStatus } from '../../platform/messages.ts';
import type { Settings } from '../../platform/settings.ts';
import { isInUse } from '../ui/list-words.ts';
import { isOwnSite, SITES, type SiteName, siteById } from '../ui/sites.ts';

export interface Facts {
  readonly settings: Settings;
  readonly lists: readonly ListSummary[];
  /** May we look at the sites at all? */
  readonly access: boolean;
  /** The site that the tab's address is on, guarded or not. */
  readonly site: SiteName | null;
  /** May we work on that site? */
  readonly permitted: boolean;
  /** What the content script says: `silent` when none answers, null when it was not asked yet. */
  readonly page: PageStatus | 'silent' | null;
}

export type PopupState =
  /** Not known yet; a matter of milliseconds. */
  | { readonly kind: 'waiting' }
  /** `lists-rest`: none is in use; `starting`: the content script is there, but not at work so far. */
  | { readonly kind: 'off' | 'no-access' | 'elsewhere' | 'reload' | 'no-list' | 'lists-rest' | 'starting' }
  | { readonly kind: 'paused'; readonly site: SiteName }
  | { readonly kind: 'on'; readonly site: SiteName; readonly page: PageStatus };

/** Guarded from the start, or switched on by the person; a page that was open before may not know of it yet. */
function guardedSite({ settings, site, permitted, page }: Facts): SiteName | null {
  if (site === null) return page === null || page === 'silent' ? null : siteById(page.site);
  if (SITES.some(({ id }) => id === site.id)) return site;
  return permitted && (!isOwnSite(site) || settings.ownSites.includes(site.host)) ? site : null;
}

export function popupState(facts: Facts): PopupState {
  const { settings, lists, access, page } = facts;
  if (!settings.enabled) return { kind: 'off' };
  const here = guardedSite(facts);
  const isFromStart = SITES.some(({ id }) => id === here?.id);
  if (!access && (here === null || isFromStart)) return { kind: 'no-access' };
  if (page === null) return { kind: 'waiting' };
  if (here === null) return { kind: 'elsewhere' };
  if (settings.pausedSites.includes(here.id)) return { kind: 'paused', site: here };
  if (page === 'silent') return { kind: 'reload' };
  if (lists.length === 0) return { kind: 'no-list' };
  if (!lists.some(isInUse)) return { kind: 'lists-rest' };
  return page.active ? { kind: 'on', site: here, page } : { kind: 'starting' };
}
