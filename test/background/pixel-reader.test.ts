// @vitest-environment node
/** Read in strips into memory that is used again, pixels come out as they are, whatever was read before. */
import { afterEach, expect, test, vi } from 'vitest';
import { createPixelReader } from '../../src/background/pixel-reader.ts';
import { decodeAs } from '../support/decoder.ts';
import { drawPicture } from '../support/pictures.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('pictures of all shapes, one after another', async () => {
  const pixelsOf = createPixelReader();
  const shapes = [
    [40, 200],
    [300, 64],
    [120, 65],
    [1, 1],
    [2_200, 2_000],
    [40, 129],
  ] as const;
  for (const [seed, [width, height]] of shapes.entries()) {
    const picture = drawPicture(seed, width, height);
    const read = pixelsOf((await decodeAs(picture)()) as unknown as ImageBitmap);
    expect([read.width, read.height, read.data.length]).toEqual([width, height, width * height * 4]);
    const isSame = Buffer.from(read.data).equals(Buffer.from(picture.data));
    expect(isSame, `${width} x ${height}`).toBe(true);
  }
});
