/** Every site that has an adapter. Adding one: docs/adding-a-site.md. */
import { isPlainHost } from '../core/sites.ts';
import { discord } from './discord.ts';
import { facebook } from './facebook.ts';
import { genericSite } from './generic.ts';
import { reddit } from './reddit.ts';
import type { Site } from './site.ts';
import { telegram } from './telegram.ts';
import { threads } from './threads.ts';
import { tiktok } from './tiktok.ts';
import { whatsapp } from './whatsapp.ts';
import { x } from './x.ts';

/** Those that a person has to ask for; their script is separate from Instagram's, which stays as small as it is. */
export const OTHER_SITES: readonly Site[] = [facebook, threads, x, reddit, tiktok, whatsapp, telegram, discord];

/** The adapter for an address where the person asked us to be: its own, else the one that knows no site. */
export function siteFor(url: string): Site | null {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:') return null;
  const known = OTHER_SITES.find(site => site.matches.includes(`https://${hostname}/*`));
  return known ?? (isPlainHost(hostname) ? genericSite(hostname) : null);
}
