/** One picture in the forms that files come in beside the common ones: every decoder should see the same in all. */
import { crc32 } from 'node:zlib';
import sharp from 'sharp';

export interface OddPicture {
  readonly what: string;
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/avif';
  readonly body: Buffer;
}

/** Says of a PNG that it is HDR: BT.2020 colours, PQ brightness, full range (PNG 3rd edition, cICP; ITU-T H.273). */
function asHdr(png: Buffer): Buffer {
  const body = Buffer.from([...Buffer.from('cICP'), 9, 16, 0, 1]);
  const chunk = Buffer.alloc(8 + body.length);
  chunk.writeUInt32BE(4);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), 4 + body.length);
  const afterHeader = 8 + 25;
  return Buffer.concat([png.subarray(0, afterHeader), chunk, png.subarray(afterHeader)]);
}

export async function oddPictures(original: Uint8Array): Promise<readonly OddPicture[]> {
  const open = () => sharp(original);
  const deep = await open().toColourspace('rgb16').png().toBuffer();
  const made: readonly (readonly [string, OddPicture['type'], Buffer | Promise<Buffer>])[] = [
    ['16 bits a channel', 'image/png', deep],
    ['HDR', 'image/png', asHdr(deep)],
    ['CMYK', 'image/jpeg', open().toColourspace('cmyk').jpeg({ quality: 90 }).toBuffer()],
    ['grey', 'image/jpeg', open().toColourspace('b-w').jpeg({ quality: 90 }).toBuffer()],
    ['grey with alpha', 'image/png', open().toColourspace('b-w').ensureAlpha().png().toBuffer()],
    ['alpha of a half', 'image/png', open().ensureAlpha(0.5).png().toBuffer()],
    ['a palette', 'image/png', open().png({ palette: true, colours: 64 }).toBuffer()],
    ['progressive', 'image/jpeg', open().jpeg({ quality: 90, progressive: true }).toBuffer()],
    ['lossless WebP', 'image/webp', open().webp({ lossless: true }).toBuffer()],
    ['AVIF', 'image/avif', open().avif({ quality: 70, effort: 0 }).toBuffer()],
    ['wide colours', 'image/jpeg', open().withIccProfile('p3').jpeg({ quality: 90 }).toBuffer()],
    ...([2, 3, 4, 5, 6, 7, 8] as const).map(
      orientation =>
        [
          `EXIF orientation ${orientation}`,
          'image/jpeg',
          open().withMetadata({ orientation }).jpeg({ quality: 90 }).toBuffer(),
        ] as const,
    ),
  ];
  return Promise.all(made.map(async ([what, type, body]) => ({ what, type, body: await body })));
}
