/**
 * Films made on the spot by ffmpeg from drawn scenes, as a site delivers them to a page: H.264 in fragmented MP4, to be
 * fed to the page piece by piece. And their hashes, made the way a publisher makes them.
 */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { stillsOf } from '../../src/cli/video-stills.ts';
import { toHex } from '../../src/core/hash/hex.ts';
import { hashPixels } from '../../src/core/hash/pdq.ts';
import { MIN_QUALITY, ORIENTATIONS } from '../../src/core/hash/types.ts';
import { drawPicture } from './pictures.ts';

const run = promisify(execFile);

/** What a page has to tell the browser before it feeds it such a film: baseline profile, level 3.1. */
export const FILM_TYPE = 'video/mp4; codecs="avc1.42C01F"';

/** As sites deliver them. Untagged, a browser takes a high picture for BT.709 and ffmpeg takes it for BT.601. */
const COLOURS = 'scale=out_color_matrix=bt709';
const COLOUR_TAGS = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];

export const hasFfmpeg = ((): boolean => {
  try {
    execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

export interface FilmOptions {
  readonly seed: number;
  readonly seconds: number;
  readonly width?: number;
  readonly height?: number;
  /** What else ffmpeg shall do to the pictures, in its own words; for example `hflip`. */
  readonly filter?: string;
  /** Constant rate factor of x264: 23 is usual, 35 is what a second upload looks like. */
  readonly quality?: number;
}

/** A slow pan over a drawn scene, 24 frames a second. */
export async function makeFilm(options: FilmOptions): Promise<Uint8Array> {
  const { seed, seconds, width = 720, height = 1280, filter, quality = 26 } = options;
  const [wide, high] = [Math.round(width * 1.15), Math.round(height * 1.15)];
  const small = drawPicture(seed, wide >> 1, high >> 1);
  const raw = { width: small.width, height: small.height, channels: 4 } as const;
  const scene = await sharp(small.data, { raw }).resize(wide, high).removeAlpha().png().toBuffer();
  const pan = `crop=${width}:${height}:(iw-ow)*t/${seconds}:(ih-oh)*t/${seconds}`;
  return encodeFilm(scene, seconds, [pan, ...(filter === undefined ? [] : [filter])], quality);
}

/** A film that shows one picture all the time, 720 px wide. */
export const filmOf = (picture: Uint8Array, seconds: number): Promise<Uint8Array> =>
  encodeFilm(picture, seconds, ['scale=720:-2'], 23);

async function encodeFilm(
  scene: Uint8Array,
  seconds: number,
  filters: readonly string[],
  quality: number,
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'consentry-film-'));
  try {
    await writeFile(join(folder, 'scene'), scene);
    const out = join(folder, 'film.mp4');
    await run('ffmpeg', [
      ...['-v', 'error', '-loop', '1', '-framerate', '24', '-t', String(seconds), '-i', join(folder, 'scene')],
      ...['-vf', [...filters, COLOURS].join(','), ...COLOUR_TAGS],
      ...['-c:v', 'libx264', '-profile:v', 'baseline'],
      ...['-level', '3.1', '-preset', 'veryfast', '-crf', String(quality), '-pix_fmt', 'yuv420p', '-g', '24'],
      ...['-movflags', '+frag_keyframe+empty_moov+default_base_moof', out],
    ]);
    return await readFile(out);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Upright hashes of a film, one a second, 64 hex digits each: what a publisher would list. */
export async function hashFilm(film: Uint8Array): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'consentry-film-'));
  try {
    const file = join(folder, 'film.mp4');
    await writeFile(file, film);
    const hashes: string[] = [];
    for await (const { pixels } of stillsOf(file)) {
      const { quality, orientations } = hashPixels(pixels);
      const upright = orientations[ORIENTATIONS.indexOf('upright')];
      if (quality >= MIN_QUALITY && upright !== undefined) hashes.push(toHex(upright));
    }
    return hashes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
