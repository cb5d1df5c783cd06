/** In place of the browser's decoder and canvas, which Node has not: every picture decodes to the same pixels. */
import { vi } from 'vitest';
import type { Pixels } from '../../src/core/hash/types.ts';

/** Rows of a picture that was drawn so much too high, as far as a canvas of this size shows them. */
class Canvas {
  private shown: { readonly picture: Pixels; readonly top: number } | null = null;

  readonly width: number;
  constructor(width: number) {
    this.width = width;
  }

  getContext = () => ({
    canvas: this,
    drawImage: (picture: Pixels, _: number, top: number) => {
      this.shown = { picture, top };
    },
    getImageData: (_left: number, _top: number, width: number, rows: number) => {
      if (this.shown === null || width > this.width) throw new Error('nothing was drawn there');
      const { picture, top } = this.shown;
      const data = new Uint8ClampedArray(width * rows * 4);
      data.set(picture.data.subarray(-top * width * 4, (rows - top) * width * 4));
      return { width, height: rows, data };
    },
  });
}

/** Lasts until `vi.unstubAllGlobals` and `vi.restoreAllMocks`. Returns what counts the decodings. */
export function decodeAs({ width, height, data }: Pixels) {
  vi.spyOn(console, 'warn').mockReturnValue(); // of the WASM kernels, which need a browser
  const decode = vi.fn(async () => ({ width, height, data, close: () => undefined }));
  vi.stubGlobal('createImageBitmap', decode);
  vi.stubGlobal('OffscreenCanvas', Canvas);
  return decode;
}

/** As if the browser's decoder refused every picture. */
export function decodeNothing(): void {
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new DOMException('no picture', 'InvalidStateError')));
}
