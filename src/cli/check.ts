/** `consentry check`: the extension's own judgement of pictures and videos on disk, with the same core. */
import { entryIdOf } from '../core/entry-id.ts';
import { MIN_SIDE } from '../core/hash/pdq.ts';
import { type QueryHash, queryHashes } from '../core/hash/query.ts';
import { HASH_BYTES, MIN_QUALITY } from '../core/hash/types.ts';
import { createVideoIndex, type VideoIndex, type VideoMatch, watchVideo } from '../core/hash/video.ts';
import { openList } from '../core/list/open-list.ts';
import type { FilmMatch, OwnMedia, PictureMatch } from '../core/own/media.ts';
import {
  judge,
  judgeFile,
  type Match,
  type SearchableList,
  type UnknownReason,
  type Verdict,
} from '../core/verdict.ts';
import { CliError, defineCommand } from './command.ts';
import { sha256Of } from './disk-files.ts';
import { kernels } from './kernels.ts';
import { listOriginals } from './own-originals.ts';
import { decodeFile, expandFiles, isVideo } from './pictures.ts';
import { NO_FFMPEG, stillsOf, VideoError } from './video-stills.ts';
import { publishedFiles, trustOf } from './workspace.ts';

interface CheckList extends SearchableList {
  readonly videos: VideoIndex | null;
}

async function openSearchable(place: string): Promise<CheckList> {
  const files = await publishedFiles(place);
  const { id, threshold, hashes, video, digests } = await openList(files, await trustOf(files), Date.now());
  const entryAt = (position: number) => hashes.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES);
  const { indexOf } = await kernels();
  const videos = video === null ? null : createVideoIndex(video.groups, video.rule, indexOf);
  return { id, threshold, index: indexOf(hashes), entryAt, videos, digests };
}

/** What is compared with: lists, and what was made of the originals. */
interface Against {
  readonly lists: readonly CheckList[];
  readonly own: OwnMedia;
}

interface Flagged {
  readonly status: 'flagged';
  /** Name of the list, or `own`. */
  readonly list: string;
  /** Id of its entry, or the original's file. */
  readonly entry: string;
  /** Null if it was not a hash that matched. */
  readonly distance: number | null;
  readonly via: Readonly<Record<string, string | number | boolean | null>>;
}

type Judged = Exclude<Verdict, { readonly status: 'flagged' }> | Flagged;

function byList({ list, entry, distance, via }: Match, timestamp?: number): Flagged {
  const flagged = { status: 'flagged', list, entry } as const;
  if (via === 'file') return { ...flagged, distance: null, via: { file: 'sha256' } };
  return { ...flagged, distance, via: timestamp === undefined ? { ...via } : { ...via, timestamp } };
}

function byOwn(match: PictureMatch | FilmMatch): Flagged {
  const flagged = { status: 'flagged', list: 'own', entry: match.key } as const;
  switch (match.via) {
    case 'hash':
      return { ...flagged, distance: match.distance, via: { own: 'hash', ...match.query } };
    case 'features': {
      const { inliers, mirrored, windows } = match;
      const via = { own: 'features', inliers, windowsAlike: windows.alike, windowsVisible: windows.visible, mirrored };
      return { ...flagged, distance: null, via };
    }
    case 'frames':
      return { ...flagged, distance: match.distance, via: { own: 'frames', ...sharesOf(match) } };
  }
}

const isTelling = ({ quality }: QueryHash): boolean => quality >= MIN_QUALITY;

/** Without any list the originals alone are asked for, and only a picture with nothing in it stays unknown. */
async function judgeQueries(queries: readonly QueryHash[], lists: readonly CheckList[]): Promise<Verdict> {
  if (lists.length > 0) return judge(queries, lists, entryIdOf, new Set());
  return queries.some(isTelling) ? { status: 'clear' } : { status: 'unknown', reason: 'plain' };
}

async function judgePicture(file: string, { lists, own }: Against): Promise<Judged> {
  const decoded = await decodeFile(file);
  if (!decoded.ok) return { status: 'unknown', reason: decoded.reason };
  const { pixels, doubt } = decoded;
  if (Math.min(pixels.width, pixels.height) < MIN_SIDE) return { status: 'unknown', reason: 'too-small' };
  const { hasher } = await kernels();
  const queries = queryHashes(pixels, hasher, 'share');
  const verdict = await judgeQueries(queries, lists);
  if (verdict.status === 'flagged') return byList(verdict.match);
  const match = own.match(queries, pixels);
  if (match !== null) return byOwn(match);
  return verdict.status === 'clear' && doubt !== null ? { status: 'unknown', reason: doubt } : verdict;
}

const round = (percent: number): number => Math.round(percent * 10) / 10;

const sharesOf = ({ frames, seenPercent, listedPercent }: Omit<VideoMatch, 'entry' | 'distance'>) => ({
  frames,
  seenPercent: round(seenPercent),
  listedPercent: round(listedPercent),
});

/** A second of it at a time: its frames against videos, and each alone against pictures. */
async function judgeVideo(file: string, { lists, own }: Against): Promise<Judged> {
  const watched = lists.flatMap(({ id, videos }) => (videos === null ? [] : [{ id, sighting: watchVideo(videos) }]));
  const ownSighting = own.watch();
  const { hasher } = await kernels();
  let telling = 0;
  let still: Flagged | null = null;
  let doubt: UnknownReason | null = null;
  try {
    for await (const { pixels, timestamp } of stillsOf(file)) {
      const queries = queryHashes(pixels, hasher).filter(isTelling);
      const [first] = queries;
      if (first === undefined) continue;
      telling++;
      const frame = { quality: first.quality, hashes: queries.map(({ hash }) => hash) };
      for (const { sighting } of watched) sighting.see(frame);
      ownSighting.see(frame, pixels);
      if (still !== null) continue;
      const verdict = await judgeQueries(queries, lists);
      if (verdict.status === 'flagged') still = byList(verdict.match, timestamp);
    }
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    doubt = error.reason;
  }
  for (const { id, sighting } of watched) {
    const match = sighting.match();
    if (match === null) continue;
    return { status: 'flagged', list: id, entry: match.entry, distance: match.distance, via: sharesOf(match) };
  }
  if (still !== null) return still;
  const ownMatch = ownSighting.match();
  if (ownMatch !== null) return byOwn(ownMatch);
  if (doubt !== null) return { status: 'unknown', reason: doubt };
  return telling === 0 ? { status: 'unknown', reason: 'plain' } : { status: 'clear' };
}

/** Whether it is a listed file as it is, and else what it shows. */
async function judgeMedia(file: string, against: Against): Promise<Judged> {
  const lists = against.lists.filter(({ digests }) => digests.length > 0);
  const digest = lists.length === 0 ? null : await sha256Of(file);
  const match = digest === null ? null : await judgeFile(digest, lists, entryIdOf, new Set());
  if (match !== null) return byList(match);
  return isVideo(file) ? judgeVideo(file, against) : judgePicture(file, against);
}

/** One shape for every verdict, so that a reader of the JSON need not look at keys that come and go. */
function recordOf(file: string, verdict: Judged) {
  const match = verdict.status === 'flagged' ? verdict : null;
  const reason = verdict.status === 'unknown' ? verdict.reason : null;
  const { distance = null, entry = null, list = null, via = null } = match ?? {};
  return { file, verdict: verdict.status, distance, entry, list, via, reason };
}

function textOf({ file, verdict, distance, entry, list, via, reason }: ReturnType<typeof recordOf>): string {
  if (reason !== null) return `${verdict}\t${file}\t${reason}`;
  if (via === null) return `${verdict}\t${file}`;
  const how = Object.entries(via).flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]));
  const near = distance === null ? [] : [`distance ${distance}`];
  return `${verdict}\t${file}\t${[`${list} ${entry}`, ...near, ...how].join(', ')}`;
}

/** Files that could not be read, as against media that could not be compared. */
const UNREAD = new Set<UnknownReason>(['not-loaded', 'unreachable', 'undecodable', 'video']);

/** The originals to look for, and the files to look in. Without `--` each original needs an `--own` of its own. */
function split(named: readonly string[] | undefined, positionals: readonly string[], beforeDashes: number | null) {
  if (named === undefined) return { originals: [], files: positionals };
  const more = beforeDashes ?? 0;
  return { originals: [...named, ...positionals.slice(0, more)], files: positionals.slice(more) };
}

export const check = defineCommand({
  usage: '[--list DIR] [--own ORIGINAL... --] FILE...',
  about:
    'Judges pictures and videos as the extension does with what somebody is about to share: clear, flagged, or unknown\n' +
    'with a reason (videos need ffmpeg). Compares with lists, with originals as in "my private media", or with both. FILE\n' +
    'and ORIGINAL may be a folder, a pattern such as "photos/**/*.jpg", or - for names on stdin, one a line. Exits with 1\n' +
    'if a file could not be read.',
  example: 'consentry check --list public/lists/practice --json photos/',
  options: {
    list: { type: 'string', multiple: true, value: 'DIR', help: 'list to check against; may be given several times' },
    own: {
      type: 'string',
      multiple: true,
      value: 'ORIGINAL',
      help: 'picture or video to look for; end several with --',
    },
  },
  async run({ positionals, beforeDashes, values, say, warn, stdin, progress }) {
    if (values.list === undefined && values.own === undefined) {
      throw new CliError('--list or --own is missing (see --help)', 2);
    }
    const { originals, files } = split(values.own, positionals, beforeDashes);
    if (files.length === 0) throw new CliError('FILE is missing (see --help)', 2);
    const lists = await Promise.all((values.list ?? []).map(openSearchable));
    const against = { lists, own: await listOriginals(originals, stdin, warn) };
    let exitCode: 0 | 1 = 0;
    let lacksFfmpeg = false;
    for await (const file of expandFiles(files, stdin)) {
      progress(() => `checking ${file}`);
      const record = recordOf(file, await judgeMedia(file, against));
      say(record, textOf(record));
      if (record.reason !== null && UNREAD.has(record.reason)) exitCode = 1;
      lacksFfmpeg ||= record.reason === 'video';
    }
    if (lacksFfmpeg) warn(NO_FFMPEG);
    return exitCode;
  },
});
