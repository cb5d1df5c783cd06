/** From what a page shows to what can be kept of it: the best that the browser lets us have. */
import { HASH_BYTES } from '../../core/hash/types.ts';
import { makeOwnVideo } from '../../core/own/entry.ts';
import { writeOwnEntry } from '../../core/own/entry-bytes.ts';
import type { FlagDraft } from '../../platform/flag-draft.ts';
import { fetchMedia, type PageMedia, readShownMedia } from '../../platform/media-reader.ts';
import type { PointedAt, TabApi } from '../../platform/messages.ts';
import { remoteTab } from '../../platform/rpc.ts';
import { type Made, makeEntry } from './make-entry.ts';

export type Readable =
  | { readonly kind: 'picture' | 'film'; readonly file: Blob; readonly preview: Blob | null }
  /** The frame on the screen, of a video whose file cannot be had. */
  | { readonly kind: 'frame'; readonly file: Blob; readonly preview: Blob }
  /** Of such a video, the hashes of what was watched. */
  | { readonly kind: 'so-far'; readonly stills: Uint8Array; readonly preview: Blob | null }
  | { readonly kind: 'withheld' };

export interface Candidate {
  readonly source: string;
  readonly isVideo: boolean;
  readonly readable: Readable;
}

export interface Found {
  readonly candidates: readonly Candidate[];
  /** Address of the post, where our content script knows it. */
  readonly permalink: string | null;
}

async function pointedAt({ tabId, frameId, source, isPointedAt }: FlagDraft): Promise<PointedAt | null> {
  if (!isPointedAt || frameId !== 0) return null;
  try {
    return await remoteTab<TabApi>('tab', tabId).pointedAt(source);
  } catch {
    return null; // no content script of ours there, which is the usual case
  }
}

const asFilm = (file: Blob): Blob => (file.type.startsWith('video/') ? file : new Blob([file], { type: 'video/mp4' })); // or it would be read as a picture

/** `file`: what its server gave, or null. `stills` as in PointedAt. */
export function readableOf({ kind, picture }: PageMedia, file: Blob | null, stills: Uint8Array): Readable {
  if (kind === 'video') {
    if (file !== null) return { kind: 'film', file: asFilm(file), preview: picture };
    if (stills.length > 0) return { kind: 'so-far', stills, preview: picture };
    return picture === null ? { kind: 'withheld' } : { kind: 'frame', file: picture, preview: picture };
  }
  const best = picture ?? file;
  return best === null ? { kind: 'withheld' } : { kind: 'picture', file: best, preview: best };
}

/** Null where the browser lets nobody read. */
export async function findMedia(draft: FlagDraft): Promise<Found | null> {
  const pointed = await pointedAt(draft);
  const shown = await readShownMedia(draft.tabId, draft.frameId, draft.source ?? pointed?.source ?? null);
  if (shown === null) return null;
  const candidates = await Promise.all(
    shown.map(async (media): Promise<Candidate> => {
      const isPlain = media.kind === 'picture' && media.picture !== null;
      const file = isPlain ? null : await fetchMedia(media.source);
      const stills = pointed?.source === media.source ? pointed.stills : new Uint8Array(0);
      return { source: media.source, isVideo: media.kind === 'video', readable: readableOf(media, file, stills) };
    }),
  );
  return { candidates, permalink: pointed?.permalink ?? null };
}

function fromStills(stills: Uint8Array): Made {
  const hashes = Array.from({ length: stills.length / HASH_BYTES }, (_, i) =>
    stills.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
  const made = makeOwnVideo(hashes.map(hash => [{ hash, quality: 100 }])); // dull ones were left out there
  if (!made.ok) return { kind: 'none', why: made.reason };
  return { kind: 'entry', bytes: writeOwnEntry(made.entry), writing: false, view: null };
}

export async function entryOf(readable: Readable, signal: AbortSignal): Promise<Made> {
  if (readable.kind === 'withheld') return { kind: 'none', why: 'undecodable' };
  return readable.kind === 'so-far' ? fromStills(readable.stills) : makeEntry(readable.file, signal);
}
