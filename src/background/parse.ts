/**
 * Arguments of ContentApi come from a process that the page shares: nothing of them is believed before it went through
 * here. Each parser returns null for what it does not accept.
 */
import type { Depth, QueryHash } from '../core/hash/query.ts';
import { HASH_BYTES, ORIENTATIONS } from '../core/hash/types.ts';
import type { EntryId, ListId } from '../core/verdict.ts';
import type { GivenAnswer, MediaBytes } from '../platform/messages.ts';

/** Longest address that browsers themselves put up with in practice; Instagram's are about 700 characters. */
const MAX_URL = 8_192;

export function parseMediaBytes(value: unknown): MediaBytes | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, blob, url } = value as Record<string, unknown>;
  if (kind === 'blob' && blob instanceof Blob) return { kind, blob };
  if (kind === 'url' && typeof url === 'string' && url.length <= MAX_URL) return { kind, url };
  return null;
}

/** A file of any size and kind: files.ts reads it piece by piece, or not at all. */
export const parseFile = (value: unknown): Blob | null => (value instanceof Blob ? value : null);

/** The id of an adapter, or the host of a site without one. */
export const parseSiteId = (value: unknown): string | null =>
  typeof value === 'string' && /^[a-z0-9.-]{1,253}$/.test(value) ? value : null;

export const parseListId = (value: unknown): ListId | null =>
  typeof value === 'string' && /^[a-z0-9-]{1,64}$/.test(value) ? (value as ListId) : null;

export const parseEntryId = (value: unknown): EntryId | null =>
  typeof value === 'string' && /^[0-9a-f]{16}$/.test(value) ? (value as EntryId) : null;

export const parseGivenAnswer = (value: unknown): GivenAnswer | null =>
  value === 'stop' || value === 'share' || value === 'report' ? value : null;

export const parseDepth = (value: unknown): Depth => (value === 'share' ? 'share' : 'seen');

/** Names of films are keys of media: an address's last part at the longest. */
const MAX_FILM_NAME = 256;

export const parseFilmName = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' && value.length <= MAX_FILM_NAME ? value : null;

/** The whole and at the most three parts (core/hash/trim.ts). */
const MAX_VIEWS = 4;

function parseView(value: unknown, region: QueryHash['region']): readonly QueryHash[] | null {
  if (typeof value !== 'object' || value === null) return null;
  const { quality, hashes } = value as Record<string, unknown>;
  if (typeof quality !== 'number' || !(quality >= 0 && quality <= 100)) return null;
  if (!(hashes instanceof Uint8Array) || hashes.length !== ORIENTATIONS.length * HASH_BYTES) return null;
  return ORIENTATIONS.map((orientation, i) => {
    const hash = hashes.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES);
    return { hash, quality, orientation, input: 'resampled', region, guess: null };
  });
}

/** Hashes of a still to ask for, or null when anything about them is wrong. */
export function parseStill(value: unknown): readonly QueryHash[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_VIEWS) return null;
  const views = value.map((view, i) => parseView(view, i === 0 ? 'whole' : 'trimmed'));
  return views.includes(null) ? null : views.flatMap(view => view ?? []);
}
