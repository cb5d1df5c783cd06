/**
 * What the project says of a piece of media, and the only place where it is said.
 * Three verdicts, never "safe": clear means "of these lists", unknown always has a reason, an error is never clear.
 */
import type { QueryHash, Via } from './hash/query.ts';
import { type Hash, MATCH_DISTANCE, MIN_QUALITY } from './hash/types.ts';
import { holdsRecord } from './list/records.ts';
import type { HashIndex } from './search/hash-index.ts';

/** Name of a list, unique on this computer: `practice`, or made from its pin (list/sync-link.ts). */
export type ListId = string & { readonly __brand: 'ListId' };

/** What stands where a list stands when the match is with the person's own media. No list can have this id. */
export const OWN_LIST = 'own' as ListId;

/** Opaque name of one entry of a list: the first 8 bytes of SHA-256 of its hash or digest, as 16 hex digits. */
export type EntryId = string & { readonly __brand: 'EntryId' };

/** Why media could not be judged. Each has its own sentence in the popup (`unknown_<reason>` in the locale files). */
export const UNKNOWN_REASONS = [
  'loading', // not there yet; asked again when it is
  'not-loaded', // the page itself could not show it (404, broken, refused)
  'unreachable', // shown, but its bytes could not be fetched by us
  'timeout', // its bytes took too long
  'undecodable', // bytes that the browser cannot decode
  'truncated', // only a part of the file arrived, and that part is on no list
  'animated', // only the first frame was compared, and it is on no list
  'vector', // SVG: drawn, not photographed; PDQ needs pixels
  'too-large', // more pixels than we decode
  'too-small', // under 5 px a side: PDQ is not defined
  'plain', // quality under 50: too little in it to compare
  'unreadable', // the browser withholds the pixels, or we may not fetch from there
  'video', // its cover picture is on no list; the film itself was not compared
  'no-list', // no list is loaded
  'fault', // a fault of ours
] as const;
export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

export interface Match {
  readonly list: ListId;
  readonly entry: EntryId;
  /** Hamming distance, 0 to the list's threshold (at most 31). */
  readonly distance: number;
  /**
   * How the picture had to be turned, which part of it matched, and what had to be supposed of its past; `file` if it is
   * the listed file itself, to the last byte.
   */
  readonly via: Via | 'file';
}

export type Verdict =
  | { readonly status: 'clear' }
  | { readonly status: 'flagged'; readonly match: Match }
  | { readonly status: 'unknown'; readonly reason: UnknownReason };

/** A list as `judge` sees it. */
export interface SearchableList {
  readonly id: ListId;
  /** The list's own threshold; never taken above MATCH_DISTANCE. */
  readonly threshold: number;
  readonly index: HashIndex;
  entryAt(position: number): Hash;
  /** SHA-256 of listed files, 32 bytes each, sorted. */
  readonly digests: Uint8Array;
}

/** How a dismissed entry is written down, in the settings and in `dismissed` below. */
export const dismissalOf = (list: ListId, entry: EntryId): string => `${list}:${entry}`;

/** The nearest entry of one list that the person has not dismissed. */
async function matchIn(
  list: SearchableList,
  queries: readonly QueryHash[],
  entryId: (hash: Hash) => Promise<EntryId>,
  dismissed: ReadonlySet<string>,
): Promise<Match | null> {
  const hashes = queries.map(query => query.hash);
  const except = new Set<number>();
  for (;;) {
    const nearest = list.index.nearest(hashes, Math.min(list.threshold, MATCH_DISTANCE), except);
    const query = nearest === null ? undefined : queries[nearest.query];
    if (nearest === null || query === undefined) return null;
    const entry = await entryId(list.entryAt(nearest.position));
    if (!dismissed.has(dismissalOf(list.id, entry))) {
      const { orientation, input, region, guess } = query;
      return { list: list.id, entry, distance: nearest.distance, via: { orientation, input, region, guess } };
    }
    except.add(nearest.position);
  }
}

/**
 * The verdict on a picture from its hashes: flagged by the nearest entry of all lists (of equally near ones, that of
 * the first list), clear when no list has one near enough. `entryId` names an entry (a port, since digests take time).
 */
export async function judge(
  queries: readonly QueryHash[],
  lists: readonly SearchableList[],
  entryId: (hash: Hash) => Promise<EntryId>,
  dismissed: ReadonlySet<string>,
): Promise<Verdict> {
  if (lists.length === 0) return { status: 'unknown', reason: 'no-list' };
  const telling = queries.filter(query => query.quality >= MIN_QUALITY);
  if (telling.length === 0) return { status: 'unknown', reason: 'plain' };
  let match: Match | null = null;
  for (const list of lists) {
    const found = await matchIn(list, telling, entryId, dismissed);
    if (found !== null && (match === null || found.distance < match.distance)) match = found;
  }
  return match === null ? { status: 'clear' } : { status: 'flagged', match };
}

/**
 * The first list that names exactly this file, by its SHA-256; null if none does, which says nothing of what it shows.
 * `entryId` and `dismissed` are as in `judge`.
 */
export async function judgeFile(
  digest: Uint8Array,
  lists: readonly SearchableList[],
  entryId: (digest: Uint8Array) => Promise<EntryId>,
  dismissed: ReadonlySet<string>,
): Promise<Match | null> {
  const holders = lists.filter(({ digests }) => holdsRecord(digests, digest));
  if (holders.length === 0) return null;
  const entry = await entryId(digest);
  const list = holders.find(({ id }) => !dismissed.has(dismissalOf(id, entry)));
  return list === undefined ? null : { list: list.id, entry, distance: 0, via: 'file' };
}
