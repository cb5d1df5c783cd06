/** In place of the browser's decoder, which Node has not: every picture decodes to the same pixels. */
import { vi } from 'vitest';
import type { Pixels } from '../../src/core/hash/types.ts';

/** Lasts until `vi.unstubAllGlobals` and `vi.restoreAllMocks`. Returns what counts the decodings. */
export function decodeAs({ width, height, data }: Pixels) {
  vi.spyOn(console, 'warn').mockReturnValue(); // of the WASM kernels, which need a browser
  const decode = vi.fn(async () => ({ width, height, close: () => undefined }));
  vi.stubGlobal('createImageBitmap', decode);
  const context = { drawImage: () => undefined, getImageData: () => ({ width, height, data }) };
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => context;
    },
  );
  return decode;
}

/** As if the browser's decoder refused every picture. */
export function decodeNothing(): void {
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new DOMException('no picture', 'InvalidStateError')));
}
