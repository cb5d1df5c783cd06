/**
 * Pixels to the 64x64 luma that PDQ works on, in one pass and exact: sums of whole numbers, one division per sample.
 * Being exact, it does not depend on the order of the sums, so the WASM kernel can take another order and still agree.
 */
import { SAMPLES, type Tap, tapsOf } from './fold.ts';
import type { Pixels } from './types.ts';

/** BT.601 luma in thousandths, so that it stays whole (ThreatExchange pdq/cpp/io: 0.299, 0.587, 0.114). */
export const LUMA = { red: 299, green: 587, blue: 114, scale: 1000 } as const;

/** Sums of bytes with weights up to this many in total fit 16 bits: 257 * 255 = 65535. */
export const NARROW_SCALE = 257;

const EVEN_BYTES = 0x00ff00ff;

/**
 * Weighted sum of some rows, in luma. Two channels share a 32-bit integer, 16 bits each (red and blue, green and alpha).
 * Typed arrays are little-endian on every platform that either browser runs on.
 */
function sumRowsNarrow(words: Int32Array, width: number, tap: Tap, luma: Float64Array): void {
  const { weights } = tap;
  const start = tap.first * width;
  const end = start + weights.length * width;
  for (let x = 0; x < width; x++) {
    let redBlue = 0;
    let green = 0;
    let k = 0;
    for (let at = start + x; at < end; at += width) {
      const word = words[at]!;
      const weight = weights[k++]! | 0;
      redBlue = (redBlue + Math.imul(word & EVEN_BYTES, weight)) | 0;
      green = (green + Math.imul((word >>> 8) & 0xff, weight)) | 0;
    }
    luma[x] = LUMA.red * (redBlue & 0xffff) + LUMA.green * green + LUMA.blue * (redBlue >>> 16);
  }
}

/** The same for any weights: sums of thousandths of luma stay under 2^53 up to pictures of 400,000 px a side. */
function sumRowsWide(words: Int32Array, width: number, tap: Tap, luma: Float64Array): void {
  luma.fill(0);
  for (let k = 0; k < tap.weights.length; k++) {
    const start = (tap.first + k) * width;
    const weight = tap.weights[k]!;
    for (let x = 0; x < width; x++) {
      const word = words[start + x]!;
      const value = LUMA.red * (word & 0xff) + LUMA.green * ((word >>> 8) & 0xff) + LUMA.blue * ((word >>> 16) & 0xff);
      luma[x]! += weight * value;
    }
  }
}

/** One word a pixel. Copies only where a view is impossible because the bytes start at an odd place. */
const wordsOf = ({ data }: Pixels): Int32Array => {
  const bytes = data.byteOffset % 4 === 0 ? data : data.slice();
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
};

/** The 64x64 luma (0 to 255, row by row) of a picture of at least 5 px a side. */
export function downscale(pixels: Pixels): Float64Array {
  const { width, height } = pixels;
  const words = wordsOf(pixels);
  const luma = new Float64Array(width);
  const small = new Float64Array(SAMPLES * SAMPLES);
  const columns = tapsOf(width);
  const rows = tapsOf(height);
  for (let r = 0; r < SAMPLES; r++) {
    const row = rows[r]!;
    if (row.scale <= NARROW_SCALE) sumRowsNarrow(words, width, row, luma);
    else sumRowsWide(words, width, row, luma);
    for (let c = 0; c < SAMPLES; c++) {
      const { first, weights, scale } = columns[c]!;
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * luma[first + k]!;
      small[r * SAMPLES + c] = sum / (LUMA.scale * row.scale * scale);
    }
  }
  return small;
}
