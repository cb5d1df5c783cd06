/** Where the tables and the pixels of a picture lie in the memory of the WASM kernel. */
import { SAMPLES, type Tap, tapsOf } from './fold.ts';

/** The kernel works on up to 16 pixels at once and may run past the end of a row by as many. */
export const BLOCK_PIXELS = 16;

/** Where things lie for a picture of one size. The first 63 taps of an axis share their weights, the last has its own. */
export interface Layout {
  readonly columns: readonly Tap[];
  readonly rows: readonly Tap[];
  readonly firsts: number;
  readonly columnWeights: readonly [shared: number, last: number];
  readonly rowWeights: readonly [shared: number, last: number];
  readonly luma: number;
  readonly pixels: number;
}

/** Weights are summed in pairs. */
export const pairsOf = (tap: Tap): number => (tap.weights.length + 1) >> 1;

/** `free` is the first address that the kernel does not use itself. */
export function layOut(free: number, width: number, height: number): Layout {
  let at = free;
  const take = (bytes: number): number => {
    const address = at;
    at += Math.ceil(bytes / 64) * 64;
    return address;
  };
  const takeWeights = (taps: readonly Tap[]): readonly [number, number] => {
    const bytes = pairsOf(taps[0]!) * 16;
    return [take(bytes), take(bytes)];
  };
  const columns = tapsOf(width);
  const rows = tapsOf(height);
  return {
    columns,
    rows,
    firsts: take(SAMPLES * 4),
    columnWeights: takeWeights(columns),
    rowWeights: takeWeights(rows),
    luma: take((width + BLOCK_PIXELS) * 8),
    pixels: take(0),
  };
}
