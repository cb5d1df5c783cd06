/**
 * Stills of a video on disk, one a second, decoded by ffmpeg, which has to be on the PATH. Frames come through a pipe one
 * at a time and are gone once looked at, so that a film costs no more memory than a picture.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Pixels } from '../core/hash/types.ts';
import type { UnknownReason } from '../core/verdict.ts';
import { isMissing } from './disk-files.ts';

export const VIDEO_EXTENSIONS: ReadonlySet<string> = new Set(
  ['3gp', 'avi', 'flv', 'm2ts', 'm4v', 'mkv', 'mov', 'mp4', 'mpeg', 'mpg', 'ogv', 'ts', 'webm', 'wmv'].map(
    extension => `.${extension}`,
  ),
);

/** The limit of the extension. */
export const MAX_PIXELS = 64_000_000;

export interface Still {
  /** Its number among all frames of the video, from 0. */
  readonly frame: number;
  /** In seconds. */
  readonly timestamp: number;
  readonly pixels: Pixels;
}

/** Said once where a video could not be read for this: its reason is `video`. */
export const NO_FFMPEG = 'ffmpeg and ffprobe are not on the PATH: videos were not compared (install ffmpeg)';

/** Why the rest of a video, or all of it, could not be looked at. */
export class VideoError extends Error {
  override readonly name = 'VideoError';
  readonly reason: UnknownReason;

  constructor(reason: UnknownReason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Containers that hold their own frames. Others are lists of further files and addresses (HLS, concat), which a stranger's
 * file must not make us open; for the same reason no protocol but `file`.
 */
const CONTAINERS = '3gp,asf,avi,flv,matroska,mov,mp4,mpeg,mpegts,mpegvideo,ogg,webm';

const inputOf = (file: string): readonly string[] => [
  '-v',
  'error',
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  CONTAINERS,
  '-i',
  `file:${file}`,
];

type Tool = ChildProcessByStdio<null, Readable, null>;

/** The program with its output, once it runs. */
async function start(program: string, args: readonly string[]): Promise<Tool> {
  const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', () => reject(new VideoError('video')));
  });
  return child;
}

const exitOf = (child: Tool): Promise<number | null> =>
  new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', code => resolve(code));
  });

/** Frames a second, on average. */
async function frameRateOf(file: string): Promise<number> {
  await access(file).catch(error => {
    throw new VideoError(isMissing(error) ? 'not-loaded' : 'unreachable');
  });
  const show = ['-select_streams', 'v:0', '-show_entries', 'stream=width,height,avg_frame_rate', '-of', 'json'];
  const child = await start('ffprobe', [...inputOf(file), ...show]);
  const pieces: Buffer[] = [];
  for await (const piece of child.stdout) pieces.push(piece as Buffer);
  if ((await exitOf(child)) !== 0) throw new VideoError('undecodable');
  const { streams } = JSON.parse(Buffer.concat(pieces).toString('utf8')) as {
    streams: readonly { width: number; height: number; avg_frame_rate: string }[];
  };
  const [stream] = streams;
  if (stream === undefined) throw new VideoError('undecodable');
  if (stream.width * stream.height > MAX_PIXELS) throw new VideoError('too-large');
  const [frames = 0, seconds = 0] = stream.avg_frame_rate.split('/').map(Number);
  return frames > 0 && seconds > 0 ? frames / seconds : 1;
}

const PAM_HEADER = /^P7\nWIDTH (\d+)\nHEIGHT (\d+)\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n/;
const MAX_HEADER = 128;

/** Pictures in the PAM format (Netpbm), one after the other, whatever the pieces they come in. */
export async function* readPams(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Pixels> {
  let header = Buffer.alloc(0);
  let picture: { readonly width: number; readonly height: number; readonly data: Uint8Array } | null = null;
  let filled = 0;
  for await (const piece of stream) {
    let rest = piece;
    while (rest.length > 0) {
      if (picture === null) {
        header = Buffer.concat([header, rest.subarray(0, MAX_HEADER)]);
        const found = PAM_HEADER.exec(header.toString('latin1'));
        if (found === null && header.length >= MAX_HEADER) throw new VideoError('undecodable');
        const used: number =
          found === null ? rest.length : found[0].length - (header.length - Math.min(rest.length, MAX_HEADER));
        rest = rest.subarray(used);
        if (found === null) continue;
        const [width, height] = [Number(found[1]), Number(found[2])];
        if (width * height > MAX_PIXELS) throw new VideoError('too-large');
        picture = { width, height, data: new Uint8Array(width * height * 4) };
        header = Buffer.alloc(0);
        filled = 0;
      }
      const taken = rest.subarray(0, picture.data.length - filled);
      picture.data.set(taken, filled);
      filled += taken.length;
      rest = rest.subarray(taken.length);
      if (filled < picture.data.length) continue;
      yield picture;
      picture = null;
    }
  }
  if (picture !== null || header.length > 0) throw new VideoError('truncated');
}

/**
 * What is on the screen at each full second, whatever the gaps between frames. Numbers are those of a film of constant
 * rate, where they are the frames that vPDQ takes at one a second. Throws VideoError, perhaps after some stills.
 */
export async function* stillsOf(file: string): AsyncGenerator<Still> {
  const rate = Math.max(1, await frameRateOf(file));
  const output = ['-map', '0:v:0', '-vf', 'fps=1:round=up', '-c:v', 'pam', '-pix_fmt', 'rgba', '-f', 'image2pipe', '-'];
  const child = await start('ffmpeg', ['-nostdin', '-xerror', ...inputOf(file), ...output]);
  let stills = 0;
  try {
    for await (const pixels of readPams(child.stdout)) {
      const frame = Math.floor(stills * rate);
      yield { frame, timestamp: frame / rate, pixels };
      stills++;
    }
    if ((await exitOf(child)) !== 0) throw new VideoError(stills === 0 ? 'undecodable' : 'truncated');
    if (stills === 0) throw new VideoError('undecodable');
  } finally {
    child.kill();
  }
}
