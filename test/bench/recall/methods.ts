/**
 * Ways to list a picture and to know it again. A method makes an entry from an original, and says whether a picture
 * that somebody shares matches an entry; columns of the table are methods, so a new one needs no other change.
 */
import { hashPixels } from '../../../src/core/hash/pdq.ts';
import { type Depth, type QueryHash, queryHashes, stretch } from '../../../src/core/hash/query.ts';
import { type Hash, type Hasher, MATCH_DISTANCE, MIN_QUALITY, type Pixels } from '../../../src/core/hash/types.ts';
import { variants } from '../../../src/core/hash/variants.ts';
import { makeOwnPicture } from '../../../src/core/own/entry.ts';
import { createOwnMedia } from '../../../src/core/own/media.ts';
import { distance } from '../../../src/core/search/distance.ts';

/** A picture as it comes past; what is asked about it is worked out once for all methods. */
export interface Shared {
  readonly pixels: Pixels;
  hashes(depth: Depth): readonly QueryHash[];
}

export interface Method<Entry> {
  readonly name: string;
  /** `number` counts the originals: lists of hashes alone come from two habits, which take turns. */
  list(original: Pixels, number: number): Entry | Promise<Entry>;
  matches(shared: Shared, entry: Entry): boolean | Promise<boolean>;
}

export function createShared(pixels: Pixels, hasher: Hasher): Shared {
  const known = new Map<Depth, readonly QueryHash[]>();
  return {
    pixels,
    hashes: depth => {
      const hashes = known.get(depth) ?? queryHashes(pixels, hasher, depth);
      known.set(depth, hashes);
      return hashes;
    },
  };
}

/** The nearest that any query that tells something comes to any hash of an entry. */
export const nearestOf = (queries: readonly QueryHash[], entry: readonly Hash[]): number =>
  queries
    .filter(query => query.quality >= MIN_QUALITY)
    .reduce((least, { hash }) => Math.min(least, ...entry.map(listed => distance(hash, listed))), 256);

/** What a list of somebody else holds: one hash, made at full size or after the reference tool's stretch. */
export function listedHash(original: Pixels, number: number): Hash {
  const isLarge = Math.max(original.width, original.height) > 512;
  return hashPixels(isLarge && number % 2 === 1 ? stretch(original) : original).orientations[0] as Hash;
}

export const hashOnly = (depth: Depth): Method<readonly Hash[]> => ({
  name: `hash-only, ${depth}`,
  list: (original, number) => [listedHash(original, number)],
  matches: (shared, entry) => nearestOf(shared.hashes(depth), entry) <= MATCH_DISTANCE,
});

export const fromOriginals = (depth: Depth): Method<readonly Hash[]> => ({
  name: `from originals, ${depth}`,
  list: original =>
    variants(original, hashPixels).flatMap(({ hash, quality }) => (quality >= MIN_QUALITY ? [hash] : [])),
  matches: (shared, entry) => nearestOf(shared.hashes(depth), entry) <= MATCH_DISTANCE,
});

/** An entry is asked among all that came before it, and must be told from them. */
export function ownMedia(depth: Depth): Method<string> {
  const own = createOwnMedia();
  return {
    name: `own media, ${depth}`,
    list: (original, number) => {
      const made = makeOwnPicture(original, hashPixels);
      if (made.ok) own.add(`${number}`, made.entry);
      return `${number}`;
    },
    matches: ({ hashes, pixels }, key) => own.match(hashes(depth), pixels)?.key === key,
  };
}
