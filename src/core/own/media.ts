/**
 * The person's own media, ready to be asked: is one of them in this picture, or in this film? Two stages: the PDQ hashes
 * that are asked of every list (a look-up), and only if they say nothing, local features (tens of milliseconds).
 */
import { FeatureIndex } from '../features/feature-index.ts';
import { queryFeatures } from '../features/features.ts';
import { type FeatureMatch, matchFeatures } from '../features/match-features.ts';
import { MIN_STILLS_WITH_PICTURE } from '../film.ts';
import { crop } from '../hash/crop.ts';
import type { QueryHash, Via } from '../hash/query.ts';
import { trims } from '../hash/trim.ts';
import { HASH_BYTES, type Hash, MATCH_DISTANCE, MIN_QUALITY, type Pixels } from '../hash/types.ts';
import {
  createVideoIndex,
  type SeenFrame,
  VIDEO_RULE,
  type VideoIndex,
  type VideoMatch,
  watchVideo,
} from '../hash/video.ts';
import { createHashIndex, type HashIndex } from '../search/hash-index.ts';
import type { EntryId } from '../verdict.ts';
import type { OwnEntry } from './entry.ts';

/** By the hash of the picture or of one frame of the film. `query`: how the picture had to be turned, and what else. */
export interface HashMatch {
  readonly via: 'hash';
  readonly key: string;
  readonly distance: number;
  readonly query: Via | null;
}

export type PictureMatch = HashMatch | ({ readonly via: 'features' } & FeatureMatch);

/** By frames that show an own picture, or that it shares with an own film; never by one alone. */
export type FilmMatch = PictureMatch | ({ readonly via: 'frames'; readonly key: string } & Omit<VideoMatch, 'entry'>);

/** A film while it is watched: frames go in as they come, in any order. */
export interface OwnSighting {
  /** `pixels` of the frame at full size; without them the second stage is left out. */
  see(frame: SeenFrame, pixels?: Pixels): void;
  match(): FilmMatch | null;
}

export interface OwnMedia {
  /** Number of entries. While it is 0 there is nothing to ask. */
  readonly size: number;
  /** An entry with the same key is replaced. */
  add(key: string, entry: OwnEntry): void;
  /** Says whether there was such an entry. */
  remove(key: string): boolean;
  /**
   * `queries`: the hashes of the same picture (hash/query.ts), of whatever depth. `pixels` at full size; null leaves the
   * second stage out.
   */
  match(queries: readonly QueryHash[], pixels: Pixels | null): PictureMatch | null;
  /** What is added afterwards is not looked for in the film. */
  watch(): OwnSighting;
}

/** The hashes of entries of one kind, and whose they are. */
interface Hashes {
  readonly index: HashIndex;
  readonly keys: readonly string[];
}

function joined(hashes: readonly Hash[]): Uint8Array {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES);
  for (const [i, hash] of hashes.entries()) bytes.set(hash, i * HASH_BYTES);
  return bytes;
}

function nearest({ index, keys }: Hashes, queries: readonly Hash[]) {
  const found = index.nearest(queries, MATCH_DISTANCE);
  return found === null ? null : { ...found, key: keys[found.position] as string };
}

export function createOwnMedia(createIndex: (hashes: Uint8Array) => HashIndex = createHashIndex): OwnMedia {
  const entries = new Map<string, OwnEntry>();
  const features = new FeatureIndex();
  /** Made again when they are first asked after a change: even thousands of entries are few hashes. */
  let pictures: Hashes | null = null;
  let videos: (VideoIndex & Hashes) | null = null;

  const entriesOf = <K extends OwnEntry['kind']>(kind: K) =>
    [...entries].filter((pair): pair is [string, Extract<OwnEntry, { kind: K }>] => pair[1].kind === kind);

  const hashesOf = (kind: OwnEntry['kind']): { readonly hashes: Uint8Array; readonly keys: readonly string[] } => {
    const own = entriesOf(kind);
    return {
      hashes: joined(own.flatMap(([, { hashes }]) => hashes)),
      keys: own.flatMap(([key, { hashes }]) => hashes.map(() => key)),
    };
  };

  function pictureHashes(): Hashes {
    if (pictures === null) {
      const { hashes, keys } = hashesOf('picture');
      pictures = { index: createIndex(hashes), keys };
    }
    return pictures;
  }

  function videoHashes(): VideoIndex & Hashes {
    if (videos === null) {
      const { hashes, keys } = hashesOf('video');
      const own = entriesOf('video');
      const starts = new Uint32Array(own.length + 1);
      for (const [i, [, { hashes: frames }]] of own.entries()) starts[i + 1] = (starts[i] as number) + frames.length;
      // A key does for an entry id here: it only comes back from a match.
      const groups = { ids: own.map(([key]) => key as EntryId), starts, frames: hashes };
      videos = { ...createVideoIndex(groups, VIDEO_RULE, createIndex), keys };
    }
    return videos;
  }

  function remove(key: string): boolean {
    pictures = null;
    videos = null;
    features.remove(key);
    return entries.delete(key);
  }

  function matchHashes(queries: readonly QueryHash[]): HashMatch | null {
    const telling = queries.filter(({ quality }) => quality >= MIN_QUALITY);
    const hashes = telling.map(({ hash }) => hash);
    const found = nearest(pictureHashes(), hashes) ?? nearest(videoHashes(), hashes);
    if (found === null) return null;
    const { orientation, input, region, guess } = telling[found.query] as QueryHash;
    const query = { orientation, input, region, guess };
    return { via: 'hash', key: found.key, distance: found.distance, query };
  }

  function matchFeaturesOf(pixels: Pixels): PictureMatch | null {
    if (features.size === 0) return null;
    const inner = trims(pixels).map(part => crop(pixels, part));
    const found = matchFeatures(queryFeatures(pixels, inner), features);
    return found === null ? null : { via: 'features', ...found };
  }

  function pictureIn(still: Hashes, { hashes }: SeenFrame, pixels: Pixels | undefined): PictureMatch | null {
    const found = nearest(still, hashes);
    if (found !== null) return { via: 'hash', key: found.key, distance: found.distance, query: null };
    return pixels === undefined ? null : matchFeaturesOf(pixels);
  }

  return {
    get size() {
      return entries.size;
    },
    add(key, entry) {
      remove(key);
      entries.set(key, entry);
      if (entry.kind === 'picture') features.add(key, entry.local);
    },
    remove,
    match(queries, pixels) {
      if (entries.size === 0) return null;
      return matchHashes(queries) ?? (pixels === null ? null : matchFeaturesOf(pixels));
    },
    watch() {
      const still = pictureHashes();
      const sighting = watchVideo(videoHashes());
      const stills = new Map<string, number>();
      let picture: PictureMatch | null = null;
      return {
        see(frame, pixels) {
          sighting.see(frame);
          if (picture !== null || frame.quality < MIN_QUALITY) return;
          const found = pictureIn(still, frame, pixels);
          if (found === null) return;
          const count = (stills.get(found.key) ?? 0) + 1;
          stills.set(found.key, count);
          if (count >= MIN_STILLS_WITH_PICTURE) picture = found;
        },
        match() {
          const film = sighting.match();
          if (film === null) return picture;
          const { entry: key, ...rest } = film;
          return { via: 'frames', key, ...rest };
        },
      };
    },
  };
}
