/**
 * PDQ in AssemblyScript, compiled to WebAssembly with SIMD. The caller (../wasm.ts) lays out the memory and walks the
 * rows; the arithmetic is that of ../downscale.ts, ../quality.ts, ../dct.ts and ../orientations.ts, operation for
 * operation where rounding could tell, so both give the same bits. No allocation, no import, no state but the tables.
 */

const SAMPLES: usize = 64;
const HALF: usize = 32;
const FREQUENCIES: usize = 16;
const COUNT: usize = 256;
const F64: usize = 8;
const ROW: usize = SAMPLES * F64;
/** Where the parts of an axis lie in it, in bytes. */
const FRACTIONS: usize = 64 * 4;
const FADES: usize = FRACTIONS + ROW;

/** 64x64 luma. */
const small: usize = memory.data(64 * 64 * 8, 16);
/** Sums and differences of mirrored rows: odd and even frequencies need one or the other. 32 x 64 each. */
const odd: usize = memory.data(32 * 64 * 8, 16);
const even: usize = memory.data(32 * 64 * 8, 16);
/** 16 x 64: frequencies down, samples across. */
const down: usize = memory.data(16 * 64 * 8, 16);
/** Of one row of `down`: (difference, sum) of mirrored samples, 32 pairs. */
const halves: usize = memory.data(32 * 16, 16);
const frequencies: usize = memory.data(256 * 8, 16);
const negated: usize = memory.data(256 * 8, 16);
const scratch: usize = memory.data(256 * 8, 16);
/** Cosines of frequencies 1 to 16 in pairs: [pair][sample][2], 8 x 32 x 2. Written by the caller. */
const cosines: usize = memory.data(8 * 32 * 2 * 8, 16);
/** Eight hashes of 32 bytes: four sign patterns, each followed by its transposed twin. */
const hashes: usize = memory.data(8 * 32, 16);

export const samplesAddress: usize = small;
export const cosinesAddress: usize = cosines;
export const hashesAddress: usize = hashes;
/** Everything from here on is the caller's. */
export const freeAddress: usize = (__heap_base + 63) & ~63;

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

/** From the 64x64 luma: writes the eight hashes, returns the quality. */
export function finish(): i32 {
  transform();
  for (let pattern: usize = 0; pattern < 4; pattern++) writeHashes(pattern);
  return quality();
}

function steps(a: v128, b: v128): v128 {
  const percent = f64x2.div(f64x2.mul(f64x2.sub(a, b), f64x2.splat(100)), f64x2.splat(255));
  return f64x2.abs(f64x2.trunc(percent));
}

function quality(): i32 {
  let sum = f64x2.splat(0);
  for (let at = small; at < small + 63 * ROW; at += 16) {
    sum = f64x2.add(sum, steps(v128.load(at), v128.load(at + ROW)));
  }
  for (let row = small; row < small + 64 * ROW; row += ROW) {
    for (let at = row; at < row + 62 * F64; at += 16) {
      sum = f64x2.add(sum, steps(v128.load(at), v128.load(at, F64)));
    }
    // The 63rd pair stands alone; both lanes take it, so that the second adds nothing.
    const last = v128.load(row, 62 * F64);
    sum = f64x2.add(sum, steps(last, f64x2.replace_lane(last, 0, load<f64>(row, 63 * F64))));
  }
  const points = <i32>((f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)) / 90);
  return min(points, 100);
}

/** 64x64 luma to 16x16 frequencies. */
function transform(): void {
  for (let k: usize = 0; k < HALF; k++) {
    const near = small + k * ROW;
    const far = small + (SAMPLES - 1 - k) * ROW;
    for (let at: usize = 0; at < ROW; at += 16) {
      v128.store(odd + k * ROW + at, f64x2.sub(v128.load(near + at), v128.load(far + at)));
      v128.store(even + k * ROW + at, f64x2.add(v128.load(near + at), v128.load(far + at)));
    }
  }
  for (let i: usize = 0; i < FREQUENCIES; i++) transformDown(i);
  for (let i: usize = 0; i < FREQUENCIES; i++) transformAcross(i);
}

/** Row 0 is frequency 1: even rows are the odd frequencies. Eight columns at a time, each summed top to middle. */
function transformDown(i: usize): void {
  const half = i & 1 ? even : odd;
  const cosine = cosines + (i >> 1) * HALF * 16 + (i & 1) * F64;
  for (let column: usize = 0; column < ROW; column += 64) {
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let c = f64x2.splat(0);
    let d = f64x2.splat(0);
    let at = half + column;
    for (let k: usize = 0; k < HALF; k++) {
      const factor = v128.load64_splat(cosine + (k << 4));
      a = f64x2.add(a, f64x2.mul(factor, v128.load(at, 0)));
      b = f64x2.add(b, f64x2.mul(factor, v128.load(at, 16)));
      c = f64x2.add(c, f64x2.mul(factor, v128.load(at, 32)));
      d = f64x2.add(d, f64x2.mul(factor, v128.load(at, 48)));
      at += ROW;
    }
    const out = down + i * ROW + column;
    v128.store(out, a, 0);
    v128.store(out, b, 16);
    v128.store(out, c, 32);
    v128.store(out, d, 48);
  }
}

/** Two frequencies a lane pair, an odd and an even one. Four pairs at a time, each summed left to middle. */
function transformAcross(i: usize): void {
  const row = down + i * ROW;
  for (let k: usize = 0; k < HALF; k++) {
    const near = load<f64>(row + k * F64);
    const far = load<f64>(row + (SAMPLES - 1 - k) * F64);
    store<f64>(halves + (k << 4), near - far);
    store<f64>(halves + (k << 4), near + far, F64);
  }
  for (let pair: usize = 0; pair < FREQUENCIES / 2; pair += 4) {
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let c = f64x2.splat(0);
    let d = f64x2.splat(0);
    let at = cosines + pair * HALF * 16;
    for (let k: usize = 0; k < HALF; k++) {
      const half = v128.load(halves + (k << 4));
      a = f64x2.add(a, f64x2.mul(v128.load(at, 0), half));
      b = f64x2.add(b, f64x2.mul(v128.load(at, 512), half));
      c = f64x2.add(c, f64x2.mul(v128.load(at, 1024), half));
      d = f64x2.add(d, f64x2.mul(v128.load(at, 1536), half));
      at += 16;
    }
    const out = frequencies + i * FREQUENCIES * F64 + pair * 16;
    v128.store(out, a, 0);
    v128.store(out, b, 16);
    v128.store(out, c, 32);
    v128.store(out, d, 48);
  }
}

/** The hash of one sign pattern (bit 0: odd frequencies down change sign, bit 1: across), then its transposed twin. */
function writeHashes(pattern: usize): void {
  for (let k: usize = 0; k < COUNT; k++) {
    const negate = (pattern & 1 & ~(k >> 4)) ^ ((pattern >> 1) & 1 & ~k);
    const value = load<f64>(frequencies + k * F64);
    store<f64>(negated + k * F64, negate ? -value : value);
  }
  memory.copy(scratch, negated, COUNT * F64);
  const median = lowerMedian();
  const hash = hashes + pattern * 64;
  memory.fill(hash, 0, 64);
  for (let k: usize = 0; k < COUNT; k++) {
    if (load<f64>(negated + k * F64) <= median) continue;
    setBit(hash, k);
    setBit(hash + 32, ((k & 15) << 4) | (k >> 4));
  }
}

function setBit(hash: usize, k: usize): void {
  const at = hash + 31 - (k >> 3);
  store<u8>(at, load<u8>(at) | (1 << (<u8>k & 7)));
}

/** The value at rank 127 of `scratch`, by repeated partition. */
function lowerMedian(): f64 {
  const rank = scratch + 127 * F64;
  let low = scratch;
  let high = scratch + 255 * F64;
  while (low < high) {
    const pivot = load<f64>(low + (((high - low) >> 4) << 3));
    let i = low;
    let j = high;
    while (i <= j) {
      while (load<f64>(i) < pivot) i += F64;
      while (load<f64>(j) > pivot) j -= F64;
      if (i <= j) {
        const swap = load<f64>(i);
        store<f64>(i, load<f64>(j));
        store<f64>(j, swap);
        i += F64;
        j -= F64;
      }
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return load<f64>(rank);
}
