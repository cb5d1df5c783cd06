/** Real files, made here by a real encoder, whole and cut off. */
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readImageHeader } from '../../src/core/image-header.ts';

const WIDTH = 120;
const HEIGHT = 75;

const noise = (frames = 1) => {
  const data = Buffer.alloc(WIDTH * HEIGHT * frames * 3);
  for (let i = 0; i < data.length; i++) data[i] = (i * 7919 + (i >> 5) * 31) & 255;
  const raw = {
    width: WIDTH,
    height: HEIGHT * frames,
    channels: 3,
    ...(frames > 1 && { pageHeight: HEIGHT }),
  } as const;
  return sharp(data, { raw });
};

const FILES = {
  png: () => noise().png().toBuffer(),
  jpeg: () => noise().jpeg().toBuffer(),
  'jpeg, progressive': () => noise().jpeg({ progressive: true }).toBuffer(),
  gif: () => noise().gif().toBuffer(),
  webp: () => noise().webp().toBuffer(),
  'webp, lossless': () => noise().webp({ lossless: true }).toBuffer(),
  'webp, with metadata': () => noise().withMetadata().webp().toBuffer(),
  avif: () => noise().avif({ effort: 0 }).toBuffer(),
} as const;

describe.each(Object.entries(FILES))('%s', (name, make) => {
  test('tells format and size, and that the file is whole and still', async () => {
    const format = name.split(',')[0];
    expect(readImageHeader(await make())).toEqual({
      format,
      width: WIDTH,
      height: HEIGHT,
      animated: false,
      complete: true,
    });
  });

  test('a file that was cut off is not complete', async () => {
    const bytes = await make();
    for (const part of [0.5, 0.9]) {
      expect(readImageHeader(bytes.subarray(0, Math.floor(bytes.length * part))).complete, `${part}`).toBe(false);
    }
  });

  test('whatever is cut or changed, reading it ends and throws nothing', async () => {
    const bytes = await make();
    const runs = Number(process.env['FUZZ_RUNS'] ?? 300);
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.nat(bytes.length - 1), fc.nat(255), (length, at, value) => {
        const changed = Uint8Array.from(bytes.subarray(0, length));
        if (at < changed.length) changed[at] = value;
        readImageHeader(changed);
      }),
      { numRuns: runs },
    );
  });
});

test.each(['gif', 'webp'] as const)('an animated %s is told from a still one', async format => {
  const moving = await noise(3)
    [format]({ delay: [100, 100, 100] })
    .toBuffer();
  expect(readImageHeader(moving)).toMatchObject({ format, animated: true, complete: true });
});

test('an animated PNG is told by its animation chunk', async () => {
  const still = await FILES.png();
  const chunk = Buffer.concat([Buffer.from([0, 0, 0, 8]), Buffer.from('acTL'), Buffer.alloc(12)]);
  const moving = Buffer.concat([still.subarray(0, 33), chunk, still.subarray(33)]);
  expect(readImageHeader(moving)).toMatchObject({ format: 'png', animated: true, complete: true });
});

test('a JPEG whose thumbnail is whole but whose picture is cut is not complete', async () => {
  const thumbnail = await noise().resize(16, 10).jpeg().toBuffer();
  const payload = Buffer.concat([Buffer.from('Exif\0\0'), thumbnail]);
  const segment = Buffer.concat([
    Buffer.from([0xff, 0xe1, (payload.length + 2) >> 8, (payload.length + 2) & 255]),
    payload,
  ]);
  const picture = await FILES.jpeg();
  const whole = Buffer.concat([picture.subarray(0, 2), segment, picture.subarray(2)]);
  expect(readImageHeader(whole)).toMatchObject({ width: WIDTH, height: HEIGHT, complete: true });
  expect(readImageHeader(whole.subarray(0, whole.length - 200)).complete).toBe(false);
});

test.each(['<svg xmlns="http://www.w3.org/2000/svg"/>', '<?xml version="1.0"?>\n<!-- drawn -->\n<svg width="9"/>'])(
  'a drawing is told from its text: %s',
  text => {
    expect(readImageHeader(new TextEncoder().encode(text)).format).toBe('svg');
  },
);

test.each([
  ['nothing', ''],
  ['text', 'not a picture'],
  ['a web page', '<!doctype html><p>moved'],
])('%s is some other format', (_, text) => {
  expect(readImageHeader(new TextEncoder().encode(text)).format).toBe('other');
});
