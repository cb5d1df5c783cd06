/** `consentry build`: packs the bank into the next version, for `sign` to sign. */
import { knownParts } from '../core/list/catalog.ts';
import { countEntries } from '../core/list/parts.ts';
import { CliError, defineCommand, firstOf } from './command.ts';
import { buildDraft } from './publish.ts';
import { some } from './words.ts';
import { workspaceIn } from './workspace.ts';

export const build = defineCommand({
  usage: 'DIR --attest-public TEXT',
  about:
    'Packs the bank into the next version of the list. A list of hashes that browsers can match is public: whoever\n' +
    'has it can test any picture against it. So say in your own words why these hashes may be public (an agreement,\n' +
    'a consent); subscribers are shown that text.',
  example: "consentry build ./our-list --attest-public 'Everyone shown agreed, agreement 12 of May 2026'",
  options: {
    'attest-public': { type: 'string', value: 'TEXT', help: 'why these hashes may be public; signed with the list' },
    'defer-withdrawals': {
      type: 'boolean',
      help: 'name withdrawn entries instead of rewriting their segments (small updates for big lists)',
    },
    compact: { type: 'boolean', help: 'pack everything anew; subscribers fetch the whole list once' },
  },
  async run({ positionals, values, say, progress }) {
    const [folder] = firstOf(positionals, 'DIR');
    const attestation = values['attest-public'];
    if (attestation === undefined || attestation.trim() === '') {
      throw new CliError('a list of plain hashes is public: --attest-public TEXT has to say why it may be', 2);
    }
    const catalog = await buildDraft(workspaceIn(folder), {
      attestation,
      withdrawals: values['defer-withdrawals'] === true ? 'defer' : 'rewrite',
      compact: values.compact === true,
      now: Date.now(),
      progress,
    });
    const { version, video, digest } = catalog;
    const parts = knownParts(catalog);
    const videos = video?.videos ?? 0;
    const exactFiles = digest?.count ?? 0;
    const entries = countEntries(parts);
    const segments = parts.reduce((total, part) => total + part.segments.length, 0);
    const withdrawn = parts.reduce((total, part) => total + (part.withdrawals?.count ?? 0), 0);
    const size = `${some(entries, 'entry', 'entries')} in ${some(segments, 'segment')}`;
    say(
      { version, entries, videos, exactFiles, segments, withdrawn },
      `version ${version} drafted: ${size}. Now: consentry sign ${folder}`,
    );
    return 0;
  },
});
