/**
 * Videos as vPDQ has them (ThreatExchange, vpdq/): a video is the set of its frames' PDQ hashes, and two videos are told
 * to be the same by the shares of frames that they have in common. Decodes nothing; frames come from a caller.
 */
import { distance } from '../search/distance.ts';
import { createHashIndex, type HashIndex } from '../search/hash-index.ts';
import type { EntryId } from '../verdict.ts';
import { parseHex, toHex } from './hex.ts';
import { HASH_BYTES, type Hash, MATCH_DISTANCE, MIN_QUALITY } from './types.ts';

/** A hashed still of a video: one line of a vPDQ file. */
export interface VideoFrame {
  /** Its number in the video, from 0. */
  readonly frame: number;
  readonly quality: number;
  readonly hash: Hash;
  /** In seconds. */
  readonly timestamp: number;
}

/** `frame,quality,hash,timestamp`, as vpdq/cpp/vpdq/cpp/io/vpdqio.cpp writes it, without the line end. */
export const formatVpdqLine = ({ frame, quality, hash, timestamp }: VideoFrame): string =>
  `${frame},${quality},${toHex(hash)},${timestamp.toFixed(3)}`;

const VPDQ_LINE = /^(\d{1,9}),(\d{1,3}),([0-9a-f]{64}),(\d{1,9}(?:\.\d{1,9})?)$/i;

/** Null for what is no line of a vPDQ file. */
export function parseVpdqLine(line: string): VideoFrame | null {
  const [, frame = '', quality = '', hex = '', timestamp = ''] = VPDQ_LINE.exec(line) ?? [];
  const hash = parseHex(hex);
  if (hash === null || Number(quality) > 100) return null;
  return { frame: Number(frame), quality: Number(quality), hash, timestamp: Number(timestamp) };
}

/** Videos of a list: the frames of each lie side by side. */
export interface VideoGroups {
  readonly ids: readonly EntryId[];
  /** Number of each video's first frame, and at the end the number of all frames. */
  readonly starts: Uint32Array;
  /** 32 bytes each. */
  readonly frames: Uint8Array;
}

/** When frames seen in common make a match: the publisher's choice, since users of vPDQ do not agree on it. */
export interface VideoRule {
  /** Largest distance between two frames that are the same; never taken above MATCH_DISTANCE. */
  readonly threshold: number;
  /** Share of the distinct frames seen that the listed video has to have. */
  readonly seenPercent: number;
  /** Share of the listed video's frames that have to have been seen. */
  readonly listedPercent: number;
}

/**
 * The rule of python-threatexchange (extensions/vpdq/vpdq_util.py): what is asked about is mostly the listed video, of
 * which it may be a short clip.
 */
export const VIDEO_RULE: VideoRule = { threshold: MATCH_DISTANCE, seenPercent: 80, listedPercent: 0 };

/**
 * Frames in common below this number are no match, whatever their share: many videos share a title card or an empty
 * room. A listed video with fewer frames asks for all of them.
 */
const MIN_FRAMES_IN_COMMON = 3;

/** A frame near to frames of more listed videos than this tells them apart no better than a blank screen would. */
const MAX_VIDEOS_A_FRAME = 64;

/** A frame that was seen, in the orientations that shall be asked for. */
export interface SeenFrame {
  readonly quality: number;
  /** The upright hash first: by it frames are told to be the same. */
  readonly hashes: readonly Hash[];
}

export interface VideoMatch {
  readonly entry: EntryId;
  readonly seenPercent: number;
  readonly listedPercent: number;
  /** Distinct frames seen that the listed video has. */
  readonly frames: number;
  /** The nearest of them. */
  readonly distance: number;
}

/** The listed videos, ready to be asked. */
export interface VideoIndex {
  readonly groups: VideoGroups;
  readonly rule: VideoRule;
  readonly index: HashIndex;
}

export const createVideoIndex = (
  groups: VideoGroups,
  rule: VideoRule,
  createIndex: (hashes: Uint8Array) => HashIndex = createHashIndex,
): VideoIndex => ({ groups, rule, index: createIndex(groups.frames) });

/** One video while it is watched: frames go in as they come, in any order. */
export interface Sighting {
  /** Distinct frames of enough quality that were seen so far. */
  readonly seen: number;
  see(frame: SeenFrame): void;
  /** Of the listed videos that `isWanted`, the one that most of the frames seen are of, if they are enough for a match. */
  match(isWanted?: (entry: EntryId) => boolean): VideoMatch | null;
}

interface Tally {
  /** Frames seen that the listed video has. */
  seen: number;
  /** Places of its frames that were seen. */
  readonly listed: Set<number>;
  distance: number;
}

/** Number of the video that frame `place` belongs to. */
function videoAt({ starts }: VideoGroups, place: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] as number) <= place) low = middle;
    else high = middle;
  }
  return low;
}

export function watchVideo({ groups, rule, index }: VideoIndex): Sighting {
  const threshold = Math.min(rule.threshold, MATCH_DISTANCE);
  const known = new Set<string>();
  const tallies = new Map<number, Tally>();

  const firstOf = (video: number): number => groups.starts[video] as number;
  const framesOf = (video: number): number => firstOf(video + 1) - firstOf(video);

  /** Compares with every frame of one video, and gives the places of all of them. */
  function compare(video: number, hashes: readonly Hash[]): readonly number[] {
    const tally = tallies.get(video) ?? { seen: 0, listed: new Set<number>(), distance: threshold };
    const places = Array.from({ length: framesOf(video) }, (_, offset) => firstOf(video) + offset);
    for (const place of places) {
      const frame = groups.frames.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES);
      const bits = Math.min(...hashes.map(hash => distance(hash, frame)));
      if (bits > threshold) continue;
      tally.listed.add(place);
      tally.distance = Math.min(tally.distance, bits);
    }
    tally.seen++;
    tallies.set(video, tally);
    return places;
  }

  function matchWith(video: number, tally: Tally): VideoMatch | null {
    const all = framesOf(video);
    const inCommon = Math.min(tally.seen, tally.listed.size);
    const seenPercent = (100 * tally.seen) / known.size;
    const listedPercent = (100 * tally.listed.size) / all;
    const isEnough =
      inCommon >= Math.min(MIN_FRAMES_IN_COMMON, all) &&
      seenPercent >= rule.seenPercent &&
      listedPercent >= rule.listedPercent;
    if (!isEnough) return null;
    const entry = groups.ids[video] as EntryId;
    return { entry, seenPercent, listedPercent, frames: tally.seen, distance: tally.distance };
  }

  return {
    get seen() {
      return known.size;
    },
    see({ quality, hashes }) {
      const [upright] = hashes;
      if (upright === undefined || quality < MIN_QUALITY) return;
      const name = toHex(upright);
      if (known.has(name)) return;
      known.add(name);
      const except = new Set<number>();
      for (let video = 0; video < MAX_VIDEOS_A_FRAME; video++) {
        const nearest = index.nearest(hashes, threshold, except);
        if (nearest === null) return;
        for (const place of compare(videoAt(groups, nearest.position), hashes)) except.add(place);
      }
    },
    match(isWanted = () => true) {
      const wanted = [...tallies].filter(([video]) => isWanted(groups.ids[video] as EntryId));
      const matches = wanted.map(([video, tally]) => matchWith(video, tally)).filter(match => match !== null);
      return matches.toSorted((a, b) => b.frames - a.frames || a.distance - b.distance)[0] ?? null;
    },
  };
}
