/** `consentry diff`: what a subscriber of one copy would fetch, gain and lose by going to another. */
import { HASH_BYTES } from '../core/hash/types.ts';
import { readChain } from '../core/list/chain.ts';
import { readEntries } from '../core/list/open-list.ts';
import { recordsNotIn } from '../core/list/records.ts';
import { PDQ_SEGMENT, recordsFileBytes } from '../core/list/segment.ts';
import { CliError, defineCommand } from './command.ts';
import { publishedFiles, trustOf } from './workspace.ts';

async function openCopy(folder: string) {
  const files = await publishedFiles(folder);
  const { catalog } = await readChain(files, await trustOf(files));
  const entries = catalog.pdq === null ? new Uint8Array(0) : await readEntries(files, catalog.pdq);
  return { catalog, entries };
}

export const diff = defineCommand({
  usage: 'OLD NEW',
  about: 'Compares two copies of a list: entries added and withdrawn, and the bytes of segments that are new.',
  example: 'consentry diff ./backup/public ./our-list',
  options: {},
  async run({ positionals, say }) {
    const [before, after, ...extra] = positionals;
    if (before === undefined || after === undefined || extra.length > 0)
      throw new CliError('takes OLD and NEW (see --help)', 2);
    const [old, next] = [await openCopy(before), await openCopy(after)];
    const held = new Set(old.catalog.pdq?.segments.map(segment => segment.sha256));
    const missing = (next.catalog.pdq?.segments ?? []).filter(segment => !held.has(segment.sha256));
    const fetchBytes = missing.reduce((total, { count }) => total + recordsFileBytes(PDQ_SEGMENT, count), 0);
    const added = recordsNotIn(next.entries, old.entries, HASH_BYTES).length;
    const withdrawn = recordsNotIn(old.entries, next.entries, HASH_BYTES).length;
    const [from, to] = [old.catalog.version, next.catalog.version];
    say(
      { from, to, added, withdrawn, segments: missing.length, bytes: fetchBytes },
      `version ${from} to ${to}: ${added} added, ${withdrawn} withdrawn, ${missing.length} new segments (${fetchBytes} bytes)`,
    );
    return 0;
  },
});
