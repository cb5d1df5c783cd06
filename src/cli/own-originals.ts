/** Own media of a call of the tool: made in memory from originals, and gone with it. */
import { variants } from '../core/hash/variants.ts';
import { type MadePicture, type MadeVideo, makeOwnPicture, makeOwnVideo } from '../core/own/entry.ts';
import { createOwnMedia, type OwnMedia } from '../core/own/media.ts';
import type { UnknownReason } from '../core/verdict.ts';
import { CliError } from './command.ts';
import { kernels } from './kernels.ts';
import { decodeFile, expandFiles, isVideo } from './pictures.ts';
import { stillsOf, VideoError } from './video-stills.ts';

type Refused = { readonly ok: false; readonly reason: UnknownReason };

async function pictureFrom(file: string): Promise<MadePicture | Refused> {
  const decoded = await decodeFile(file);
  return decoded.ok ? makeOwnPicture(decoded.pixels, (await kernels()).hasher) : decoded;
}

async function videoFrom(file: string): Promise<MadeVideo | Refused> {
  const { hasher } = await kernels();
  const stills = [];
  try {
    for await (const { pixels } of stillsOf(file)) stills.push(variants(pixels, hasher));
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    return { ok: false, reason: error.reason };
  }
  return makeOwnVideo(stills);
}

/**
 * Entries under the names of their files. Throws CliError for an original that gives none: without it every answer
 * would be about less than what was asked.
 */
export async function listOriginals(
  names: readonly string[],
  stdin: NodeJS.ReadableStream,
  warn: (text: string) => void,
): Promise<OwnMedia> {
  const own = createOwnMedia((await kernels()).indexOf);
  for await (const file of expandFiles(names, stdin)) {
    const made = isVideo(file) ? await videoFrom(file) : await pictureFrom(file);
    if (!made.ok) throw new CliError(`${file} cannot be looked for: ${made.reason}`);
    if ('strips' in made && made.strips.length > 0) {
      warn(`${file} carries what looks like writing: screens with the same will be flagged too`);
    }
    own.add(file, made.entry);
  }
  return own;
}
