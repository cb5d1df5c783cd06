/**
 * Arguments of ContentApi come from a process that the page shares: nothing of them is believed before it went through
 * here. Each parser returns null for what it does not accept.
 */
import type { Depth } from '../core/hash/query.ts';
import type { EntryId, ListId } from '../core/verdict.ts';
import type { MediaBytes } from '../platform/messages.ts';

/** Longest address that browsers themselves put up with in practice; Instagram's are about 700 characters. */
const MAX_URL = 8_192;

export function parseMediaBytes(value: unknown): MediaBytes | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, blob, url } = value as Record<string, unknown>;
  if (kind === 'blob' && blob instanceof Blob) return { kind, blob };
  if (kind === 'url' && typeof url === 'string' && url.length <= MAX_URL) return { kind, url };
  return null;
}

/** The id of an adapter, or the host of a site without one. */
export const parseSiteId = (value: unknown): string | null =>
  typeof value === 'string' && /^[a-z0-9.-]{1,253}$/.test(value) ? value : null;

export const parseListId = (value: unknown): ListId | null =>
  typeof value === 'string' && /^[a-z0-9-]{1,64}$/.test(value) ? (value as ListId) : null;

export const parseEntryId = (value: unknown): EntryId | null =>
  typeof value === 'string' && /^[0-9a-f]{16}$/.test(value) ? (value as EntryId) : null;

export const parseDepth = (value: unknown): Depth => (value === 'share' ? 'share' : 'seen');
