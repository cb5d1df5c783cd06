/**
 * The supported sites as our pages need them: a proper name for the settings' id, and whether an address is on one.
 * What is on a page is known to the adapters in src/sites alone; a test holds both to the same ids and names.
 */

export interface SiteName {
  readonly id: string;
  readonly name: string;
  readonly host: string;
}

export const SITES: readonly SiteName[] = [{ id: 'instagram', name: 'Instagram', host: 'www.instagram.com' }];

/** The site of an address, or null. `undefined` is what the browser gives where we may not look. */
export function siteOf(url: string | undefined): SiteName | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' ? (SITES.find(({ host }) => host === hostname) ?? null) : null;
}

/** The site with this id; an id without a name (from a newer version) stands for itself. */
export const siteById = (id: string): SiteName => SITES.find(site => site.id === id) ?? { id, name: id, host: '' };
