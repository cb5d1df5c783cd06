/** `consentry diff`: what a subscriber of one copy would fetch, gain and lose by going to another. */
import { HASH_BYTES } from '../core/hash/types.ts';
import { knownParts } from '../core/list/catalog.ts';
import { readChain } from '../core/list/chain.ts';
import { readEntries } from '../core/list/open-list.ts';
import { recordsFilesOf } from '../core/list/parts.ts';
import { recordsNotIn } from '../core/list/records.ts';
import { DIGEST_BYTES } from '../core/list/records-file.ts';
import { videosOfRecords } from '../core/list/videos.ts';
import { CliError, defineCommand } from './command.ts';
import { some } from './words.ts';
import { publishedFiles, trustOf } from './workspace.ts';

async function openCopy(place: string) {
  const files = await publishedFiles(place);
  const { catalog } = await readChain(files, await trustOf(files));
  const none = new Uint8Array(0);
  return {
    version: catalog.version,
    files: recordsFilesOf(knownParts(catalog)),
    hashes: catalog.pdq === null ? none : await readEntries(files, catalog.pdq),
    videos: new Set(catalog.video === null ? [] : videosOfRecords(await readEntries(files, catalog.video)).ids),
    digests: catalog.digest === null ? none : await readEntries(files, catalog.digest),
  };
}

type Copy = Awaited<ReturnType<typeof openCopy>>;

/** Entries of one copy that the other lacks. */
const entriesNotIn = (copy: Copy, other: Copy): number =>
  recordsNotIn(copy.hashes, other.hashes, HASH_BYTES).length +
  [...copy.videos].filter(id => !other.videos.has(id)).length +
  recordsNotIn(copy.digests, other.digests, DIGEST_BYTES).length;

export const diff = defineCommand({
  usage: 'OLD NEW',
  about:
    'Compares two copies of a list, in folders or at addresses: entries added and withdrawn, and the files that are new.',
  example: 'consentry diff https://lists.example.org/our-list/ ./our-list',
  options: {},
  async run({ positionals, say }) {
    const [before, after, ...extra] = positionals;
    if (before === undefined || after === undefined || extra.length > 0)
      throw new CliError('takes OLD and NEW (see --help)', 2);
    const [old, next] = [await openCopy(before), await openCopy(after)];
    const held = new Set(old.files.map(({ path }) => path));
    const missing = next.files.filter(({ path }) => !held.has(path));
    const bytes = missing.reduce((total, file) => total + file.bytes, 0);
    const [added, withdrawn] = [entriesNotIn(next, old), entriesNotIn(old, next)];
    const [from, to] = [old.version, next.version];
    say(
      { from, to, added, withdrawn, segments: missing.length, bytes },
      `version ${from} to ${to}: ${added} added, ${withdrawn} withdrawn, ${some(missing.length, 'new segment')} (${some(bytes, 'byte')})`,
    );
    return 0;
  },
});
