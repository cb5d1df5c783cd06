/**
 * PDQ in plain JavaScript, from the published specification. Serves video frames in pages and browsers without WASM;
 * the WASM kernel in wasm.ts gives the same bits faster.
 */
import { crop, sizeOf, wholeOf } from './crop.ts';
import { frequenciesOf } from './dct.ts';
import { downscale } from './downscale.ts';
import { hashesOf } from './orientations.ts';
import { qualityOf } from './quality.ts';
import { HASH_BYTES, type Hasher, ORIENTATIONS, type PictureHash, type Pixels } from './types.ts';

/** PDQ is not defined for a picture with a shorter side (ThreatExchange MIN_HASHABLE_DIM). */
export const MIN_SIDE = 5;

/** What the reference answers where PDQ is not defined: quality 0, no bit set. */
export const noHash = (): PictureHash => ({
  quality: 0,
  orientations: ORIENTATIONS.map(() => new Uint8Array(HASH_BYTES)),
});

/** Throws RangeError when the sizes do not fit the bytes, which is a bug of the caller. */
export function assertPixels({ width, height, data }: Pixels): void {
  if (data.length !== width * height * 4) {
    throw new RangeError(`${width}x${height} pixels do not fit ${data.length} bytes`);
  }
}

/** The second half of PDQ: from the 64x64 luma, however it was come by. */
export function hashSamples(small: Float64Array): PictureHash {
  const hashes = hashesOf(frequenciesOf(small));
  return { quality: qualityOf(small), orientations: ORIENTATIONS.map(orientation => hashes[orientation]) };
}

export const hashPixels: Hasher = (pixels, part = wholeOf(pixels)) => {
  assertPixels(pixels);
  const { width, height } = sizeOf(part);
  if (Math.min(width, height) < MIN_SIDE) return noHash();
  return hashSamples(downscale(crop(pixels, part)));
};
