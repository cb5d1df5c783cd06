/**
 * The 16x16 lowest frequencies (without the constant ones) of the 64x64 luma.
 * A cosine of frequency f is symmetric about the middle when f is even and antisymmetric when it is odd, so sums and
 * differences of mirrored samples halve the work. The WASM kernel does the same sums in the same order.
 * Source: facebook/ThreatExchange pdq/cpp/hashing (fillFloat64To16, a DCT-II without its first row).
 */
import { SAMPLES } from './fold.ts';

/** Frequencies kept along each axis: 1 to 16. */
export const FREQUENCIES = 16;
export const HALF = SAMPLES / 2;

/** Cosines of frequency i+1 at the left 32 samples: 16 rows of 32. */
export const COSINES: Float64Array = Float64Array.from({ length: FREQUENCIES * HALF }, (_, at) => {
  const frequency = Math.floor(at / HALF) + 1;
  const sample = at % HALF;
  return Math.sqrt(2 / SAMPLES) * Math.cos((Math.PI / (2 * SAMPLES)) * frequency * (2 * sample + 1));
});

/** Coefficients, row frequency by row frequency: `result[i * 16 + j]` has frequencies i+1 (down) and j+1 (across). */
export function frequenciesOf(small: Float64Array): Float64Array {
  const down = new Float64Array(FREQUENCIES * SAMPLES);
  const odd = new Float64Array(HALF);
  const even = new Float64Array(HALF);
  for (let c = 0; c < SAMPLES; c++) {
    for (let k = 0; k < HALF; k++) {
      const near = small[k * SAMPLES + c]!;
      const far = small[(SAMPLES - 1 - k) * SAMPLES + c]!;
      odd[k] = near - far;
      even[k] = near + far;
    }
    for (let i = 0; i < FREQUENCIES; i++) down[i * SAMPLES + c] = project(i, odd, even);
  }
  const result = new Float64Array(FREQUENCIES * FREQUENCIES);
  for (let i = 0; i < FREQUENCIES; i++) {
    for (let k = 0; k < HALF; k++) {
      const near = down[i * SAMPLES + k]!;
      const far = down[i * SAMPLES + SAMPLES - 1 - k]!;
      odd[k] = near - far;
      even[k] = near + far;
    }
    for (let j = 0; j < FREQUENCIES; j++) result[i * FREQUENCIES + j] = project(j, odd, even);
  }
  return result;
}

/** Row 0 of COSINES is frequency 1, so even rows are the odd frequencies. */
function project(row: number, odd: Float64Array, even: Float64Array): number {
  const half = row % 2 === 0 ? odd : even;
  let sum = 0;
  for (let k = 0; k < HALF; k++) sum += COSINES[row * HALF + k]! * half[k]!;
  return sum;
}
