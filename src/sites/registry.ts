/** Every site that has an adapter. Adding one: docs/adding-a-site.md. */
import { instagram } from './instagram.ts';
import type { Site } from './site.ts';

export const SITES: readonly Site[] = [instagram];

/** The adapter for an address, or null. Understands the match patterns that the manifest uses: `https://host/*`. */
export function siteFor(url: string): Site | null {
  const { protocol, hostname } = new URL(url);
  const covers = (pattern: string) => pattern === `${protocol}//${hostname}/*`;
  return SITES.find(site => site.matches.some(covers)) ?? null;
}
