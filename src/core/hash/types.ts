/**
 * The words of hashing. A hash is a 256-bit PDQ value; quality says how much a picture has to go by.
 * Sources of the constants: facebook/ThreatExchange pdq/README.md, "Matching".
 */
import type { LinesOf } from './lines.ts';

/** 32 bytes in the order of the field's hex text: byte 0 holds bits 255..248, so `hex[0..1]` is byte 0. */
export type Hash = Uint8Array;

export const HASH_BYTES = 32;

/** Hashes of a lower quality say too little about a picture to be compared (ThreatExchange QUALITY_THRESHOLD). */
export const MIN_QUALITY = 50;

/** The largest Hamming distance that is a match (ThreatExchange PDQ_CONFIDENT_MATCH_THRESHOLD). */
export const MATCH_DISTANCE = 31;

/** In pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Decoded picture: RGBA, 8 bits a channel, row by row, not premultiplied; `data.length === width * height * 4`. */
export interface Pixels extends Size {
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** Whole pixels; `right` and `bottom` are the first ones outside. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The eight ways a picture can be turned or mirrored, in the order in which `PictureHash.orientations` holds them. */
export const ORIENTATIONS = [
  'upright',
  'rot90',
  'rot180',
  'rot270',
  'flipx',
  'flipy',
  'flipplus1',
  'flipminus1',
] as const;
export type Orientation = (typeof ORIENTATIONS)[number];

/** One PDQ run over one picture: its quality (0-100) and the eight hashes, in the order of ORIENTATIONS. */
export interface PictureHash {
  readonly quality: number;
  readonly orientations: readonly Hash[];
}

/** Brightness at the corners of a grid over a picture, row by row (resample.ts). */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
  /** Of all values. */
  readonly mean: number;
}

/** Where 64 samples along an axis lie in a grid: the corner before each, how far past it, and how much of it is left. */
export interface Axis {
  readonly corners: Uint32Array;
  readonly fractions: Float64Array;
  /** 1, or less beyond the picture, where brightness fades into the mean. */
  readonly fades: Float64Array;
}

/**
 * Pixels in, PDQ out: of all of a picture, or of a part as if it were a picture of its own. The plain-JS kernel and the
 * WASM kernel both have this shape and agree bit for bit.
 */
export interface Hasher {
  (pixels: Pixels, part?: Rectangle): PictureHash;
  /** A shorter way, if it has one, to the hashes of the same turned over in each way and stretched to 512x512. */
  readonly stretched?: (pixels: Pixels, part?: Rectangle) => PictureHash;
  /** A faster way, if it has one, to the lines of a picture; they last until it hashes the next. */
  readonly linesOf?: (pixels: Pixels) => LinesOf;
  /** A faster way, if it has one, from the 64x64 luma (row by row) to the hashes. */
  readonly samples?: (small: Float64Array) => PictureHash;
  /** The same from samples of a grid, interpolated between its corners. */
  readonly gridSamples?: (grid: Grid, across: Axis, down: Axis) => PictureHash;
}
