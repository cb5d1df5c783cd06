/** Hashes of pictures in files. */
import sharp from 'sharp';
import { hashPixels } from '../../src/core/hash/pdq.ts';
import type { Hash } from '../../src/core/hash/types.ts';

/** Of an encoded picture, upright. */
export async function hashOfPicture(file: Uint8Array): Promise<Hash> {
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return hashPixels({ width: info.width, height: info.height, data }).orientations[0] as Hash;
}
