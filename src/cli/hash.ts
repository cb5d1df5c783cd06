/** `consentry hash`: one line a picture or a frame, in the order and spelling of ThreatExchange's tools. */
import { toHex } from '../core/hash/hex.ts';
import { stretch } from '../core/hash/query.ts';
import { type Hash, type Hasher, ORIENTATIONS, type Pixels } from '../core/hash/types.ts';
import { formatVpdqLine } from '../core/hash/video.ts';
import type { UnknownReason } from '../core/verdict.ts';
import { CliError, defineCommand, type Say } from './command.ts';
import { kernels } from './kernels.ts';
import { decodeFile, expandFiles, isVideo } from './pictures.ts';
import { NO_FFMPEG, stillsOf, VideoError } from './video-stills.ts';

interface How {
  readonly orientations: boolean;
  readonly stretch: boolean;
  readonly hasher: Hasher;
}

const hashesOf = (pixels: Pixels, how: How) => how.hasher(how.stretch ? stretch(pixels) : pixels);

/** Null, or why the file could not be read. */
async function hashPicture(file: string, how: How, say: Say): Promise<UnknownReason | null> {
  const decoded = await decodeFile(file);
  if (!decoded.ok) return decoded.reason;
  const { quality, orientations } = hashesOf(decoded.pixels, how);
  for (const [index, orientation] of ORIENTATIONS.slice(0, how.orientations ? undefined : 1).entries()) {
    const hex = toHex(orientations[index] as Hash);
    const suffix = how.orientations ? `,${orientation}` : '';
    say({ file, hash: hex, quality, orientation }, `${hex},${quality},${file}${suffix}`);
  }
  return null;
}

async function hashVideo(file: string, how: How, say: Say): Promise<UnknownReason | null> {
  try {
    for await (const { frame, timestamp, pixels } of stillsOf(file)) {
      const { quality, orientations } = hashesOf(pixels, how);
      const hash = orientations[0] as Hash;
      say({ file, frame, quality, hash: toHex(hash), timestamp }, formatVpdqLine({ frame, quality, hash, timestamp }));
    }
    return null;
  } catch (error) {
    if (error instanceof VideoError) return error.reason;
    throw error;
  }
}

export const hash = defineCommand({
  usage: 'FILE...',
  about:
    'Prints hash,quality,file of each picture, and for videos frame,quality,hash,seconds of a frame a second, as vPDQ\n' +
    'does (needs ffmpeg). FILE may be a folder, a pattern\n' +
    'such as "photos/**/*.jpg", or - for names on stdin, one a line.\n' +
    'A quality under 50 says that a picture is too plain to be told from others.',
  example: 'consentry hash --orientations photos/beach.jpg',
  options: {
    orientations: {
      type: 'boolean',
      help: 'eight lines a picture, turned and mirrored: hash,quality,file,orientation',
    },
    stretch: { type: 'boolean', help: 'first stretch to 512x512, as the reference tool does with larger pictures' },
  },
  async run({ positionals, values, say, warn, stdin }) {
    if (positionals.length === 0) throw new CliError('FILE is missing (see --help)', 2);
    const { hasher } = await kernels();
    const how = { orientations: values.orientations === true, stretch: values.stretch === true, hasher };
    let exitCode: 0 | 1 = 0;
    let lacksFfmpeg = false;
    for await (const file of expandFiles(positionals, stdin)) {
      const reason = await (isVideo(file) ? hashVideo : hashPicture)(file, how, say);
      if (reason === null) continue;
      say({ file, reason }, `,,${file},${reason}`);
      exitCode = 1;
      lacksFfmpeg ||= reason === 'video';
    }
    if (lacksFfmpeg) warn(NO_FFMPEG);
    return exitCode;
  },
});
