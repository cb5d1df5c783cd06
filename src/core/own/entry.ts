/**
 * What is kept of a picture or a film that somebody wants to be told about: hashes, and of a picture also what is needed
 * to know parts of it again. Made on the person's computer from the original, and worth as much as the original: it is
 * never sent anywhere, never synced, and encrypted where it is kept.
 */
import { buildFeatureEntry, type FeatureEntry } from '../features/feature-entry.ts';
import { toHex } from '../hash/hex.ts';
import { trimForListing } from '../hash/listing.ts';
import { MIN_SIDE } from '../hash/pdq.ts';
import type { Rectangle } from '../hash/types.ts';
import { HASH_BYTES, type Hash, type Hasher, MIN_QUALITY, type Pixels } from '../hash/types.ts';
import { type Variant, variants } from '../hash/variants.ts';
import { pictureBytes } from './entry-bytes.ts';

export interface OwnPicture {
  readonly kind: 'picture';
  /** PDQ hashes of quality 50 or more: the whole picture first, then likely crops. Empty for a plain picture. */
  readonly hashes: readonly Hash[];
  readonly local: FeatureEntry;
}

export interface OwnVideo {
  readonly kind: 'video';
  /** PDQ hashes of quality 50 or more of its stills in their order, each whole and in likely crops. */
  readonly hashes: readonly Hash[];
}

export type OwnEntry = OwnPicture | OwnVideo;

/** Too small for PDQ, or with nothing in it by which it could be told from other pictures. */
export type OwnRefusal = 'too-small' | 'plain';

export type MadePicture =
  | { readonly ok: false; readonly reason: OwnRefusal }
  | {
      readonly ok: true;
      readonly entry: OwnPicture;
      /** What the entry was made of, in pixels of the picture: bars and borders around it are cut off. */
      readonly part: Rectangle;
      /**
       * Strips in it that still look like writing or icons. With them the entry would match other people's screens, so
       * whoever adds it should first cut them off, or have looked at them.
       */
      readonly strips: readonly Rectangle[];
    };

/**
 * Bytes that a picture may take. Features come first, since they find every crop; a picture that has few of them, a wall
 * or a dim room, has place for the hashes of all its likely crops instead.
 */
export const MAX_PICTURE_BYTES = 8_400;

export function makeOwnPicture(pixels: Pixels, hasher: Hasher): MadePicture {
  if (Math.min(pixels.width, pixels.height) < MIN_SIDE) return { ok: false, reason: 'too-small' };
  const { pixels: trimmed, part, strips } = trimForListing(pixels);
  const local = buildFeatureEntry(trimmed);
  const room = Math.floor((MAX_PICTURE_BYTES - pictureBytes(local)) / HASH_BYTES);
  const telling = variants(trimmed, hasher).filter(({ quality }) => quality >= MIN_QUALITY);
  const hashes = telling.slice(0, room).map(({ hash }) => hash);
  // Every proof needs a hash, of the picture or of one of its windows. A clear sky has neither.
  if (hashes.length === 0 && local.windows.every(byte => byte === 0)) return { ok: false, reason: 'plain' };
  return { ok: true, entry: { kind: 'picture', hashes, local }, part, strips };
}

export type MadeVideo =
  | { readonly ok: false; readonly reason: 'plain' }
  | { readonly ok: true; readonly entry: OwnVideo };

/**
 * Hashes that a video may take, 64 kB. Its stills share them: a clip of half a minute is hashed in all its likely crops,
 * a film of five minutes in the few likeliest of them.
 */
const MAX_VIDEO_HASHES = 2_000;
/** A video with fewer stills is known by all of them (hash/video.ts), which crops of the same still must not stand for. */
const MIN_STILLS_FOR_CROPS = 3;

/** From the stills of a film, about one a second, each in all its `variants`. */
export function makeOwnVideo(stills: readonly (readonly Variant[])[]): MadeVideo {
  const room = stills.length < MIN_STILLS_FOR_CROPS ? 1 : Math.floor(MAX_VIDEO_HASHES / stills.length);
  const telling = stills.flatMap(still => still.slice(0, room).filter(({ quality }) => quality >= MIN_QUALITY));
  const distinct = new Map(telling.map(({ hash }) => [toHex(hash), hash]));
  if (distinct.size === 0) return { ok: false, reason: 'plain' };
  return { ok: true, entry: { kind: 'video', hashes: [...distinct.values()] } };
}
