/**
 * A second proof, of another kind than features: PDQ hashes of 25 overlapping windows of an entry. Once it is known how
 * an entry lies in a picture, the same windows are hashed there; in a wrong alignment hardly any is alike.
 */
import { SAMPLES } from '../hash/fold.ts';
import { hashSamples } from '../hash/pdq.ts';
import { HASH_BYTES, type Hash } from '../hash/types.ts';
import { distance } from '../search/distance.ts';
import type { FeatureEntry } from './feature-entry.ts';
import type { Grey } from './grey.ts';
import { STEP } from './pyramid.ts';
import type { Similarity } from './similarity.ts';

/**
 * Windows along each side, and the share of the side that each takes. With a third, none is left whole of a wide picture
 * that was cut to 9:16; with a quarter two are left of most parts of 30 % of the area.
 */
const ALONG = 5;
const SHARE = 1 / 4;
export const WINDOWS = ALONG * ALONG;

/** A window with less in it tells nothing, and is kept as zeros. */
const LEAST_QUALITY = 20;

/**
 * Windows of photographs that were re-shared in 16 ways lie 14 bits apart in the median, 89 of 100 no more than this
 * (stickers cover the others); where features agreed by chance they lie 112 to 140 apart.
 */
const ALIKE = 70;

/** Places may be off by as much at the border of a picture and still be seen, in pixels. */
const SLACK = 1;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const IDENTITY: Similarity = { re: 1, im: 0, x: 0, y: 0, mirrored: false };

const move = ({ re, im, x, y, mirrored }: Similarity, point: Point): Point => {
  const from = mirrored ? -point.x : point.x;
  return { x: re * from - im * point.y + x, y: im * from + re * point.y + y };
};

/** Upper left corner of a window. */
const cornerOf = (window: number, { width, height }: Size): Point => ({
  x: ((window % ALONG) / (ALONG - 1)) * (1 - SHARE) * width,
  y: (Math.floor(window / ALONG) / (ALONG - 1)) * (1 - SHARE) * height,
});

/** The 64x64 luma of a parallelogram, from the level whose pixels are about as far apart as the samples. */
function samplesOf(levels: readonly Grey[], corner: Point, right: Point, down: Point): Float64Array {
  const across = { x: (right.x - corner.x) / SAMPLES, y: (right.y - corner.y) / SAMPLES };
  const along = { x: (down.x - corner.x) / SAMPLES, y: (down.y - corner.y) / SAMPLES };
  const apart = Math.sqrt(Math.hypot(across.x, across.y) * Math.hypot(along.x, along.y));
  const fitting = Math.round(Math.log(apart) / Math.log(STEP));
  const base = levels[0]!;
  const { width, height, data } = levels[Math.min(levels.length - 1, Math.max(0, fitting))]!;
  const scaleX = width / base.width;
  const scaleY = height / base.height;
  const samples = new Float64Array(SAMPLES * SAMPLES);
  for (let i = 0; i < SAMPLES; i++) {
    for (let j = 0; j < SAMPLES; j++) {
      const x = (corner.x + (j + 0.5) * across.x + (i + 0.5) * along.x) * scaleX - 0.5;
      const y = (corner.y + (j + 0.5) * across.y + (i + 0.5) * along.y) * scaleY - 0.5;
      const left = Math.max(0, Math.min(width - 2, Math.floor(x)));
      const top = Math.max(0, Math.min(height - 2, Math.floor(y)));
      const partX = Math.max(0, Math.min(1, x - left));
      const partY = Math.max(0, Math.min(1, y - top));
      const at = top * width + left;
      const upper = data[at]! + (data[at + 1]! - data[at]!) * partX;
      const lower = data[at + width]! + (data[at + width + 1]! - data[at + width]!) * partX;
      samples[i * SAMPLES + j] = upper + (lower - upper) * partY;
    }
  }
  return samples;
}

/** One window of an entry of the given size, hashed where `similarity` lays it; null if it reaches out of the picture. */
function hashWindow(
  levels: readonly Grey[],
  window: number,
  entry: Size,
  similarity: Similarity,
): { readonly hash: Hash; readonly quality: number } | null {
  const base = levels[0]!;
  const { x, y } = cornerOf(window, entry);
  const right = x + SHARE * entry.width;
  const bottom = y + SHARE * entry.height;
  const [corner, across, down, opposite] = [
    move(similarity, { x, y }),
    move(similarity, { x: right, y }),
    move(similarity, { x, y: bottom }),
    move(similarity, { x: right, y: bottom }),
  ] as const;
  const isInside = (p: Point): boolean =>
    Math.min(p.x, p.y) >= -SLACK && p.x <= base.width + SLACK && p.y <= base.height + SLACK;
  if (![corner, across, down, opposite].every(isInside)) return null;
  const { orientations, quality } = hashSamples(samplesOf(levels, corner, across, down));
  return { hash: orientations[0]!, quality };
}

/** The 25 hashes of a picture, one after the other; zeros stand for a window with too little in it. */
export function windowHashesOf(levels: readonly Grey[]): Uint8Array {
  const hashes = new Uint8Array(WINDOWS * HASH_BYTES);
  for (let window = 0; window < WINDOWS; window++) {
    const hashed = hashWindow(levels, window, levels[0]!, IDENTITY);
    if (hashed !== null && hashed.quality >= LEAST_QUALITY) hashes.set(hashed.hash, window * HASH_BYTES);
  }
  return hashes;
}

/** How many windows of an entry can be seen whole in a picture, and in how many of these the picture is alike. */
export interface Agreement {
  readonly visible: number;
  readonly alike: number;
}

export function compareWindows(
  levels: readonly Grey[],
  { features, windows }: FeatureEntry,
  similarity: Similarity,
): Agreement {
  let visible = 0;
  let alike = 0;
  for (let window = 0; window < WINDOWS; window++) {
    const listed = windows.subarray(window * HASH_BYTES, (window + 1) * HASH_BYTES);
    if (listed.every(byte => byte === 0)) continue;
    const seen = hashWindow(levels, window, features, similarity);
    if (seen === null) continue;
    visible++;
    if (distance(seen.hash, listed) <= ALIKE) alike++;
  }
  return { visible, alike };
}
