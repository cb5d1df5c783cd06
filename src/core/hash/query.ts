/**
 * What to ask of the lists about one picture. Lists in the wild come from two habits: hash the picture as it is, or
 * first stretch anything larger than 512 px to 512x512, as the reference tool does. We ask both, in all orientations:
 * those of small pictures exactly, those of large ones from their frequencies, which is cheaper and nearly the same.
 * The same again for the picture without its surround (trim.ts), if it has any; and, when it is about to be shared, for
 * the guesses of uncrop.ts.
 */
import { crop, sizeOf, wholeOf } from './crop.ts';
import { wordsOf } from './downscale.ts';
import { hashTurned, type Turn } from './orientations.ts';
import { MIN_SIDE } from './pdq.ts';
import { createViewer, type Viewer, WHOLE } from './resample.ts';
import { trims } from './trim.ts';
import {
  type Hash,
  type Hasher,
  ORIENTATIONS,
  type Orientation,
  type PictureHash,
  type Pixels,
  type Rectangle,
  type Size,
} from './types.ts';
import { guessesFor } from './uncrop.ts';

/** How a query comes from the picture. A match tells it, for people who want to know why. */
export interface Via {
  readonly orientation: Orientation;
  /** The habit of list makers that it follows; `resampled` lies between the two. */
  readonly input: 'full' | 'stretch512' | 'resampled';
  /** All of the picture, or what is left without its surround. */
  readonly region: 'whole' | 'trimmed';
  /** How the region must have been cut before it came here, as uncrop.ts says it: `top cut 3 %`; null if not at all. */
  readonly guess: string | null;
}

export interface QueryHash extends Via {
  readonly hash: Hash;
  readonly quality: number;
}

/** Media about to be shared is worth more work than media that passes by. */
export type Depth = 'seen' | 'share';

/** Side of the reference tool's own resize (ThreatExchange pdq/cpp/io/pdqio.cpp). */
const STRETCH_SIDE = 512;

const AS_IS: Turn = { down: false, across: false };

/** Nearest neighbour to 512x512 without regard to the shape, as the reference tool does it, of the picture turned over. */
export function stretch(pixels: Pixels, { down, across }: Turn = AS_IS): Pixels {
  const sources = (length: number, reversed: boolean): Int32Array =>
    Int32Array.from({ length: STRETCH_SIDE }, (_, i) => {
      const source = Math.floor((i * length) / STRETCH_SIDE);
      return reversed ? length - 1 - source : source;
    });
  const from = wordsOf(pixels);
  const to = new Int32Array(STRETCH_SIDE * STRETCH_SIDE);
  const rows = sources(pixels.height, down);
  const columns = sources(pixels.width, across);
  for (let y = 0; y < STRETCH_SIDE; y++) {
    const start = rows[y]! * pixels.width;
    for (let x = 0; x < STRETCH_SIDE; x++) to[y * STRETCH_SIDE + x] = from[start + columns[x]!]!;
  }
  return { width: STRETCH_SIDE, height: STRETCH_SIDE, data: new Uint8Array(to.buffer) };
}

/** The same picture turned over: `down` swaps top and bottom, `across` left and right. */
export function flip(pixels: Pixels, { down, across }: Turn): Pixels {
  const { width, height } = pixels;
  const from = wordsOf(pixels);
  const to = new Int32Array(from.length);
  for (let y = 0; y < height; y++) {
    const source = (down ? height - 1 - y : y) * width;
    const target = y * width;
    for (let x = 0; x < width; x++) to[target + x] = from[source + (across ? width - 1 - x : x)]!;
  }
  return { width, height, data: new Uint8Array(to.buffer) };
}

const isSmall = ({ width, height }: Size): boolean => Math.max(width, height) <= STRETCH_SIDE;

type Source = Omit<Via, 'orientation'>;

const queriesFrom = ({ quality, orientations }: PictureHash, source: Source): readonly QueryHash[] =>
  ORIENTATIONS.map((orientation, i) => ({ hash: orientations[i]!, quality, orientation, ...source }));

/** A part of a picture, cut out of it only where something has to have it alone. */
interface Region {
  readonly pixels: Pixels;
  readonly part: Rectangle;
  readonly name: Via['region'];
}

function exactQueries({ pixels, part, name }: Region, hasher: Hasher): readonly QueryHash[] {
  const full: Source = { input: 'full', region: name, guess: null };
  if (isSmall(sizeOf(part))) {
    const alone = crop(pixels, part);
    const turned = hashTurned(turn => hasher(flip(alone, turn)));
    return queriesFrom(turned, full);
  }
  const stretched = hasher.stretched?.(pixels, part) ?? hashTurned(turn => hasher(stretch(crop(pixels, part), turn)));
  return [...queriesFrom(hasher(pixels, part), full), ...queriesFrom(stretched, { ...full, input: 'stretch512' })];
}

/** A cut picture is mirrored now and then; turned on its side as well it is not worth the time of asking. */
const SHARED: ReadonlySet<Orientation> = new Set(['upright', 'flipy'] as const);

/**
 * In a reduced picture PDQ falls between the pixels; smoothed over, it comes nearer to the hash of the large original
 * (photographs reduced to 160 px: median distance 4 instead of 22).
 */
const reducedQueries = (viewer: Viewer, region: Via['region']): readonly QueryHash[] =>
  queriesFrom(viewer(WHOLE), { input: 'resampled', region, guess: null });

function guessQueries(viewer: Viewer, aspect: number, region: Via['region']): readonly QueryHash[] {
  return guessesFor(aspect).flatMap(({ name, view }) => {
    const queries = queriesFrom(viewer(view), { input: 'resampled', region, guess: name });
    return queries.filter(query => SHARED.has(query.orientation));
  });
}

function regionQueries(region: Region, hasher: Hasher, depth: Depth): readonly QueryHash[] {
  const { pixels, part, name } = region;
  const exact = exactQueries(region, hasher);
  const size = sizeOf(part);
  if (depth === 'seen' && !isSmall(size)) return exact;
  const viewer = createViewer(crop(pixels, part), hasher);
  const reduced = isSmall(size) ? reducedQueries(viewer, name) : [];
  const guesses = depth === 'share' ? guessQueries(viewer, size.width / size.height, name) : [];
  return [...exact, ...reduced, ...guesses];
}

/**
 * The hashes to ask about: 16 of a picture, as many of each trimmed part, and two for each guess when it is about to be
 * shared. Under 5 px a side there are 8, of quality 0.
 */
export function queryHashes(pixels: Pixels, hasher: Hasher, depth: Depth = 'seen'): readonly QueryHash[] {
  if (Math.min(pixels.width, pixels.height) < MIN_SIDE) {
    return queriesFrom(hasher(pixels), { input: 'full', region: 'whole', guess: null });
  }
  const whole: Region = { pixels, part: wholeOf(pixels), name: 'whole' };
  const inner = trims(pixels, hasher.linesOf?.(pixels)).map((part): Region => ({ pixels, part, name: 'trimmed' }));
  return [whole, ...inner].flatMap(region => regionQueries(region, hasher, depth));
}
