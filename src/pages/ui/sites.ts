/**
 * Sites as our pages need them: a proper name for the settings' id, and which one an address is on. What is on a page is
 * known to the adapters in src/sites alone.
 */
import { isPlainHost, KNOWN_SITES, type KnownSite, knownSiteAt, originsOfSite } from '../../core/sites.ts';

export interface SiteName {
  readonly id: string;
  readonly name: string;
  readonly host: string;
}

const named = ({ id, name, hosts }: KnownSite): SiteName => ({ id, name, host: hosts[0] ?? '' });

/** Guarded from the start. */
export const SITES: readonly SiteName[] = [named(KNOWN_SITES[0])];

/** The site of an address, known or not; null where nothing can be guarded, or the browser hides the address. */
export function siteOf(url: string | undefined): SiteName | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:') return null;
  const known = knownSiteAt(hostname);
  if (known !== null) return { ...named(known), host: hostname };
  return isPlainHost(hostname) ? siteById(hostname) : null;
}

/** The site with this id: a host stands for itself, and so does an id that only a newer version knows. */
export function siteById(id: string): SiteName {
  const known = KNOWN_SITES.find(site => site.id === id);
  return known === undefined ? { id, name: id, host: isPlainHost(id) ? id : '' } : named(known);
}

/** Is it there in settings only because the person added it? */
export const isOwnSite = ({ host }: SiteName): boolean => knownSiteAt(host) === null;

/** All that the browser has to be asked for, at once, before we can work on a site. */
export const originsAt = ({ host }: SiteName): readonly string[] => {
  const known = knownSiteAt(host);
  return known === null ? [`https://${host}/*`] : originsOfSite(known);
};
