/** PDQ in AssemblyScript: the first half, from pixels or from a grid to the 64x64 luma. See pdq.ts. */

export const SAMPLES: usize = 64;
export const F64: usize = 8;
export const ROW: usize = SAMPLES * F64;
/** Where the parts of an axis lie in it, in bytes. */
const FRACTIONS: usize = 64 * 4;
const FADES: usize = FRACTIONS + ROW;

/** 64x64 luma. */
export const small: usize = memory.data(64 * 64 * 8, 16);

/**
 * Weighted sum of `taps` rows of RGBA, in thousandths of luma, for weights that add up to 257 at most: 16-bit lanes,
 * 16 pixels at a time. Reads and writes up to 15 pixels past `width`; `weights` are u16, `luma` f64.
 */
export function sumRowsNarrow(pixels: usize, width: usize, weights: usize, taps: usize, luma: usize): void {
  const stride = width << 2;
  const end = pixels + stride;
  for (; pixels < end; pixels += 64) {
    let rb0 = i16x8.splat(0);
    let rb1 = i16x8.splat(0);
    let rb2 = i16x8.splat(0);
    let rb3 = i16x8.splat(0);
    let ga0 = i16x8.splat(0);
    let ga1 = i16x8.splat(0);
    let ga2 = i16x8.splat(0);
    let ga3 = i16x8.splat(0);
    const bytes = i16x8.splat(0xff);
    let at = pixels;
    for (let k: usize = 0; k < taps; k++) {
      const weight = v128.load16_splat(weights + (k << 1));
      const a = v128.load(at, 0);
      const b = v128.load(at, 16);
      const c = v128.load(at, 32);
      const d = v128.load(at, 48);
      rb0 = i16x8.add(rb0, i16x8.mul(v128.and(a, bytes), weight));
      ga0 = i16x8.add(ga0, i16x8.mul(i16x8.shr_u(a, 8), weight));
      rb1 = i16x8.add(rb1, i16x8.mul(v128.and(b, bytes), weight));
      ga1 = i16x8.add(ga1, i16x8.mul(i16x8.shr_u(b, 8), weight));
      rb2 = i16x8.add(rb2, i16x8.mul(v128.and(c, bytes), weight));
      ga2 = i16x8.add(ga2, i16x8.mul(i16x8.shr_u(c, 8), weight));
      rb3 = i16x8.add(rb3, i16x8.mul(v128.and(d, bytes), weight));
      ga3 = i16x8.add(ga3, i16x8.mul(i16x8.shr_u(d, 8), weight));
      at += stride;
    }
    storeLuma(luma, rb0, ga0);
    storeLuma(luma + 32, rb1, ga1);
    storeLuma(luma + 64, rb2, ga2);
    storeLuma(luma + 96, rb3, ga3);
    luma += 128;
  }
}

/** Four pixels of 16-bit sums (red and blue, green and alpha) to four f64. */
function storeLuma(luma: usize, rb: v128, ga: v128): void {
  const low = i32x4.splat(0xffff);
  const red = i32x4.mul(v128.and(rb, low), i32x4.splat(299));
  const green = i32x4.mul(v128.and(ga, low), i32x4.splat(587));
  const blue = i32x4.mul(i32x4.shr_u(rb, 16), i32x4.splat(114));
  const sum = i32x4.add(i32x4.add(red, green), blue);
  v128.store(luma, f64x2.convert_low_i32x4_s(sum), 0);
  v128.store(luma, f64x2.convert_low_i32x4_s(i64x2.shuffle(sum, sum, 1, 0)), 16);
}

/** The same for any weights (f64): luma first, four pixels at a time. Reads and writes up to 3 pixels past `width`. */
export function sumRowsWide(pixels: usize, width: usize, weights: usize, taps: usize, luma: usize): void {
  const stride = width << 2;
  const end = pixels + stride;
  const bytes = i16x8.splat(0xff);
  const redBlue = i16x8(299, 114, 299, 114, 299, 114, 299, 114);
  const green = i16x8(587, 0, 587, 0, 587, 0, 587, 0);
  for (; pixels < end; pixels += 16) {
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    let at = pixels;
    for (let k: usize = 0; k < taps; k++) {
      const weight = v128.load64_splat(weights + (k << 3));
      const word = v128.load(at);
      const value = i32x4.add(
        i32x4.dot_i16x8_s(v128.and(word, bytes), redBlue),
        i32x4.dot_i16x8_s(i16x8.shr_u(word, 8), green),
      );
      low = f64x2.add(low, f64x2.mul(weight, f64x2.convert_low_i32x4_s(value)));
      high = f64x2.add(high, f64x2.mul(weight, f64x2.convert_low_i32x4_s(i64x2.shuffle(value, value, 1, 0))));
      at += stride;
    }
    v128.store(luma, low, 0);
    v128.store(luma, high, 16);
    luma += 32;
  }
}

/**
 * `count` samples of row `row` of the 64x64 luma, from column `column` on: weighted sums along `luma`, divided by
 * `divisor`. `firsts` are u32, one a column; `weights` are f64, padded with a zero to whole `pairs`.
 */
export function sumColumns(
  luma: usize,
  firsts: usize,
  weights: usize,
  pairs: usize,
  row: usize,
  column: usize,
  count: usize,
  divisor: f64,
): void {
  let out = small + row * ROW + column * F64;
  for (let c = column; c < column + count; c++) {
    let from = luma + ((<usize>load<u32>(firsts + (c << 2))) << 3);
    let sum = f64x2.splat(0);
    for (let k: usize = 0; k < pairs; k++) {
      sum = f64x2.add(sum, f64x2.mul(v128.load(weights + (k << 4)), v128.load(from)));
      from += 16;
    }
    store<f64>(out, (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)) / divisor);
    out += F64;
  }
}

/** Copies `count` f64, those at `places` (u32) in `from`, to `to`. */
export function pick(from: usize, places: usize, count: usize, to: usize): void {
  for (let i: usize = 0; i < count; i++) {
    store<f64>(to + (i << 3), load<f64>(from + ((<usize>load<u32>(places + (i << 2))) << 3)));
  }
}

/**
 * The 64x64 luma from a grid of f32, `columns` wide, where two axes cross: between corners, and faded into `mean`. An
 * axis has 64 corners (u32), 64 fractions and 64 fades (f64).
 */
export function sampleGrid(grid: usize, columns: usize, mean: f64, across: usize, down: usize): void {
  let out = small;
  for (let i: usize = 0; i < SAMPLES; i++) {
    const row = grid + <usize>load<u32>(down + (i << 2)) * (columns << 2);
    const below = row + (columns << 2);
    const fraction = load<f64>(down + (i << 3), FRACTIONS);
    const fade = load<f64>(down + (i << 3), FADES);
    for (let j: usize = 0; j < SAMPLES; j++) {
      const column = (<usize>load<u32>(across + (j << 2))) << 2;
      const share = load<f64>(across + (j << 3), FRACTIONS);
      const a = <f64>load<f32>(row + column);
      const b = <f64>load<f32>(row + column, 4);
      const c = <f64>load<f32>(below + column);
      const d = <f64>load<f32>(below + column, 4);
      const upper = a + (b - a) * share;
      const lower = c + (d - c) * share;
      const value = upper + (lower - upper) * fraction;
      store<f64>(out, mean + (value - mean) * min(fade, load<f64>(across + (j << 3), FADES)));
      out += F64;
    }
  }
}
