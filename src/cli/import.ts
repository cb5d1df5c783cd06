/** `consentry import`: takes hashes out of a file that another tool wrote. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { count, offer, readBank, summarise, type Tally, takeBack, writeBank } from './bank.ts';
import { CliError, defineCommand, firstOf } from './command.ts';
import { IMPORTERS } from './importers/registry.ts';
import { readSettings, workspaceIn } from './workspace.ts';

const FORMATS = IMPORTERS.map(({ format, about }) => `  ${format.padEnd(15)} ${about}`).join('\n');
const HEX = /^[0-9a-f]{64}$/i;

export const importHashes = defineCommand({
  usage: 'DIR --format F FILE',
  about:
    'Adds the hashes in FILE to the bank, and counts what was refused and why. What FILE itself takes back is taken\n' +
    `back last, wherever it stands. Of each row only the hash is kept.\n\nFormats:\n${FORMATS}`,
  example: 'consentry import ./our-list --format tx-csv dataset.csv',
  options: { format: { type: 'string', value: 'F', help: IMPORTERS.map(({ format }) => format).join(', ') } },
  async run({ positionals, values, say }) {
    const [folder, [file, ...extra]] = firstOf(positionals, 'DIR');
    if (file === undefined || extra.length > 0) throw new CliError('takes one FILE (see --help)', 2);
    const importer = IMPORTERS.find(({ format }) => format === values.format);
    if (importer === undefined) throw new CliError(`--format is none of the formats (see --help)`, 2);
    const workspace = workspaceIn(folder);
    await readSettings(workspace);
    await stat(file).catch(() => {
      throw new CliError(`${file} cannot be read`);
    });
    const bank = await readBank(workspace.bank);
    const tally: Tally = new Map();
    const takenBack = new Set<string>();
    for await (const row of importer.rows(createReadStream(file, 'utf8'))) {
      if (row.kind === 'entry') count(tally, offer(bank, row.hash, row.quality));
      else if (row.kind === 'refused') count(tally, row.reason);
      else if (HEX.test(row.hash)) takenBack.add(row.hash.toLowerCase());
      else count(tally, 'malformed');
    }
    const withdrawn = [...takenBack].filter(hash => takeBack(bank, hash)).length;
    await writeBank(workspace.bank, bank);
    const { added, refused, text } = summarise(tally);
    const total = bank.hashes.size;
    say({ added, refused, withdrawn, total }, `${text}; withdrew ${withdrawn}; the bank holds ${total}`);
    return 0;
  },
});
