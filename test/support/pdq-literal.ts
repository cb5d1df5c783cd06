/**
 * PDQ exactly as its specification reads, step by step and in 32-bit floats: slow, and independent of src/core/hash.
 * Beside the hash it keeps what the hash was decided on, so that a test can tell a tie from a fault.
 * Source: facebook/ThreatExchange pdq (hashing.pdf and the C++ reference).
 */
import type { Pixels } from '../../src/core/hash/types.ts';

const f = Math.fround;

export interface LiteralPdq {
  readonly quality: number;
  /** 64x64 luma, row by row. */
  readonly small: Float32Array;
  /** 16x16 frequencies of each orientation, in the order of ORIENTATIONS. */
  readonly frequencies: readonly Float32Array[];
  /** Lower median of each of `frequencies`. */
  readonly medians: readonly number[];
  /** 64 hex digits of each orientation. */
  readonly hashes: readonly string[];
}

/** Running mean over a window of `w`, along `n` values that are `stride` apart, starting at `start`. */
function box(from: Float32Array, to: Float32Array, start: number, n: number, stride: number, w: number): void {
  const half = Math.floor((w + 2) / 2);
  let [left, right, out, count, sum] = [start, start, start, 0, 0];
  const add = (): void => {
    sum = f(sum + (from[right] as number));
    right += stride;
    count++;
  };
  const drop = (): void => {
    sum = f(sum - (from[left] as number));
    left += stride;
    count--;
  };
  const write = (): void => {
    to[out] = f(sum / count);
    out += stride;
  };
  for (let i = 0; i < half - 1; i++) add();
  for (let i = 0; i < w - half + 1; i++) {
    add();
    write();
  }
  for (let i = 0; i < n - w; i++) {
    add();
    drop();
    write();
  }
  for (let i = 0; i < half - 1; i++) {
    drop();
    write();
  }
}

function downscale({ width, height, data }: Pixels): Float32Array {
  const a = new Float32Array(width * height);
  const b = new Float32Array(width * height);
  for (let i = 0; i < a.length; i++) {
    const [red, green, blue] = data.subarray(4 * i, 4 * i + 3) as unknown as [number, number, number];
    a[i] = f(f(f(f(0.299) * red) + f(f(0.587) * green)) + f(f(0.114) * blue));
  }
  for (let pass = 0; pass < 2; pass++) {
    for (let y = 0; y < height; y++) box(a, b, y * width, width, 1, Math.ceil(width / 128));
    for (let x = 0; x < width; x++) box(b, a, x, height, width, Math.ceil(height / 128));
  }
  return Float32Array.from({ length: 64 * 64 }, (_, k) => {
    const y = Math.trunc(((Math.floor(k / 64) + 0.5) * height) / 64);
    const x = Math.trunc((((k % 64) + 0.5) * width) / 64);
    return a[y * width + x] as number;
  });
}

function qualityOf(small: Float32Array): number {
  const at = (i: number, j: number): number => small[i * 64 + j] as number;
  let sum = 0;
  for (let i = 0; i < 63; i++)
    for (let j = 0; j < 64; j++) sum += Math.abs(Math.trunc(f(f(f(at(i, j) - at(i + 1, j)) * 100) / 255)));
  for (let i = 0; i < 64; i++)
    for (let j = 0; j < 63; j++) sum += Math.abs(Math.trunc(f(f(f(at(i, j) - at(i, j + 1)) * 100) / 255)));
  return Math.min(100, Math.trunc(sum / 90));
}

function dct(small: Float32Array): Float32Array {
  const d = (i: number, j: number): number =>
    f(Math.sqrt(2 / 64) * Math.cos((Math.PI / 2 / 64) * (i + 1) * (2 * j + 1)));
  const matrix = Float32Array.from({ length: 16 * 64 }, (_, k) => d(Math.floor(k / 64), k % 64));
  const half = new Float32Array(16 * 64);
  for (let i = 0; i < 16; i++)
    for (let j = 0; j < 64; j++) {
      let sum = 0;
      for (let k = 0; k < 64; k++) sum = f(sum + f((matrix[i * 64 + k] as number) * (small[k * 64 + j] as number)));
      half[i * 64 + j] = sum;
    }
  const full = new Float32Array(16 * 16);
  for (let i = 0; i < 16; i++)
    for (let j = 0; j < 16; j++) {
      let sum = 0;
      for (let k = 0; k < 64; k++) sum = f(sum + f((half[i * 64 + k] as number) * (matrix[j * 64 + k] as number)));
      full[i * 16 + j] = sum;
    }
  return full;
}

const odd = (n: number): boolean => n % 2 === 1;
const ROTATIONS: readonly { readonly swap: boolean; readonly negate: (i: number, j: number) => boolean }[] = [
  { swap: false, negate: () => false }, // upright
  { swap: true, negate: (_, j) => !odd(j) }, // rot90
  { swap: false, negate: (i, j) => odd(i + j) }, // rot180
  { swap: true, negate: i => !odd(i) }, // rot270
  { swap: false, negate: i => !odd(i) }, // flipx
  { swap: false, negate: (_, j) => !odd(j) }, // flipy
  { swap: true, negate: () => false }, // flipplus1
  { swap: true, negate: (i, j) => odd(i + j) }, // flipminus1
];

function toHex(frequencies: Float32Array, median: number): string {
  let value = 0n;
  for (let k = 255; k >= 0; k--) value = (value << 1n) | ((frequencies[k] as number) > median ? 1n : 0n);
  return value.toString(16).padStart(64, '0');
}

export function literalPdq(pixels: Pixels): LiteralPdq {
  const small = downscale(pixels);
  const upright = dct(small);
  const frequencies = ROTATIONS.map(({ swap, negate }) => {
    const turned = new Float32Array(256);
    for (let i = 0; i < 16; i++)
      for (let j = 0; j < 16; j++) {
        const value = upright[i * 16 + j] as number;
        turned[swap ? j * 16 + i : i * 16 + j] = negate(i, j) ? -value : value;
      }
    return turned;
  });
  const medians = frequencies.map(values => values.toSorted()[127] as number);
  const hashes = frequencies.map((values, i) => toHex(values, medians[i] as number));
  return { quality: qualityOf(small), small, frequencies, medians, hashes };
}
