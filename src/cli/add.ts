/** `consentry add`: hashes pictures and videos into the bank. The media themselves are not kept. */
import { toHex } from '../core/hash/hex.ts';
import { trimForListing } from '../core/hash/listing.ts';
import { MIN_SIDE } from '../core/hash/pdq.ts';
import type { Hash, Hasher, Pixels, Rectangle } from '../core/hash/types.ts';
import { variants } from '../core/hash/variants.ts';
import type { UnknownReason } from '../core/verdict.ts';
import {
  type Bank,
  type OfferedHash,
  type OfferedOriginal,
  type Outcome,
  offerDigest,
  offerFamily,
  offerVideo,
  readBank,
  sizeOf,
  writeBank,
} from './bank.ts';
import { CliError, defineCommand, firstOf } from './command.ts';
import { sha256Of } from './disk-files.ts';
import { kernels } from './kernels.ts';
import { decodeFile, expandFiles, isVideo } from './pictures.ts';
import { count, summarise, type Tally } from './tally.ts';
import { NO_FFMPEG, stillsOf, VideoError } from './video-stills.ts';
import { some } from './words.ts';
import { readSettings, workspaceIn } from './workspace.ts';

type Added =
  | OfferedOriginal
  | { readonly outcome: 'writing'; readonly family: null; readonly strips: readonly Rectangle[] }
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
  if (how.whole) return offerFamily(bank, [hashUpright(pixels, hasher)]);
  const listing = trimForListing(pixels);
  if (listing.strips.length > 0 && !how.keepWriting)
    return { outcome: 'writing', family: null, strips: listing.strips };
  const hashes = variants(listing.pixels, hasher).map(({ hash, quality }) => ({ hash: toHex(hash), quality }));
  return offerFamily(bank, hashes);
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
  return offerVideo(bank, frames);
}

/** Takes in the file itself, to be withdrawn with what was made of its pictures. Null if it cannot be read. */
async function addExact(bank: Bank, file: string, added: Added): Promise<Outcome | null> {
  const digest = await sha256Of(file);
  if (digest === null) return null;
  return offerDigest(bank, digest.toString('hex'), 'unread' in added ? null : added.family);
}

/** `12,0 400x60`: where it is, and its width and height. */
const placeOf = ({ left, top, right, bottom }: Rectangle): string => `${left},${top} ${right - left}x${bottom - top}`;

export const add = defineCommand({
  usage: 'DIR FILE...',
  about:
    'Adds the hashes of pictures and videos to the bank (videos need ffmpeg). Bars around a picture are cut off, and\n' +
    'besides the whole its likely crops are listed, so that people are asked about those as well. A picture that still\n' +
    "carries what looks like writing or the icons of a screen is refused: such an entry would match other people's\n" +
    'pictures. With --exact the file itself is listed beside it, to be known even where nothing can be made of it. FILE\n' +
    'may be a folder, or - for names on stdin, one a line.',
  example: 'consentry add ./our-list photos/',
  options: {
    exact: {
      type: 'boolean',
      help: 'list each file also as it is, by its SHA-256: it matches copies to the last byte',
    },
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
    const exact: Tally = new Map();
    let unread = 0;
    let lacksFfmpeg = false;
    for await (const file of expandFiles(names, stdin)) {
      progress(() => `hashing ${file}`);
      const result = await (isVideo(file) ? addVideo : addPicture)(bank, file, how);
      const asFile = values.exact === true ? await addExact(bank, file, result) : null;
      if (asFile !== null) count(exact, asFile);
      const isListed = asFile === 'added' || asFile === 'duplicate';
      if ('unread' in result) {
        if (!isListed) unread++;
        lacksFfmpeg ||= result.unread === 'video';
        say({ file, reason: result.unread }, `${isListed ? 'only the file' : 'not read'}: ${file}: ${result.unread}`);
        continue;
      }
      const { outcome } = result;
      const strips = 'strips' in result ? result.strips : [];
      count(tally, outcome);
      if (outcome === 'added') continue;
      const where = strips.map(strip => ` at ${placeOf(strip)}`).join(',');
      say(
        { file, reason: outcome, ...(strips.length > 0 ? { strips } : {}) },
        `${isListed ? 'only the file' : 'not added'}: ${file}: ${outcome}${where}`,
      );
    }
    await writeBank(workspace.bank, bank);
    if (lacksFfmpeg) warn(NO_FFMPEG);
    const { added, refused, text } = summarise(tally);
    const total = sizeOf(bank);
    const files = values.exact === true ? `; exact files: ${summarise(exact).text}` : '';
    const exactFiles = exact.get('added') ?? 0;
    say(
      { added, refused, exactFiles, unread, total },
      `${text}${files}; the bank holds ${some(total, 'entry', 'entries')}`,
    );
    return unread === 0 ? 0 : 1;
  },
});
