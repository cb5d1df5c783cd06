/**
 * Pixels to the 64x64 luma that PDQ works on, in one pass and exact: sums of whole numbers, one division per sample.
 * Being exact, it does not depend on the order of the sums, so the WASM kernel can take another order and still agree.
 */
import { SAMPLES, type Tap, tapsOf } from './fold.ts';
import type { Pixels } from './types.ts';

/** BT.601 luma in thousandths, so that it stays whole (ThreatExchange pdq/cpp/io: 0.299, 0.587, 0.114). */
export const LUMA = { red: 299, green: 587, blue: 114, scale: 1000 } as const;

const EVEN_BYTES = 0x00ff00ff;

/** Can bytes be summed with these weights in 16 bits? 257 * 255 = 65535: up to a width of 16, pictures of 2048 px. */
export const isNarrow = (tap: Tap): boolean => tap.tent && tap.scale <= 257;

/**
 * Sum of some rows with tent weights, in luma. Red and blue share a 32-bit integer, 16 bits each; typed arrays are
 * little-endian on every platform that either browser runs on. From the middle row outwards, adding the sum so far at
 * each step counts the middle w times, its neighbours w-1 times and so on: the tent, without a multiplication.
 */
function sumRowsNarrow(words: Int32Array, width: number, tap: Tap, luma: Float64Array): void {
  const reach = tap.weights.length >> 1;
  const middle = (tap.first + reach) * width;
  for (let x = 0; x < width; x++) {
    let above = middle + x;
    let below = above;
    const word = words[above]!;
    let redBlueBox = word & EVEN_BYTES;
    let greenBox = (word >>> 8) & 0xff;
    let redBlue = redBlueBox;
    let green = greenBox;
    for (let k = 0; k < reach; k++) {
      above -= width;
      below += width;
      const a = words[above]!;
      const b = words[below]!;
      redBlueBox = (redBlueBox + (a & EVEN_BYTES) + (b & EVEN_BYTES)) | 0;
      greenBox += ((a >>> 8) & 0xff) + ((b >>> 8) & 0xff);
      redBlue = (redBlue + redBlueBox) | 0;
      green += greenBox;
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
export const wordsOf = ({ data }: Pixels): Int32Array => {
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
    if (isNarrow(row)) sumRowsNarrow(words, width, row, luma);
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
