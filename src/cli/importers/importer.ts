/** What a reader of an outside format gives: rows, one at a time, so that a file of any size costs little memory. */
import type { OfferedHash } from '../bank.ts';

export type ImportRow =
  /**
   * `quality` is 0 to 100, or null where the format does not tell it. `origin` is the source's own name of the item,
   * where it takes items back by that name alone.
   */
  | { readonly kind: 'entry'; readonly hash: string; readonly quality: number | null; readonly origin?: string }
  | { readonly kind: 'video'; readonly frames: readonly OfferedHash[] }
  /** An exact file, by its SHA-256 in hex. */
  | { readonly kind: 'digest'; readonly sha256: string }
  | { readonly kind: 'withdrawn'; readonly hash: string }
  | { readonly kind: 'withdrawn-origin'; readonly origin: string }
  /** `not-pdq`: a kind of hash that no list holds, MD5 and SHA-1 among them: other files can be made to have the same. `not-listed`: the source itself does not vouch for it. */
  | { readonly kind: 'refused'; readonly reason: 'malformed' | 'not-pdq' | 'not-listed' };

export interface Importer {
  /** Name for `--format`, and of its file in this folder. */
  readonly format: string;
  readonly about: string;
  /** A small file of the format; tests and the documentation use it. */
  readonly example: string;
  /** Set for programmes of people who were harmed: what they gather may be published only by their leave. */
  readonly restricted?: true;
  /** `text`: the file in pieces of any size. */
  rows(text: AsyncIterable<string>): AsyncIterable<ImportRow>;
}

/** A whole number from 0 to 100, null for an empty or missing text, and NaN for anything else. */
export function parseQuality(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return null;
  return /^\d{1,3}$/.test(trimmed) && Number(trimmed) <= 100 ? Number(trimmed) : Number.NaN;
}

/** A quality that is there but makes no sense spoils the row. */
export const entryRow = (hash: string, quality: number | null): ImportRow =>
  Number.isNaN(quality) ? { kind: 'refused', reason: 'malformed' } : { kind: 'entry', hash, quality };
