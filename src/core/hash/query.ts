/**
 * What to ask of the lists about one picture. Lists in the wild come from two habits: hash the picture as it is, or
 * first stretch anything larger than 512 px to 512x512, as the reference tool does. We ask both, in all orientations:
 * those of small pictures exactly, those of large ones from their frequencies, which is cheaper and nearly the same.
 */
import { wordsOf } from './downscale.ts';
import { FLIPS } from './orientations.ts';
import { MIN_SIDE } from './pdq.ts';
import { type Hash, type Hasher, ORIENTATIONS, type Orientation, type PictureHash, type Pixels } from './types.ts';

export interface QueryHash {
  readonly hash: Hash;
  readonly quality: number;
  readonly orientation: Orientation;
  readonly input: 'full' | 'stretch512';
}

/** Side of the reference tool's own resize (ThreatExchange pdq/cpp/io/pdqio.cpp). */
const STRETCH_SIDE = 512;

/** Which sides change places: top and bottom, left and right. */
interface Turn {
  readonly down: boolean;
  readonly across: boolean;
}

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

/**
 * All orientations from the pixels themselves, turned over in the four ways, with the transposed twin of each. PDQ's
 * filter is off-centre where its window is even, so in a picture of 256 or 512 px the hash of its mirror image lies up
 * to 98 bits from what the frequencies of the picture predict.
 */
function hashTurned(hashOf: (turn: Turn) => PictureHash): PictureHash {
  const hashes = new Map<Orientation, Hash>();
  let quality = 0;
  for (const turn of FLIPS) {
    const turned = hashOf(turn);
    if (turn.plain === 'upright') quality = turned.quality;
    hashes.set(turn.plain, turned.orientations[ORIENTATIONS.indexOf('upright')]!);
    hashes.set(turn.transposed, turned.orientations[ORIENTATIONS.indexOf('flipplus1')]!);
  }
  return { quality, orientations: ORIENTATIONS.map(orientation => hashes.get(orientation)!) };
}

const queriesFrom = ({ quality, orientations }: PictureHash, input: QueryHash['input']): readonly QueryHash[] =>
  ORIENTATIONS.map((orientation, i) => ({ hash: orientations[i]!, quality, orientation, input }));

/** Eight hashes of a picture, or sixteen when a side exceeds 512 px. Under 5 px a side they have quality 0. */
export function queryHashes(pixels: Pixels, hasher: Hasher): readonly QueryHash[] {
  const { width, height } = pixels;
  if (Math.min(width, height) < MIN_SIDE) return queriesFrom(hasher(pixels), 'full');
  if (Math.max(width, height) <= STRETCH_SIDE) {
    return queriesFrom(
      hashTurned(turn => hasher(flip(pixels, turn))),
      'full',
    );
  }
  const stretched = hashTurned(turn => hasher(stretch(pixels, turn)));
  return [...queriesFrom(hasher(pixels), 'full'), ...queriesFrom(stretched, 'stretch512')];
}
