/**
 * PDQ in AssemblyScript, compiled to WebAssembly with SIMD: the second half, from the 64x64 luma that samples.ts makes.
 * The caller (../wasm.ts) lays out the memory and walks the rows; the arithmetic is that of ../downscale.ts,
 * ../quality.ts, ../dct.ts and ../orientations.ts, operation for operation where rounding could tell, so both give the
 * same bits. No allocation, no state but the tables.
 */
import { F64, ROW, SAMPLES, small } from './samples';

export { countFar, countNear, readColumns, readRow } from './lines';
export { pick, sampleGrid, sumColumns, sumRowsNarrow, sumRowsWide } from './samples';

const HALF: usize = 32;
const FREQUENCIES: usize = 16;
const COUNT: usize = 256;

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
