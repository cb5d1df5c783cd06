/**
 * What to ask of the lists about one picture. Lists in the wild come from two habits: hash the picture as it is, or
 * first stretch anything larger than 512 px to 512x512, as the reference tool does. We ask both, in all orientations:
 * those of small pictures exactly, those of large ones from their frequencies, which is cheaper and nearly the same.
 */

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

/** Nearest neighbour to 512x512 without regard to the shape, as the reference tool does it. */
export function stretch({ width, height, data }: Pixels): Pixels {
  const stretched = new Uint8Array(STRETCH_SIDE * STRETCH_SIDE * 4);
  const sources = Int32Array.from({ length: STRETCH_SIDE }, (_, x) => Math.floor((x * width) / STRETCH_SIDE) * 4);
  let to = 0;
  for (let y = 0; y < STRETCH_SIDE; y++) {
    const row = Math.floor((y * height) / STRETCH_SIDE) * width * 4;
    for (let x = 0; x < STRETCH_SIDE; x++) {
      const from = row + sources[x]!;
      stretched[to++] = data[from]!;
      stretched[to++] = data[from + 1]!;
      stretched[to++] = data[from + 2]!;
      stretched[to++] = data[from + 3]!;
    }
  }
  return { width: STRETCH_SIDE, height: STRETCH_SIDE, data: stretched };
}

/** The same picture turned over: `down` swaps top and bottom, `across` left and right. */
export function flip({ width, height, data }: Pixels, down: boolean, across: boolean): Pixels {
  const from = new Uint32Array(data.slice().buffer);
  const to = new Uint32Array(from.length);
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
function byPixels(pixels: Pixels, hasher: Hasher): PictureHash {
  const hashes = new Map<Orientation, Hash>();
  let quality = 0;
  for (const { down, across, plain, transposed } of FLIPS) {
    const turned = hasher(down || across ? flip(pixels, down, across) : pixels);
    if (plain === 'upright') quality = turned.quality;
    hashes.set(plain, turned.orientations[ORIENTATIONS.indexOf('upright')]!);
    hashes.set(transposed, turned.orientations[ORIENTATIONS.indexOf('flipplus1')]!);
  }
  return { quality, orientations: ORIENTATIONS.map(orientation => hashes.get(orientation)!) };
}

function queriesFor(pixels: Pixels, hasher: Hasher, input: QueryHash['input']): readonly QueryHash[] {
  const isSmall = Math.max(pixels.width, pixels.height) <= STRETCH_SIDE;
  const { quality, orientations } = isSmall ? byPixels(pixels, hasher) : hasher(pixels);
  return ORIENTATIONS.map((orientation, i) => ({ hash: orientations[i]!, quality, orientation, input }));
}

/** Eight hashes of a picture, or sixteen when a side exceeds 512 px. Under 5 px a side they have quality 0. */
export function queryHashes(pixels: Pixels, hasher: Hasher): readonly QueryHash[] {
  const full = queriesFor(pixels, hasher, 'full');
  const { width, height } = pixels;
  if (Math.max(width, height) <= STRETCH_SIDE || Math.min(width, height) < MIN_SIDE) return full;
  return [...full, ...queriesFor(stretch(pixels), hasher, 'stretch512')];
}
