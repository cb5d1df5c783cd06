/** `consentry add`: hashes pictures and videos into the bank. The media themselves are not kept. */
import { toHex } from '../core/hash/hex.ts';
import { trimForListing } from '../core/hash/listing.ts';
import { MIN_SIDE } from '../core/hash/pdq.ts';
import type { Rectangle } from '../core/hash/trim.ts';
import type { Hash, Hasher, Pixels } from '../core/hash/types.ts';
import { variants } from '../core/hash/variants.ts';
import type { UnknownReason } from '../core/verdict.ts';
import {
  type Bank,
  type OfferedHash,
  type Outcome,
  offer,
  offerFamily,
  offerVideo,
  readBank,
  writeBank,
} from './bank.ts';
import { CliError, defineCommand, firstOf } from './command.ts';
import { kernels } from './kernels.ts';
import { decodeFile, expandFiles, isVideo } from './pictures.ts';
import { count, summarise, type Tally } from './tally.ts';
import { NO_FFMPEG, stillsOf, VideoError } from './video-stills.ts';
import { some } from './words.ts';
import { readSettings, workspaceIn } from './workspace.ts';

type Added =
  | { readonly outcome: Outcome | 'writing'; readonly strips?: readonly Rectangle[] }
  | { readonly unread: UnknownReason };

interface How {
  readonly whole: boolean;
  readonly keepWriting: boolean;
}

function hashUpright(pixels: Pixels, hasher: Hasher) {
  const { quality, orientations } = hasher(pixels);
  return { hash: toHex(orientations[0] as Hash), quality };
}

/** Without bars and other surround, and in the parts that re-sharers are likely to leave of it. */
async function addPicture(bank: Bank, file: string, how: How): Promise<Added> {
  const decoded = await decodeFile(file);
  if (!decoded.ok) return { unread: decoded.reason };
  const { pixels } = decoded;
  if (Math.min(pixels.width, pixels.height) < MIN_SIDE) return { unread: 'too-small' };
  const { hasher } = await kernels();
  if (how.whole) {
    const { hash, quality } = hashUpright(pixels, hasher);
    return { outcome: offer(bank, hash, quality) };
  }
  const listing = trimForListing(pixels);
  if (listing.strips.length > 0 && !how.keepWriting) return { outcome: 'writing', strips: listing.strips };
  const hashes = variants(listing.pixels, hasher).map(({ hash, quality }) => ({ hash: toHex(hash), quality }));
  return { outcome: offerFamily(bank, hashes) };
}

async function addVideo(bank: Bank, file: string, _how: How): Promise<Added> {
  const { hasher } = await kernels();
  const frames: OfferedHash[] = [];
  try {
    for await (const { pixels } of stillsOf(file)) frames.push(hashUpright(pixels, hasher));
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    // The frames before the damage are of the film all the same.
    if (error.reason !== 'truncated' || frames.length === 0) return { unread: error.reason };
  }
  return { outcome: offerVideo(bank, frames) };
}

/** `12,0 400x60`: where it is, and its width and height. */
const placeOf = ({ left, top, right, bottom }: Rectangle): string => `${left},${top} ${right - left}x${bottom - top}`;

export const add = defineCommand({
  usage: 'DIR FILE...',
  about:
    'Adds the hashes of pictures and videos to the bank (videos need ffmpeg). Bars around a picture are cut off, and\n' +
    'besides the whole its likely crops are listed, so that people are asked about those as well. A picture that still\n' +
    "carries what looks like writing or the icons of a screen is refused: such an entry would match other people's\n" +
    'pictures. FILE may be a folder, or - for names on stdin, one a line.',
  example: 'consentry add ./our-list photos/',
  options: {
    'keep-writing': { type: 'boolean', help: 'take pictures with strips of writing too: you have looked at them' },
    whole: { type: 'boolean', help: 'only the hash of each picture as it is: nothing cut off, no crops' },
  },
  async run({ positionals, values, say, warn, stdin, progress }) {
    const [folder, names] = firstOf(positionals, 'DIR');
    if (names.length === 0) throw new CliError('FILE is missing (see --help)', 2);
    const workspace = workspaceIn(folder);
    await readSettings(workspace);
    const bank = await readBank(workspace.bank);
    const how = { whole: values.whole === true, keepWriting: values['keep-writing'] === true };
    const tally: Tally = new Map();
    let unread = 0;
    let lacksFfmpeg = false;
    for await (const file of expandFiles(names, stdin)) {
      progress(() => `hashing ${file}`);
      const result = await (isVideo(file) ? addVideo : addPicture)(bank, file, how);
      if ('unread' in result) {
        unread++;
        lacksFfmpeg ||= result.unread === 'video';
        say({ file, reason: result.unread }, `not read: ${file}: ${result.unread}`);
        continue;
      }
      const { outcome, strips = [] } = result;
      count(tally, outcome);
      if (outcome === 'added') continue;
      const where = strips.map(strip => ` at ${placeOf(strip)}`).join(',');
      say(
        { file, reason: outcome, ...(strips.length > 0 ? { strips } : {}) },
        `not added: ${file}: ${outcome}${where}`,
      );
    }
    await writeBank(workspace.bank, bank);
    if (lacksFfmpeg) warn(NO_FFMPEG);
    const { added, refused, text } = summarise(tally);
    const total = bank.hashes.size + bank.videos.size;
    say({ added, refused, unread, total }, `${text}; the bank holds ${some(total, 'entry', 'entries')}`);
    return unread === 0 ? 0 : 1;
  },
});
