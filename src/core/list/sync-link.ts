/**
 * The link that a publisher hands out: where the list is and, after `#`, the digest of its root. What comes after `#`
 * is never sent to a server.
 */
import type { ListId } from '../verdict.ts';

export interface ListLink {
  /** https, a folder, normalised as URLs are. */
  readonly address: string;
  /** SHA-256 of the pinned root's payload, in hex; null if the link leaves it to the reader to find out. */
  readonly rootDigest: string | null;
}

/** As for the mirrors of a catalog (docs/list-format.md), and generous. */
const MAX_ADDRESS = 1_000;

/** Null for what is no such link. People leave out the closing slash; that is mended. */
export function parseListLink(text: string): ListLink | null {
  const [place = '', digest = '', ...rest] = text.trim().split('#');
  if (rest.length > 0 || place.length > MAX_ADDRESS || !URL.canParse(place)) return null;
  const { protocol, username, password, search, origin, pathname } = new URL(place);
  if (protocol !== 'https:' || username !== '' || password !== '' || search !== '') return null;
  const rootDigest = digest.toLowerCase();
  if (rootDigest !== '' && !/^[0-9a-f]{64}$/.test(rootDigest)) return null;
  const address = `${origin}${pathname.endsWith('/') ? pathname : `${pathname}/`}`;
  return { address, rootDigest: rootDigest === '' ? null : rootDigest };
}

export const formatListLink = (address: string, rootDigest: string): string => `${address}#${rootDigest}`;

/** Match patterns of the host permissions that fetching from `addresses` needs. Ports cannot be told apart in them. */
export const originsOf = (addresses: readonly string[]): readonly string[] => [
  ...new Set(addresses.map(address => `https://${new URL(address).hostname}/*`)),
];

/**
 * How a subscribed list is called on this computer. Made from the pin and not from what the list calls itself, so that
 * no publisher can pass for another, nor for the practice list.
 */
export const listIdOf = (rootDigest: string): ListId => rootDigest.slice(0, 16) as ListId;
