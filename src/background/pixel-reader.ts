/**
 * Pixels of decoded pictures, read in strips into memory that is kept from one picture to the next: a canvas and a
 * buffer for each would cost as much as its decoding, for the system hands out nothing but cleared memory.
 */
import type { Pixels } from '../core/hash/types.ts';

/** 280 kB of a picture of 1,080 px: small enough to stay in the processor's cache, and for browsers to use again. */
const ROWS = 64;
/** 4 megapixels. What larger pictures need is given back. */
const MAX_KEPT = 16_000_000;

/** Not premultiplied, without colour conversion. What it returns lasts until its next call. */
export type PixelReader = (bitmap: ImageBitmap) => Pixels;

function stripOf(width: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, ROWS).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  context.globalCompositeOperation = 'copy'; // nothing of the strip before shines through
  return context;
}

export function createPixelReader(): PixelReader {
  let strip: OffscreenCanvasRenderingContext2D | null = null;
  let memory = new Uint8Array(0);

  return bitmap => {
    const { width, height } = bitmap;
    if (strip === null || strip.canvas.width < width) strip = stripOf(width);
    const length = width * height * 4;
    const room = length > memory.length ? new Uint8Array(length) : memory;
    if (length <= MAX_KEPT) memory = room;
    for (let top = 0; top < height; top += ROWS) {
      strip.drawImage(bitmap, 0, -top);
      const { data } = strip.getImageData(0, 0, width, Math.min(ROWS, height - top));
      room.set(new Uint8Array(data.buffer), top * width * 4); // plain bytes: clamped ones would be copied one by one
    }
    return { width, height, data: room.subarray(0, length) };
  };
}
