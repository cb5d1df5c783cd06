/** The WASM kernel gives the bits of the plain-JS kernel: none may differ, whatever the size. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crop } from '../../../src/core/hash/crop.ts';
import { toHex } from '../../../src/core/hash/hex.ts';
import { compileKernel } from '../../../src/core/hash/kernel/build-wasm.mjs';
import { createLinesOf } from '../../../src/core/hash/lines.ts';
import { hashTurned, type Turn } from '../../../src/core/hash/orientations.ts';
import { hashPixels } from '../../../src/core/hash/pdq.ts';
import { createViewer } from '../../../src/core/hash/resample.ts';
import { trims } from '../../../src/core/hash/trim.ts';
import type { PictureHash, Pixels } from '../../../src/core/hash/types.ts';
import { createPdqKernel, createWasmHasher } from '../../../src/core/hash/wasm.ts';
import { drawNoise, drawPicture } from '../../support/pictures.ts';
import { readPixels, sharedVectors } from '../../support/shared-vectors.ts';
import { frame } from './frame.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 300);

const bytes = await compileKernel('pdq');
const kernel = await createPdqKernel(bytes);

const readable = ({ quality, orientations }: PictureHash): readonly [number, ...string[]] => [
  quality,
  ...orientations.map(toHex),
];

const expectSame = (pixels: Pixels): void => {
  expect(readable(kernel.hash(pixels))).toEqual(readable(hashPixels(pixels)));
};

/** The picture turned over, then stretched as the reference tool does it, pixel by pixel. */
function stretchLiterally({ width, height, data }: Pixels, { down, across }: Turn): Pixels {
  const stretched = new Uint8Array(512 * 512 * 4);
  for (let y = 0; y < 512; y++) {
    for (let x = 0; x < 512; x++) {
      const [row, column] = [Math.floor((y * height) / 512), Math.floor((x * width) / 512)];
      const at = (down ? height - 1 - row : row) * width + (across ? width - 1 - column : column);
      stretched.set(data.subarray(at * 4, at * 4 + 4), (y * 512 + x) * 4);
    }
  }
  return { width: 512, height: 512, data: stretched };
}

const expectSameStretched = (pixels: Pixels): void => {
  const literal = hashTurned(turn => hashPixels(stretchLiterally(pixels, turn)));
  expect(readable(kernel.hashStretched(pixels))).toEqual(readable(literal));
};

describe('WASM kernel', () => {
  test(`gives the bits and the quality of its twin for ${RUNS} generated pictures of 5 to 3000 px a side`, () => {
    // Not both large, so that they are drawn in a moment; large ones follow below.
    const side = fc.oneof(fc.integer({ min: 5, max: 300 }), fc.integer({ min: 5, max: 3000 }));
    const sides = fc
      .tuple(side, side)
      .map(([a, b]) => (a * b > 500_000 ? ([a, 5 + (b % 160)] as const) : ([a, b] as const)));
    const picture = fc.constantFrom(drawPicture, drawNoise);
    fc.assert(
      fc.property(picture, fc.nat(), sides, (draw, seed, [width, height]) => expectSame(draw(seed, width, height))),
      { numRuns: RUNS },
    );
  });

  test('sees the lines of a picture as its twin does, and trims to the same rectangles', () => {
    const side = fc.integer({ min: 1, max: 400 });
    const draw = fc.constantFrom(drawPicture, drawNoise);
    fc.assert(
      fc.property(draw, fc.nat(), side, side, fc.nat(60), fc.nat(255), (draw, seed, width, height, edge, grey) => {
        const pixels = frame(draw(seed, width, height), edge, grey);
        expect(trims(pixels, kernel.linesOf(pixels))).toEqual(trims(pixels));
        const [fast, plain] = [kernel.linesOf(pixels), createLinesOf(pixels)];
        for (const [axis, count, length] of [
          ['rows', pixels.height, pixels.width],
          ['columns', pixels.width, pixels.height],
        ] as const) {
          const across = { from: length >> 2, to: length };
          const [a, b] = [fast(axis, across), plain(axis, across)];
          const [at, other] = [seed % count, (seed * 7) % count];
          expect(a.points(at)).toEqual(b.points(at));
          expect(a.countNear(at, grey, 6)).toBe(b.countNear(at, grey, 6));
          expect(a.countFar(at, other, 10)).toBe(b.countFar(at, other, 10));
        }
      }),
      { numRuns: RUNS / 3 },
    );
  });

  test('has the luma of a colour as its twin has it, whatever the green and the blue', () => {
    for (const red of [0, 1, 127, 255]) {
      // 128 px wide, so that each of the 65,536 colours is a point.
      const data = Uint8Array.from({ length: 65_536 * 4 }, (_, i) => [red, i >> 2, i >> 10, 255][i & 3] ?? 0);
      const pixels = { width: 128, height: 512, data };
      const across = { from: 0, to: 128 };
      const [fast, plain] = [kernel.linesOf(pixels)('rows', across), createLinesOf(pixels)('rows', across)];
      for (let y = 0; y < pixels.height; y++) expect(fast.points(y)).toEqual(plain.points(y));
    }
  });

  test('hashes a part of a picture as it hashes the part alone, and so does its twin', () => {
    const cut = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat());
    const side = fc.integer({ min: 5, max: 700 });
    fc.assert(
      fc.property(fc.nat(), side, side, cut, (seed, width, height, [a, b, c, d]) => {
        const pixels = drawPicture(seed, width, height);
        const [left, top] = [a % (width - 4), b % (height - 4)];
        const part = {
          left,
          top,
          right: left + 5 + (c % (width - left - 4)),
          bottom: top + 5 + (d % (height - top - 4)),
        };
        const alone = crop(pixels, part);
        expect(readable(kernel.hash(pixels, part))).toEqual(readable(kernel.hash(alone)));
        expect(readable(hashPixels(pixels, part))).toEqual(readable(hashPixels(alone)));
        expect(readable(kernel.hashStretched(pixels, part))).toEqual(readable(kernel.hashStretched(alone)));
      }),
      { numRuns: RUNS / 3 },
    );
  });

  test.each([
    [3000, 3000],
    [1080, 1350],
    [2048, 2048],
    [2049, 2049],
    [257, 2304],
    [40, 20_000],
    [20_000, 40],
  ])('%i x %i', (width, height) => {
    expectSame(drawNoise(width, width, height));
  });

  test('the brightest picture does not overflow, below and above 2048 px', () => {
    for (const side of [2048, 2049])
      expectSame({ width: side, height: side, data: new Uint8Array(side * side * 4).fill(255) });
  });

  test.each([
    [4, 400],
    [400, 4],
    [0, 0],
  ])('%i x %i has quality 0 and no bit set', (width, height) => {
    expectSame(drawPicture(1, width, height));
  });

  test('a picture does not leave traces in the next', () => {
    // Bytes of 255 read as numbers are NaN, which would spread. The next, wider one finds them where its tables go.
    const white = { width: 64, height: 900, data: new Uint8Array(64 * 900 * 4).fill(255) };
    for (const [width, height] of [
      [336, 513],
      [5, 5],
      [96, 65],
    ] as const) {
      kernel.hash(white);
      expectSame(drawPicture(2, width, height));
    }
  });

  test('a picture written into its memory has the same hash', () => {
    for (const [width, height] of [
      [90, 50],
      [640, 481],
      [64, 2100],
    ] as const) {
      const pixels = drawPicture(3, width, height);
      kernel.place(width, height).set(pixels.data);
      expect(readable(kernel.hashPlaced(width, height))).toEqual(readable(hashPixels(pixels)));
    }
  });

  test('hashes the picture stretched to 512x512, turned over in each way, to the same bits', () => {
    const side = fc.integer({ min: 5, max: 1400 });
    const sides = fc.tuple(side, side).map(([a, b]) => [a, 5 + (b % Math.ceil(400_000 / a))] as const);
    const picture = fc.constantFrom(drawPicture, drawNoise);
    fc.assert(
      fc.property(picture, fc.nat(), sides, (draw, seed, [width, height]) =>
        expectSameStretched(draw(seed, width, height)),
      ),
      { numRuns: Math.ceil(RUNS / 20) },
    );
    expectSameStretched(drawPicture(5, 1080, 1350));
  });

  test('a picture stretched leaves no traces and meets none', () => {
    const white = { width: 64, height: 900, data: new Uint8Array(64 * 900 * 4).fill(255) };
    for (const [width, height] of [
      [513, 40],
      [40, 2100],
    ] as const) {
      kernel.hash(white);
      expectSameStretched(drawPicture(6, width, height));
      expectSame(drawPicture(6, width, height));
    }
    expect(readable(kernel.hashStretched(drawPicture(1, 4, 900)))).toEqual(
      readable(hashPixels(drawPicture(1, 4, 900))),
    );
  });

  test('gives the bits of its twin for any view of a picture, whatever it hashes in between', async () => {
    const hasher = await createWasmHasher(bytes);
    const share = fc.double({ min: -0.4, max: 0.4, noNaN: true });
    const view = fc
      .record({ left: share, top: share, more: share, higher: share, turn: fc.constantFrom(0, 0, 0, -2, 1) })
      .map(({ more, higher, ...view }) => ({ ...view, width: 1 + more, height: 1 + higher }));
    const side = fc.integer({ min: 5, max: 900 });
    fc.assert(
      fc.property(
        fc.nat(),
        side,
        side,
        fc.array(view, { minLength: 1, maxLength: 4 }),
        (seed, width, height, views) => {
          const pixels = drawPicture(seed, width, height);
          const [fast, plain] = [createViewer(pixels, hasher), createViewer(pixels, hashPixels)];
          for (const view of views) {
            expect(readable(fast(view))).toEqual(readable(plain(view)));
            if (seed % 2 === 0) hasher(drawNoise(seed, 60, 40));
          }
        },
      ),
      { numRuns: Math.ceil(RUNS / 10) },
    );
  });

  test('refuses sizes that do not fit the bytes', () => {
    expect(() => kernel.hash({ width: 9, height: 9, data: new Uint8Array(320) })).toThrow(RangeError);
  });

  test('is made from a compiled module as well, and hashes own their bytes', async () => {
    const hasher = await createWasmHasher(await WebAssembly.compile(bytes));
    const pixels = drawPicture(4, 200, 100);
    expect(readable(hasher(pixels))).toEqual(readable(hashPixels(pixels)));
    expect(hasher.stretched?.(pixels)).toEqual(kernel.hashStretched(pixels));
    for (const hash of hasher(pixels).orientations) expect(hash.buffer.byteLength).toBe(32);
  });

  test('is not made from bytes that are no module', async () => {
    await expect(createWasmHasher(new Uint8Array(8))).rejects.toThrow(WebAssembly.CompileError);
  });

  test.skipIf(sharedVectors().length === 0)(
    'agrees on the photographs (skipped without ../shared/vectors)',
    async () => {
      for (const { image } of sharedVectors()) expectSame(await readPixels(image));
    },
  );
});
