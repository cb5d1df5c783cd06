/**
 * What to ask of the lists about one picture. Lists in the wild come from two habits: hash the picture as it is, or
 * first stretch anything larger than 512 px to 512x512, as the reference tool does. We ask both, in all orientations:
 * those of small pictures exactly, those of large ones from their frequencies, which is cheaper and nearly the same.
 * The same again for the picture without its surround (trim.ts), if it has any; and, when it is about to be shared, for
 * the guesses of uncrop.ts.
 */
import { wordsOf } from './downscale.ts';
import { hashTurned, type Turn } from './orientations.ts';
import { MIN_SIDE } from './pdq.ts';
import { createViewer, type Viewer, WHOLE } from './resample.ts';
import { type Rectangle, trims } from './trim.ts';
import { type Hash, type Hasher, ORIENTATIONS, type Orientation, type PictureHash, type Pixels } from './types.ts';
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

/** A copy of a part of the picture. */
export function crop({ width, data }: Pixels, { left, top, right, bottom }: Rectangle): Pixels {
  const stride = (right - left) * 4;
  const part = new Uint8Array((bottom - top) * stride);
  for (let y = top; y < bottom; y++) {
    const from = (y * width + left) * 4;
    part.set(data.subarray(from, from + stride), (y - top) * stride);
  }
  return { width: right - left, height: bottom - top, data: part };
}

const isSmall = ({ width, height }: Pixels): boolean => Math.max(width, height) <= STRETCH_SIDE;

type Source = Omit<Via, 'orientation'>;

const queriesFrom = ({ quality, orientations }: PictureHash, source: Source): readonly QueryHash[] =>
  ORIENTATIONS.map((orientation, i) => ({ hash: orientations[i]!, quality, orientation, ...source }));

function exactQueries(pixels: Pixels, hasher: Hasher, region: Via['region']): readonly QueryHash[] {
  const full: Source = { input: 'full', region, guess: null };
  if (isSmall(pixels)) {
    const turned = hashTurned(turn => hasher(flip(pixels, turn)));
    return queriesFrom(turned, full);
  }
  const stretched = hasher.stretched?.(pixels) ?? hashTurned(turn => hasher(stretch(pixels, turn)));
  return [...queriesFrom(hasher(pixels), full), ...queriesFrom(stretched, { ...full, input: 'stretch512' })];
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

function regionQueries(pixels: Pixels, hasher: Hasher, depth: Depth, region: Via['region']): readonly QueryHash[] {
  const exact = exactQueries(pixels, hasher, region);
  if (depth === 'seen' && !isSmall(pixels)) return exact;
  const viewer = createViewer(pixels, hasher);
  const reduced = isSmall(pixels) ? reducedQueries(viewer, region) : [];
  const guesses = depth === 'share' ? guessQueries(viewer, pixels.width / pixels.height, region) : [];
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
  const whole = regionQueries(pixels, hasher, depth, 'whole');
  const inner = trims(pixels).flatMap(part => regionQueries(crop(pixels, part), hasher, depth, 'trimmed'));
  return [...whole, ...inner];
}
