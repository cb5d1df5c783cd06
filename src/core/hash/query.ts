/**
 * What to ask of the lists about one picture. Lists in the wild come from two habits: hash the picture as it is, or
 * first stretch anything larger than 512 px to 512x512, as the reference tool does. We ask both, in all orientations.
 */
import { MIN_SIDE } from './pdq.ts';
import { type Hash, type Hasher, ORIENTATIONS, type Orientation, type Pixels } from './types.ts';

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

const queriesFor = (pixels: Pixels, hasher: Hasher, input: QueryHash['input']): readonly QueryHash[] => {
  const { quality, orientations } = hasher(pixels);
  return ORIENTATIONS.map((orientation, i) => ({ hash: orientations[i]!, quality, orientation, input }));
};

/** Eight hashes of a picture, or sixteen when a side exceeds 512 px. Under 5 px a side they have quality 0. */
export function queryHashes(pixels: Pixels, hasher: Hasher): readonly QueryHash[] {
  const full = queriesFor(pixels, hasher, 'full');
  const { width, height } = pixels;
  if (Math.max(width, height) <= STRETCH_SIDE || Math.min(width, height) < MIN_SIDE) return full;
  return [...full, ...queriesFor(stretch(pixels), hasher, 'stretch512')];
}
