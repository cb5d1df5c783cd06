/**
 * The sites that we know by name, as data: what people call them, where their pages are, and on which servers their
 * media lie. What stands on those pages is known to the adapters in src/sites alone.
 */

export interface KnownSite {
  /** Also the name of its adapter's file. */
  readonly id: string;
  /** Name as people know it; a proper name, so not translated. */
  readonly name: string;
  /** Host names of its pages. The first is where people usually are. */
  readonly hosts: readonly string[];
  /** Match patterns of the servers of its media; none where media is made in the page itself (`blob:`). */
  readonly mediaServers: readonly string[];
}

const META_SERVERS = ['https://*.cdninstagram.com/*', 'https://*.fbcdn.net/*'];

/** The first is guarded from the start; the others after the person asked for it: their hosts are optional permissions. */
export const KNOWN_SITES = [
  { id: 'instagram', name: 'Instagram', hosts: ['www.instagram.com'], mediaServers: META_SERVERS },
  {
    id: 'facebook',
    name: 'Facebook',
    hosts: ['www.facebook.com', 'web.facebook.com'],
    mediaServers: ['https://*.fbcdn.net/*'],
  },
  { id: 'threads', name: 'Threads', hosts: ['www.threads.com', 'www.threads.net'], mediaServers: META_SERVERS },
  { id: 'x', name: 'X', hosts: ['x.com', 'twitter.com'], mediaServers: ['https://*.twimg.com/*'] },
  { id: 'reddit', name: 'Reddit', hosts: ['www.reddit.com', 'sh.reddit.com'], mediaServers: ['https://*.redd.it/*'] },
  {
    id: 'tiktok',
    name: 'TikTok',
    hosts: ['www.tiktok.com'],
    mediaServers: ['https://*.tiktokcdn.com/*', 'https://*.tiktokcdn-us.com/*', 'https://*.tiktokcdn-eu.com/*'],
  },
  { id: 'whatsapp', name: 'WhatsApp', hosts: ['web.whatsapp.com'], mediaServers: [] },
  { id: 'telegram', name: 'Telegram', hosts: ['web.telegram.org'], mediaServers: [] },
  {
    id: 'discord',
    name: 'Discord',
    hosts: ['discord.com'],
    mediaServers: ['https://*.discordapp.com/*', 'https://*.discordapp.net/*'],
  },
] as const satisfies readonly KnownSite[];

export type SiteId = (typeof KNOWN_SITES)[number]['id'];

export const OPTIONAL_SITES: readonly KnownSite[] = KNOWN_SITES.slice(1);

export function knownSite(id: SiteId): KnownSite {
  const site = KNOWN_SITES.find(each => each.id === id);
  if (site === undefined) throw new Error(id); // ruled out by the type
  return site;
}

export const pagesOf = ({ hosts }: Pick<KnownSite, 'hosts'>): readonly string[] =>
  hosts.map(host => `https://${host}/*`);

/** Everything to be asked for at once, so that the person is asked once. */
export const originsOfSite = (site: KnownSite): readonly string[] => [...pagesOf(site), ...site.mediaServers];

/** The known site on this host, or null. */
export const knownSiteAt = (host: string): KnownSite | null =>
  (KNOWN_SITES as readonly KnownSite[]).find(({ hosts }) => hosts.includes(host)) ?? null;

/** A host that can be guarded without an adapter of its own: a name with a dot, in the form that URL gives it. */
export const isPlainHost = (host: string): boolean =>
  host.length <= 253 && /^(?=.*[a-z])[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host) && knownSiteAt(host) === null;
