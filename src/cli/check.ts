/** `consentry check`: the extension's own judgement of pictures on disk, with the same core. */
import { entryIdOf } from '../core/entry-id.ts';
import { hashPixels, MIN_SIDE } from '../core/hash/pdq.ts';
import { queryHashes } from '../core/hash/query.ts';
import { HASH_BYTES } from '../core/hash/types.ts';
import { openList } from '../core/list/open-list.ts';
import { createHashIndex } from '../core/search/hash-index.ts';
import { judge, type SearchableList, type Verdict } from '../core/verdict.ts';
import { CliError, defineCommand } from './command.ts';
import { decodeFile, expandFiles } from './pictures.ts';
import { publishedFiles, trustOf } from './workspace.ts';

async function openSearchable(folder: string): Promise<SearchableList> {
  const files = await publishedFiles(folder);
  const { id, threshold, hashes } = await openList(files, await trustOf(files), Date.now());
  const entryAt = (position: number) => hashes.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES);
  return { id, threshold, index: createHashIndex(hashes), entryAt };
}

async function judgeFile(file: string, lists: readonly SearchableList[]): Promise<Verdict> {
  const decoded = await decodeFile(file);
  if (!decoded.ok) return { status: 'unknown', reason: decoded.reason };
  const { pixels, doubt } = decoded;
  if (Math.min(pixels.width, pixels.height) < MIN_SIDE) return { status: 'unknown', reason: 'too-small' };
  const verdict = await judge(queryHashes(pixels, hashPixels), lists, entryIdOf, new Set());
  return verdict.status === 'clear' && doubt !== null ? { status: 'unknown', reason: doubt } : verdict;
}

/** One shape for every verdict, so that a reader of the JSON need not look at keys that come and go. */
function recordOf(file: string, verdict: Verdict) {
  const match = verdict.status === 'flagged' ? verdict.match : null;
  const reason = verdict.status === 'unknown' ? verdict.reason : null;
  const { distance = null, entry = null, list = null, via = null } = match ?? {};
  return { file, verdict: verdict.status, distance, entry, list, via, reason };
}

function textOf({ file, verdict, distance, entry, list, via, reason }: ReturnType<typeof recordOf>): string {
  if (reason !== null) return `${verdict}\t${file}\t${reason}`;
  return via === null
    ? `${verdict}\t${file}`
    : `${verdict}\t${file}\t${list} ${entry}, distance ${distance}, ${via.orientation}, ${via.input}`;
}

/** Files that could not be read as pictures, as against pictures that could not be compared. */
const UNREAD = new Set(['not-loaded', 'unreachable', 'undecodable']);

export const check = defineCommand({
  usage: '--list DIR FILE...',
  about:
    'Judges pictures against lists as the extension would: clear, flagged, or unknown with a reason.\n' +
    'FILE may be a folder, or - for names on stdin, one a line. Exits with 1 if a file could not be read.',
  example: 'consentry check --list public/lists/practice --json photos/',
  options: {
    list: { type: 'string', multiple: true, value: 'DIR', help: 'list to check against; may be given several times' },
  },
  async run({ positionals, values, say }) {
    if (values.list === undefined) throw new CliError('--list is missing (see --help)', 2);
    if (positionals.length === 0) throw new CliError('FILE is missing (see --help)', 2);
    const lists = await Promise.all(values.list.map(openSearchable));
    let exitCode: 0 | 1 = 0;
    for await (const file of expandFiles(positionals)) {
      const record = recordOf(file, await judgeFile(file, lists));
      say(record, textOf(record));
      if (record.reason !== null && UNREAD.has(record.reason)) exitCode = 1;
    }
    return exitCode;
  },
});
