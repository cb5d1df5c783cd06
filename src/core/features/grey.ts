/**
 * Colour pixels to the small grey picture in which features are found. Areas are averaged, edges of areas may cut
 * through pixels, and a mirrored picture gives the mirrored result.
 */
import { LUMA, wordsOf } from '../hash/downscale.ts';
import type { Pixels } from '../hash/types.ts';

/** Luma, 8 bits a pixel, row by row. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** About 400x500 for a portrait of 4:5. More pixels cost in proportion and are what a re-share loses first. */
export const AREA = 200_000;

/** The longest side of the result, so that places in it fit 11 bits. Only strips under 98 px are longer. */
export const LONGEST = 2047;

/** About what the weights of the rows under one row of the result add up to: 257 bytes fit 16 bits. */
const ROW_SCALE = 250;

const EVEN_BYTES = 0x00ff00ff;

/** The pixels along one axis under one pixel of the result; the first and the last may lie in it with a part only. */
interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly firstPart: number;
  readonly lastPart: number;
  /** Pixels between the first and the last. */
  readonly between: number;
}

const stretchAt = (i: number, from: number, to: number): Stretch => {
  const start = (i * from) / to;
  const end = i + 1 === to ? from : ((i + 1) * from) / to;
  const first = Math.floor(start);
  const last = Math.ceil(end) - 1;
  if (first === last) return { first, last, firstPart: end - start, lastPart: 0, between: 0 };
  return { first, last, firstPart: first + 1 - start, lastPart: end - last, between: last - first - 1 };
};

const stretchesOf = (from: number, to: number): readonly Stretch[] =>
  Array.from({ length: to }, (_, i) => stretchAt(i, from, to));

/**
 * Running sums of the luma of a weighted mean of rows: `sums[x]` is that of all pixels before x. Red and blue share an
 * integer, 16 bits each. Returns by what the sums are too large.
 */
function sumRows(words: Int32Array, width: number, rows: Stretch, sums: Float64Array): number {
  const length = rows.firstPart + rows.between + rows.lastPart;
  const whole = Math.round(ROW_SCALE / length);
  const upper = Math.round((ROW_SCALE * rows.firstPart) / length);
  const lower = Math.round((ROW_SCALE * rows.lastPart) / length);
  const start = rows.first * width;
  const end = rows.last * width;
  let sum = 0;
  for (let x = 0; x < width; x++) {
    const above = words[start + x]!;
    const below = words[end + x]!;
    let redBlue = 0;
    let green = 0;
    for (let at = start + width + x; at < end; at += width) {
      const word = words[at]!;
      redBlue = (redBlue + (word & EVEN_BYTES)) | 0;
      green += (word >>> 8) & 0xff;
    }
    redBlue = (Math.imul(redBlue, whole) + Math.imul(above & EVEN_BYTES, upper)) | 0;
    redBlue = (redBlue + Math.imul(below & EVEN_BYTES, lower)) | 0;
    green = green * whole + ((above >>> 8) & 0xff) * upper + ((below >>> 8) & 0xff) * lower;
    sum += LUMA.red * (redBlue & 0xffff) + LUMA.green * green + LUMA.blue * (redBlue >>> 16);
    sums[x + 1] = sum;
  }
  return LUMA.scale * (upper + lower + whole * rows.between);
}

/** The grey picture of at most AREA pixels. A smaller picture keeps its size. */
export function toGrey(pixels: Pixels): Grey {
  const longer = Math.max(pixels.width, pixels.height);
  const shrink = Math.min(1, Math.sqrt(AREA / (pixels.width * pixels.height)), LONGEST / longer);
  const width = Math.max(1, Math.round(pixels.width * shrink));
  const height = Math.max(1, Math.round(pixels.height * shrink));
  const words = wordsOf(pixels);
  const columns = stretchesOf(pixels.width, width);
  const sums = new Float64Array(pixels.width + 1);
  const data = new Uint8Array(width * height);
  const span = pixels.width / width;
  let at = 0;
  for (const rows of stretchesOf(pixels.height, height)) {
    const scale = sumRows(words, pixels.width, rows, sums) * span;
    for (let x = 0; x < width; x++) {
      const { first, last, firstPart, lastPart } = columns[x]!;
      const inner = sums[last]! - sums[first + 1]!;
      const outer = firstPart * (sums[first + 1]! - sums[first]!) + lastPart * (sums[last + 1]! - sums[last]!);
      data[at++] = (last > first ? inner + outer : outer) / scale + 0.5;
    }
  }
  return { width, height, data };
}
