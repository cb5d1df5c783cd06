/**
 * How PDQ's downscale reads one axis of a picture, as whole numbers.
 *
 * The specification runs a box mean twice along each axis and then keeps 64 samples. Both are linear, so each kept
 * sample is one weighted sum of the input: a tent of 2w-1 taps where w is the box width. Its weights are fractions with
 * a small common denominator, so the whole downscale can be done exactly, in any order, in one pass over the pixels.
 * Source: facebook/ThreatExchange pdq/cpp/downscaling (box1DFloat, decimateFloat), described in its hashing.pdf.
 */

export const SAMPLES = 64;

/** One kept sample: `sum(weights[k] * input[first + k]) / scale`. All weights are whole numbers that add up to `scale`. */
export interface Tap {
  readonly first: number;
  readonly weights: Float64Array;
  readonly scale: number;
  /** The weights are 1, 2, .. w, .. 2, 1. Not so only for the last sample of an even w, which meets the edge. */
  readonly tent: boolean;
}

/** The input positions [from, to] that the box mean of width `w` averages at `centre`, cut off at the picture's edges. */
const boxAt = (centre: number, w: number, length: number): { from: number; to: number } => {
  // Boxes of even width reach one further to the right than to the left, as in the reference.
  const right = Math.floor(w / 2);
  return { from: Math.max(0, centre - (w - 1 - right)), to: Math.min(length - 1, centre + right) };
};

const createTap = (centre: number, w: number, length: number): Tap => {
  const outer = boxAt(centre, w, length);
  const first = boxAt(outer.from, w, length).from;
  const weights = new Float64Array(boxAt(outer.to, w, length).to - first + 1);
  const tent = outer.to + Math.floor(w / 2) < length;
  // At the edge one box loses a single position, so that it averages over w-1.
  const scale = tent ? w * w : w * w * (w - 1);
  for (let middle = outer.from; middle <= outer.to; middle++) {
    const inner = boxAt(middle, w, length);
    const share = scale / w / (inner.to - inner.from + 1);
    for (let i = inner.from; i <= inner.to; i++) weights[i - first]! += share;
  }
  return { first, weights, scale, tent };
};

const createTaps = (length: number): readonly Tap[] => {
  const w = Math.ceil(length / 128);
  const centre = (sample: number): number => Math.floor(((sample + 0.5) * length) / SAMPLES);
  const interior = createTap(centre(SAMPLES / 2), w, length);
  return Array.from({ length: SAMPLES }, (_, sample) => {
    if (sample === SAMPLES - 1) return createTap(centre(sample), w, length);
    return { ...interior, first: centre(sample) - centre(SAMPLES / 2) + interior.first };
  });
};

/** A feed shows few sizes again and again; a handful of entries saves the tables being rebuilt for each picture. */
const CACHED_LENGTHS = 32;
const cache = new Map<number, readonly Tap[]>();

/** The 64 taps of an axis of `length` pixels (at least 5, the least that PDQ is defined for). */
export function tapsOf(length: number): readonly Tap[] {
  let taps = cache.get(length);
  if (taps === undefined) {
    if (cache.size === CACHED_LENGTHS) cache.clear();
    taps = createTaps(length);
    cache.set(length, taps);
  }
  return taps;
}
