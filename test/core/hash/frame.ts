/** Pictures with things around them, for the tests of what is asked about a picture. */
import type { Pixels } from '../../../src/core/hash/types.ts';

/** A sheet whose every pixel is `colourAt(x, y)`, a level of grey, with `inner` laid on it. */
export function layOn(
  inner: Pixels,
  left: number,
  top: number,
  width: number,
  height: number,
  colourAt: (x: number, y: number) => number,
): Pixels {
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const [u, v] = [x - left, y - top];
      const isInside = u >= 0 && v >= 0 && u < inner.width && v < inner.height;
      const from = (v * inner.width + u) * 4;
      for (let c = 0; c < 3; c++) data[at + c] = isInside ? (inner.data[from + c] as number) : colourAt(x, y);
    }
  }
  return { width, height, data };
}

/** A border of one level of grey, `edge` px wide. */
export const frame = (inner: Pixels, edge: number, grey: number): Pixels =>
  layOn(inner, edge, edge, inner.width + 2 * edge, inner.height + 2 * edge, () => grey);
