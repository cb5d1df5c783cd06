/** One grey picture at up to seven sizes, each 1.25 times smaller than the one before: features have a size too. */
import type { Grey } from './grey.ts';

/** Between ORB's 1.2 and the 1.26 at which SIFT samples an octave in three. */
export const STEP = 1.25;
export const LEVELS = 7;

/** Where between two pixels a place lies is told in 256ths. */
const FRACTION = 256;

interface Place {
  readonly before: number;
  /** 0 to 256 of the way to the next pixel. */
  readonly part: number;
}

/** The places of `to` equally wide pixels on an axis of `from`. */
const placesOf = (from: number, to: number): readonly Place[] =>
  Array.from({ length: to }, (_, i) => {
    const centre = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    const before = Math.min(from - 2, Math.floor(centre));
    return { before, part: Math.round((centre - before) * FRACTION) };
  });

/** By interpolation in both directions: at this step every pixel still counts. */
function shrink({ width, height, data }: Grey, toWidth: number, toHeight: number): Grey {
  const small = new Uint8Array(toWidth * toHeight);
  const columns = placesOf(width, toWidth);
  const lefts = Int32Array.from(columns, ({ before }) => before);
  const parts = Int32Array.from(columns, ({ part }) => part);
  let to = 0;
  for (const { before, part: lower } of placesOf(height, toHeight)) {
    const upper = FRACTION - lower;
    const above = before * width;
    const below = above + width;
    for (let x = 0; x < toWidth; x++) {
      const left = lefts[x]!;
      const right = parts[x]!;
      const west = data[above + left]! * upper + data[below + left]! * lower;
      const east = data[above + left + 1]! * upper + data[below + left + 1]! * lower;
      small[to++] = (west * (FRACTION - right) + east * right + 0x8000) >> 16;
    }
  }
  return { width: toWidth, height: toHeight, data: small };
}

/** The picture itself and ever smaller ones, as long as no side is shorter than `minSide` pixels. */
export function pyramidOf(grey: Grey, minSide: number): readonly Grey[] {
  const levels = [grey];
  for (let i = 1; i < LEVELS; i++) {
    const width = Math.round(grey.width / STEP ** i);
    const height = Math.round(grey.height / STEP ** i);
    if (Math.min(width, height) < minSide) break;
    levels.push(shrink(levels[i - 1]!, width, height));
  }
  return levels;
}
