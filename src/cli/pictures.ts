/** Media on disk: which files are meant, and the pixels of pictures, decoded as the extension's browser would. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import sharp from 'sharp';
import type { Pixels } from '../core/hash/types.ts';
import { readImageHeader } from '../core/image-header.ts';
import type { UnknownReason } from '../core/verdict.ts';
import { isMissing } from './disk-files.ts';
import { filesNamed } from './globs.ts';
import { MAX_PIXELS, VIDEO_EXTENSIONS } from './video-stills.ts';

/** What is taken out of a folder; a file that is named itself is tried whatever it is called. */
const EXTENSIONS = new Set(['.jpg', '.jpeg', '.png', '.webp', '.gif', '.avif', '.tif', '.tiff', '.heic']);

const isPicture = (name: string): boolean => EXTENSIONS.has(extname(name).toLowerCase());
export const isVideo = (name: string): boolean => VIDEO_EXTENSIONS.has(extname(name).toLowerCase());

/** The limits of the extension. */
const MAX_SIDE = 16_384;

export type Decoded =
  | {
      readonly ok: true;
      readonly pixels: Pixels;
      /** Set when the pixels are only a part of the media: then a match counts, and no match says nothing. */
      readonly doubt: 'animated' | 'truncated' | null;
    }
  | { readonly ok: false; readonly reason: UnknownReason };

async function* mediaUnder(path: string): AsyncGenerator<string> {
  const isFolder = await stat(path).then(
    stats => stats.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    yield path;
    return;
  }
  for (const entry of (await readdir(path, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) yield* mediaUnder(inside);
    else if (isPicture(entry.name) || isVideo(entry.name)) yield inside;
  }
}

/** The files that `names` mean: files, folders with all below them, patterns, and `-` for names on stdin, one a line. */
export async function* expandFiles(names: readonly string[], stdin: NodeJS.ReadableStream): AsyncGenerator<string> {
  for (const name of names) {
    if (name === '-') {
      for await (const line of createInterface({ input: stdin })) {
        if (line !== '') yield* mediaUnder(line);
      }
    } else for await (const file of filesNamed(name)) yield* mediaUnder(file);
  }
}

/** A canvas keeps no colour where a picture is fully transparent. */
function clearTransparent(data: Uint8Array): void {
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 0) data.fill(0, at, at + 3);
}

/** Full size, upright as its EXIF says, without colour conversion; of an animation the first frame. */
export async function decodeFile(file: string): Promise<Decoded> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return { ok: false, reason: isMissing(error) ? 'not-loaded' : 'unreachable' };
  }
  const { format, width, height, animated, complete } = readImageHeader(bytes);
  if (format === 'svg') return { ok: false, reason: 'vector' };
  if (Math.max(width, height) > MAX_SIDE || width * height > MAX_PIXELS) return { ok: false, reason: 'too-large' };
  const doubt = animated ? 'animated' : complete || format === 'other' ? null : 'truncated';
  try {
    const picture = sharp(bytes, { failOn: 'none', limitInputPixels: MAX_PIXELS, ignoreIcc: true });
    const upright = picture.autoOrient().toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' });
    const { data, info } = await upright.toBuffer({ resolveWithObject: true });
    clearTransparent(data);
    return { ok: true, pixels: { width: info.width, height: info.height, data }, doubt };
  } catch {
    return { ok: false, reason: 'undecodable' };
  }
}
