/**
 * PDQ on the WASM kernel: the same bits as pdq.ts, at about the speed at which memory can be read.
 * Pixels pass through the kernel's memory in the bands of rows that one row of the result needs, so that its memory
 * stays as small as a band, and each band is still in the processor's cache when it is read.
 */
import { sizeOf, wholeOf } from './crop.ts';
import { COSINES, FREQUENCIES, HALF } from './dct.ts';
import { isNarrow, LUMA } from './downscale.ts';
import { SAMPLES, type Tap } from './fold.ts';
import type { LinesOf } from './lines.ts';
import { hashTurned } from './orientations.ts';
import { assertPixels, MIN_SIDE, noHash } from './pdq.ts';
import {
  type Axis,
  type Grid,
  HASH_BYTES,
  type Hasher,
  ORIENTATIONS,
  type Orientation,
  type PictureHash,
  type Pixels,
  type Rectangle,
} from './types.ts';
import { BLOCK_PIXELS, type Layout, layOut, pairsOf } from './wasm-layout.ts';
import { createWasmLinesOf, type LineExports, plainBytes } from './wasm-lines.ts';

/** What kernel/pdq.ts exports; what its arguments mean is said there. Addresses are bytes into `memory`. */
interface KernelExports extends LineExports {
  readonly memory: WebAssembly.Memory;
  readonly samplesAddress: WebAssembly.Global<'i32'>;
  readonly cosinesAddress: WebAssembly.Global<'i32'>;
  readonly hashesAddress: WebAssembly.Global<'i32'>;
  readonly freeAddress: WebAssembly.Global<'i32'>;
  sumRowsNarrow(pixels: number, width: number, weights: number, taps: number, luma: number): void;
  sumRowsWide(pixels: number, width: number, weights: number, taps: number, luma: number): void;
  sumColumns(
    luma: number,
    firsts: number,
    weights: number,
    pairs: number,
    row: number,
    column: number,
    count: number,
    divisor: number,
  ): void;
  pick(from: number, places: number, count: number, to: number): void;
  sampleGrid(grid: number, columns: number, mean: number, across: number, down: number): void;
  finish(): number;
}

export interface PdqKernel {
  readonly hash: Hasher;
  /**
   * The hashes of a picture as the field's reference tool prepares one: stretched to 512x512 by nearest neighbour; each
   * orientation is that of the picture turned over before. For pictures with a side over 512 px.
   */
  readonly hashStretched: Hasher;
  /** The second half alone: from the 64x64 luma, row by row. */
  readonly hashSamples: (small: Float64Array) => PictureHash;
  /** The same from samples of a grid. */
  readonly hashGrid: (grid: Grid, across: Axis, down: Axis) => PictureHash;
  /** Of a picture, until the next call of any function here. */
  readonly linesOf: (pixels: Pixels) => LinesOf;
  /** Where a source may write the RGBA of a picture itself. Valid until the next call of any function here. */
  place(width: number, height: number): Uint8Array;
  /** Hashes what was written to `place(width, height)`. */
  hashPlaced(width: number, height: number): PictureHash;
}

/** Side of the reference tool's own resize (ThreatExchange pdq/cpp/io/pdqio.cpp). */
const STRETCH_SIDE = 512;

const PAGE = 65_536;

/** 64 u32 and twice 64 f64. */
const AXIS_BYTES = SAMPLES * 20;

/** The order in which the kernel writes its hashes. */
const KERNEL_ORDER: readonly Orientation[] = [
  'upright',
  'flipplus1',
  'flipx',
  'rot270',
  'flipy',
  'rot90',
  'rot180',
  'flipminus1',
];
const KERNEL_PLACES = ORIENTATIONS.map(orientation => KERNEL_ORDER.indexOf(orientation));

/** Where a stretched axis of `length` pixels, turned over or not, has each of its 512 pixels from. */
const sourcesOf = (length: number, turned: boolean): Uint32Array =>
  Uint32Array.from({ length: STRETCH_SIDE }, (_, i) => {
    const source = Math.floor((i * length) / STRETCH_SIDE);
    return turned ? length - 1 - source : source;
  });

/** The kernel wants the cosines of frequencies 2i+1 and 2i+2 side by side. */
function writeCosines(memory: WebAssembly.Memory, address: number): void {
  const pairs = new Float64Array(memory.buffer, address, FREQUENCIES * HALF);
  for (const [at, cosine] of COSINES.entries()) {
    const row = Math.floor(at / HALF);
    pairs[((row >> 1) * HALF + (at % HALF)) * 2 + (row & 1)] = cosine;
  }
}

export async function createPdqKernel(module: WebAssembly.Module | BufferSource): Promise<PdqKernel> {
  const compiled = module instanceof WebAssembly.Module ? module : await WebAssembly.compile(module);
  const kernel = (await WebAssembly.instantiate(compiled)).exports as unknown as KernelExports;
  const { memory } = kernel;
  writeCosines(memory, kernel.cosinesAddress.value);
  let bytes = new Uint8Array(memory.buffer);

  const reserve = (end: number): void => {
    const missing = end + BLOCK_PIXELS * 4 - bytes.length;
    if (missing <= 0) return;
    memory.grow(Math.ceil(missing / PAGE));
    bytes = new Uint8Array(memory.buffer);
  };

  /** Of the last picture seen in views, until something else takes its place in memory: many views follow each other. */
  let gridInMemory: Grid | null = null;

  const layOutFor = (width: number, height: number): Layout => {
    gridInMemory = null;
    return layOut(kernel.freeAddress.value, width, height);
  };

  const writeTables = (layout: Layout, width: number): void => {
    const { buffer } = memory;
    new Uint32Array(buffer, layout.firsts, SAMPLES).set(layout.columns.map(tap => tap.first));
    // Weights padded to pairs meet one value past the row; were it left over from something else, 0 * NaN would be NaN.
    new Float64Array(buffer, layout.luma + width * 8, BLOCK_PIXELS).fill(0);
    for (const [i, place] of [0, SAMPLES - 1].entries()) {
      const column = layout.columns[place]!;
      const weights = new Float64Array(buffer, layout.columnWeights[i]!, pairsOf(column) * 2).fill(0);
      weights.set(column.weights);
      const row = layout.rows[place]!;
      const Weights = isNarrow(row) ? Uint16Array : Float64Array;
      new Weights(buffer, layout.rowWeights[i]!, row.weights.length).set(row.weights);
    }
  };

  const readHash = (quality: number): PictureHash => ({
    quality,
    orientations: KERNEL_PLACES.map(place => {
      const address = kernel.hashesAddress.value + place * HASH_BYTES;
      return bytes.slice(address, address + HASH_BYTES);
    }),
  });

  /** Copies `count` rows of a part of a picture, its row `first` and those below, to `to`. */
  const bringerOf = ({ width, data }: Pixels, part: Rectangle) => {
    const source = plainBytes(data);
    const stride = width * 4;
    const length = sizeOf(part).width * 4;
    const start = part.top * stride + part.left * 4;
    return (first: number, count: number, to: number): void => {
      const from = start + first * stride;
      if (length === stride) bytes.set(source.subarray(from, from + count * stride), to);
      else {
        for (let k = 0; k < count; k++) {
          bytes.set(source.subarray(from + k * stride, from + k * stride + length), to + k * length);
        }
      }
    };
  };

  /** Row `r` of the picture's 64 in luma, from the pixels at `band`. */
  const sumRows = (layout: Layout, r: number, band: number, width: number, luma: number): void => {
    const row = layout.rows[r]!;
    const sum = isNarrow(row) ? kernel.sumRowsNarrow : kernel.sumRowsWide;
    sum(band, width, layout.rowWeights[r === SAMPLES - 1 ? 1 : 0], row.weights.length, luma);
  };

  /** Row `r` of the 64x64 luma, from what lies at `layout.luma`. */
  const sumColumns = ({ columns, rows, luma, firsts, columnWeights }: Layout, r: number): void => {
    const [shared, last] = [columns[0]!, columns[SAMPLES - 1]!];
    const scale = LUMA.scale * rows[r]!.scale;
    kernel.sumColumns(luma, firsts, columnWeights[0], pairsOf(shared), r, 0, SAMPLES - 1, scale * shared.scale);
    kernel.sumColumns(luma, firsts, columnWeights[1], pairsOf(last), r, SAMPLES - 1, 1, scale * last.scale);
  };

  /** `bandAt` says where the rows of a tap lie, after it has brought them there. */
  const run = (layout: Layout, width: number, bandAt: (row: Tap) => number): PictureHash => {
    writeTables(layout, width);
    for (const [r, row] of layout.rows.entries()) {
      sumRows(layout, r, bandAt(row), width, layout.luma);
      sumColumns(layout, r);
    }
    return readHash(kernel.finish());
  };

  const hash: Hasher = (pixels, part = wholeOf(pixels)) => {
    assertPixels(pixels);
    const { width, height } = sizeOf(part);
    if (Math.min(width, height) < MIN_SIDE) return noHash();
    const layout = layOutFor(width, height);
    // The last tap is never the longest.
    reserve(layout.pixels + layout.rows[0]!.weights.length * width * 4);
    const bring = bringerOf(pixels, part);
    return run(layout, width, row => {
      bring(row.first, row.weights.length, layout.pixels);
      return layout.pixels;
    });
  };

  const hashStretched: Hasher = (pixels, part = wholeOf(pixels)) => {
    assertPixels(pixels);
    const { width, height } = sizeOf(part);
    if (Math.min(width, height) < MIN_SIDE) return noHash();
    const layout = layOutFor(STRETCH_SIDE, STRETCH_SIDE);
    const stride = width * 4;
    const lineBytes = (width + BLOCK_PIXELS) * 8;
    const places = layout.pixels;
    const lines = places + STRETCH_SIDE * 4;
    const band = lines + 2 * SAMPLES * lineBytes;
    reserve(band + layout.rows[0]!.weights.length * stride);
    writeTables(layout, STRETCH_SIDE);
    const bring = bringerOf(pixels, part);
    const lineAt = (down: boolean, r: number): number => lines + (r + (down ? SAMPLES : 0)) * lineBytes;
    for (const down of [false, true]) {
      const sources = sourcesOf(height, down);
      for (const [r, { first, weights }] of layout.rows.entries()) {
        for (let k = 0; k < weights.length; k++) bring(sources[first + k]!, 1, band + k * stride);
        sumRows(layout, r, band, width, lineAt(down, r));
      }
    }
    return hashTurned(({ down, across }) => {
      new Uint32Array(memory.buffer, places, STRETCH_SIDE).set(sourcesOf(width, across));
      for (let r = 0; r < SAMPLES; r++) {
        kernel.pick(lineAt(down, r), places, STRETCH_SIDE, layout.luma);
        sumColumns(layout, r);
      }
      return readHash(kernel.finish());
    });
  };

  const hashSamples = (small: Float64Array): PictureHash => {
    new Float64Array(memory.buffer, kernel.samplesAddress.value, SAMPLES * SAMPLES).set(small);
    return readHash(kernel.finish());
  };

  const writeAxis = ({ corners, fractions, fades }: Axis, at: number): void => {
    new Uint32Array(memory.buffer, at, SAMPLES).set(corners);
    new Float64Array(memory.buffer, at + SAMPLES * 4, SAMPLES).set(fractions);
    new Float64Array(memory.buffer, at + SAMPLES * 12, SAMPLES).set(fades);
  };

  const hashGrid = (grid: Grid, across: Axis, down: Axis): PictureHash => {
    const axes = kernel.freeAddress.value;
    const values = axes + 2 * AXIS_BYTES;
    reserve(values + grid.values.length * 4);
    writeAxis(across, axes);
    writeAxis(down, axes + AXIS_BYTES);
    if (gridInMemory !== grid) new Float32Array(memory.buffer, values, grid.values.length).set(grid.values);
    gridInMemory = grid;
    kernel.sampleGrid(values, grid.columns, grid.mean, axes, axes + AXIS_BYTES);
    return readHash(kernel.finish());
  };

  const linesOf = (pixels: Pixels): LinesOf => {
    assertPixels(pixels);
    gridInMemory = null;
    return createWasmLinesOf(kernel, { start: kernel.freeAddress.value, reserve, bytes: () => bytes }, pixels);
  };

  const place = (width: number, height: number): Uint8Array => {
    const { pixels } = layOutFor(width, height);
    reserve(pixels + width * height * 4);
    return bytes.subarray(pixels, pixels + width * height * 4);
  };

  const hashPlaced = (width: number, height: number): PictureHash => {
    if (Math.min(width, height) < MIN_SIDE) return noHash();
    const layout = layOutFor(width, height);
    return run(layout, width, row => layout.pixels + row.first * width * 4);
  };

  return { hash, hashStretched, hashSamples, hashGrid, linesOf, place, hashPlaced };
}

/** The fast hasher, from the bytes of pdq.wasm or the module compiled from them. Rejects where WASM SIMD is missing. */
export async function createWasmHasher(module: WebAssembly.Module | BufferSource): Promise<Hasher> {
  const { hash, hashStretched, hashSamples, hashGrid, linesOf } = await createPdqKernel(module);
  return Object.assign(hash, { stretched: hashStretched, samples: hashSamples, gridSamples: hashGrid, linesOf });
}
