/** `consentry check`: the extension's own judgement of pictures and videos on disk, with the same core. */
import { entryIdOf } from '../core/entry-id.ts';
import { hashPixels, MIN_SIDE } from '../core/hash/pdq.ts';
import { type QueryHash, queryHashes } from '../core/hash/query.ts';
import { HASH_BYTES, MIN_QUALITY } from '../core/hash/types.ts';
import { createVideoIndex, type VideoIndex, type VideoMatch, watchVideo } from '../core/hash/video.ts';
import { openList } from '../core/list/open-list.ts';
import { createHashIndex } from '../core/search/hash-index.ts';
import { judge, type Match, type SearchableList, type UnknownReason, type Verdict } from '../core/verdict.ts';
import { CliError, defineCommand } from './command.ts';
import { decodeFile, expandFiles, isVideo } from './pictures.ts';
import { NO_FFMPEG, stillsOf, VideoError } from './video-stills.ts';
import { publishedFiles, trustOf } from './workspace.ts';

interface CheckList extends SearchableList {
  readonly videos: VideoIndex | null;
}

async function openSearchable(place: string): Promise<CheckList> {
  const files = await publishedFiles(place);
  const { id, threshold, hashes, video } = await openList(files, await trustOf(files), Date.now());
  const entryAt = (position: number) => hashes.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES);
  const videos = video === null ? null : createVideoIndex(video.groups, video.rule);
  return { id, threshold, index: createHashIndex(hashes), entryAt, videos };
}

/** How a video matched: by what it shares with a listed one, or by one still that is listed as a picture. */
type Via =
  | Match['via']
  | (Match['via'] & { readonly timestamp: number })
  | Pick<VideoMatch, 'frames' | 'seenPercent' | 'listedPercent'>;

type Judged =
  | Exclude<Verdict, { readonly status: 'flagged' }>
  | { readonly status: 'flagged'; readonly match: Omit<Match, 'via'> & { readonly via: Via } };

const judgeQueries = (queries: readonly QueryHash[], lists: readonly CheckList[]): Promise<Verdict> =>
  judge(queries, lists, entryIdOf, new Set());

async function judgePicture(file: string, lists: readonly CheckList[]): Promise<Judged> {
  const decoded = await decodeFile(file);
  if (!decoded.ok) return { status: 'unknown', reason: decoded.reason };
  const { pixels, doubt } = decoded;
  if (Math.min(pixels.width, pixels.height) < MIN_SIDE) return { status: 'unknown', reason: 'too-small' };
  const verdict = await judgeQueries(queryHashes(pixels, hashPixels, 'share'), lists);
  return verdict.status === 'clear' && doubt !== null ? { status: 'unknown', reason: doubt } : verdict;
}

const round = (percent: number): number => Math.round(percent * 10) / 10;

/** A second of it at a time, against listed videos and, still by still, against listed pictures. */
async function judgeVideo(file: string, lists: readonly CheckList[]): Promise<Judged> {
  const watched = lists.flatMap(({ id, videos }) => (videos === null ? [] : [{ id, sighting: watchVideo(videos) }]));
  let telling = 0;
  let still: Judged | null = null;
  let doubt: UnknownReason | null = null;
  try {
    for await (const { pixels, timestamp } of stillsOf(file)) {
      const queries = queryHashes(pixels, hashPixels).filter(({ quality }) => quality >= MIN_QUALITY);
      const [first] = queries;
      if (first === undefined) continue;
      telling++;
      const hashes = queries.map(query => query.hash);
      for (const { sighting } of watched) sighting.see({ quality: first.quality, hashes });
      const verdict = await judgeQueries(queries, lists);
      if (verdict.status !== 'flagged' || still !== null) continue;
      still = { status: 'flagged', match: { ...verdict.match, via: { ...verdict.match.via, timestamp } } };
    }
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    doubt = error.reason;
  }
  for (const { id, sighting } of watched) {
    const match = sighting.match();
    if (match === null) continue;
    const { entry, distance, frames } = match;
    const [seenPercent, listedPercent] = [round(match.seenPercent), round(match.listedPercent)];
    return { status: 'flagged', match: { list: id, entry, distance, via: { frames, seenPercent, listedPercent } } };
  }
  if (still !== null) return still;
  if (doubt !== null) return { status: 'unknown', reason: doubt };
  return telling === 0 ? { status: 'unknown', reason: 'plain' } : { status: 'clear' };
}

/** One shape for every verdict, so that a reader of the JSON need not look at keys that come and go. */
function recordOf(file: string, verdict: Judged) {
  const match = verdict.status === 'flagged' ? verdict.match : null;
  const reason = verdict.status === 'unknown' ? verdict.reason : null;
  const { distance = null, entry = null, list = null, via = null } = match ?? {};
  return { file, verdict: verdict.status, distance, entry, list, via, reason };
}

function textOf({ file, verdict, distance, entry, list, via, reason }: ReturnType<typeof recordOf>): string {
  if (reason !== null) return `${verdict}\t${file}\t${reason}`;
  if (via === null) return `${verdict}\t${file}`;
  const how = Object.entries(via).flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]));
  return `${verdict}\t${file}\t${list} ${entry}, distance ${distance}, ${how.join(', ')}`;
}

/** Files that could not be read, as against media that could not be compared. */
const UNREAD = new Set<UnknownReason>(['not-loaded', 'unreachable', 'undecodable', 'video']);

export const check = defineCommand({
  usage: '--list DIR FILE...',
  about:
    'Judges pictures and videos against lists as the extension does with what somebody is about to share: clear,\n' +
    'flagged, or unknown with a reason (videos need ffmpeg). FILE may be a folder, a pattern\n' +
    'such as "photos/**/*.jpg", or - for names on stdin, one a line.\n' +
    'Exits with 1 if a file could not be read.',
  example: 'consentry check --list public/lists/practice --json photos/',
  options: {
    list: { type: 'string', multiple: true, value: 'DIR', help: 'list to check against; may be given several times' },
  },
  async run({ positionals, values, say, warn, stdin, progress }) {
    if (values.list === undefined) throw new CliError('--list is missing (see --help)', 2);
    if (positionals.length === 0) throw new CliError('FILE is missing (see --help)', 2);
    const lists = await Promise.all(values.list.map(openSearchable));
    let exitCode: 0 | 1 = 0;
    let lacksFfmpeg = false;
    for await (const file of expandFiles(positionals, stdin)) {
      progress(() => `checking ${file}`);
      const record = recordOf(file, await (isVideo(file) ? judgeVideo : judgePicture)(file, lists));
      say(record, textOf(record));
      if (record.reason !== null && UNREAD.has(record.reason)) exitCode = 1;
      lacksFfmpeg ||= record.reason === 'video';
    }
    if (lacksFfmpeg) warn(NO_FFMPEG);
    return exitCode;
  },
});
