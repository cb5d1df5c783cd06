/** Parts of a picture. */
import type { Pixels, Rectangle, Size } from './types.ts';

export const wholeOf = ({ width, height }: Size): Rectangle => ({ left: 0, top: 0, right: width, bottom: height });

export const sizeOf = ({ left, top, right, bottom }: Rectangle): Size => ({
  width: right - left,
  height: bottom - top,
});

/** A part of the picture as a picture of its own; if it is all of it, the picture itself. */
export function crop(pixels: Pixels, { left, top, right, bottom }: Rectangle): Pixels {
  const { width, height, data } = pixels;
  if (right - left === width && bottom - top === height) return pixels;
  const stride = (right - left) * 4;
  const part = new Uint8Array((bottom - top) * stride);
  for (let y = top; y < bottom; y++) {
    const from = (y * width + left) * 4;
    part.set(data.subarray(from, from + stride), (y - top) * stride);
  }
  return { width: right - left, height: bottom - top, data: part };
}
