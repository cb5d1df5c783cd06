/** `consentry import`: takes hashes out of files that another tool wrote. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { readText } from '../core/list/json.ts';
import { LIMITS } from '../core/list/limits.ts';
import {
  type Bank,
  entriesWithout,
  entryIdOfHex,
  offer,
  offerDigest,
  offerVideo,
  originIdOf,
  readBank,
  sizeOf,
  takeBackEntries,
  writeBank,
} from './bank.ts';
import { CliError, defineCommand, firstOf } from './command.ts';
import type { Importer } from './importers/importer.ts';
import { IMPORTERS } from './importers/registry.ts';
import type { Progress } from './progress.ts';
import { count, summarise, type Tally } from './tally.ts';
import { readSettings, workspaceIn } from './workspace.ts';

const FORMATS = IMPORTERS.map(({ format, about }) => `  ${format.padEnd(15)} ${about}`).join('\n');
const HEX = /^[0-9a-f]{64}$/i;

/** What the files take back; applied when all of them were read. */
interface TakenBack {
  readonly entries: Set<ReturnType<typeof entryIdOfHex>>;
  readonly origins: Set<string>;
}

function requireRoom({ entries, origins }: TakenBack): void {
  if (entries.size + origins.size > LIMITS.records) throw new CliError('more is taken back than any list holds');
}

async function importFile(
  importer: Importer,
  file: string,
  bank: Bank,
  tally: Tally,
  takenBack: TakenBack,
  progress: Progress,
): Promise<void> {
  const { format } = importer;
  let rows = 0;
  for await (const row of importer.rows(createReadStream(file, 'utf8'))) {
    rows++;
    if (rows % 1_000 === 0) progress(() => `${file}: ${rows} rows, ${tally.get('added') ?? 0} added`);
    switch (row.kind) {
      case 'entry': {
        const origin = row.origin === undefined ? null : originIdOf(format, row.origin);
        count(tally, offer(bank, row.hash, row.quality, origin));
        break;
      }
      case 'video':
        count(tally, offerVideo(bank, row.frames).outcome);
        break;
      case 'digest':
        count(tally, offerDigest(bank, row.sha256));
        break;
      case 'withdrawn':
        if (HEX.test(row.hash)) takenBack.entries.add(entryIdOfHex(row.hash));
        else count(tally, 'malformed');
        requireRoom(takenBack);
        break;
      case 'withdrawn-origin':
        takenBack.origins.add(originIdOf(format, row.origin));
        requireRoom(takenBack);
        break;
      case 'refused':
        count(tally, row.reason);
        break;
    }
  }
}

/** The publisher's leave to publish what came from a programme of people who were harmed. */
function agreementFor(importer: Importer, text: string | undefined): string | null {
  if (text !== undefined && text.trim() !== '') return readText(text, '--attest-public', LIMITS.sentence);
  if (importer.restricted !== true) return null;
  throw new CliError(
    `${importer.format} holds hashes that people gave in confidence, and a list of plain hashes is public: ` +
      '--attest-public TEXT has to name the agreement that allows it',
    2,
  );
}

export const importHashes = defineCommand({
  usage: 'DIR --format F FILE...',
  about:
    'Adds the hashes in FILE to the bank, and counts what was refused and why. What FILE itself takes back is taken\n' +
    `back last, wherever it stands. Of each row only the hash is kept.\n\nFormats:\n${FORMATS}`,
  example: 'consentry import ./our-list --format tx-csv dataset.csv',
  options: {
    format: { type: 'string', value: 'F', help: IMPORTERS.map(({ format }) => format).join(', ') },
    'attest-public': {
      type: 'string',
      value: 'TEXT',
      help: 'agreement by which these hashes may be public; shown to subscribers',
    },
  },
  async run({ positionals, values, say, progress }) {
    const [folder, files] = firstOf(positionals, 'DIR');
    if (files.length === 0) throw new CliError('FILE is missing (see --help)', 2);
    const importer = IMPORTERS.find(({ format }) => format === values.format);
    if (importer === undefined) throw new CliError(`--format is none of the formats (see --help)`, 2);
    const agreement = agreementFor(importer, values['attest-public']);
    const workspace = workspaceIn(folder);
    await readSettings(workspace);
    for (const file of files) {
      await stat(file).catch(() => {
        throw new CliError(`${file} cannot be read`);
      });
    }
    const bank = await readBank(workspace.bank);
    const tally: Tally = new Map();
    const takenBack: TakenBack = { entries: new Set(), origins: new Set() };
    for (const file of files) await importFile(importer, file, bank, tally, takenBack, progress);
    const gone = new Set([...takenBack.entries, ...entriesWithout(bank, takenBack.origins)]);
    const withdrawn = takeBackEntries(bank, gone);
    if (agreement !== null) bank.agreements.add(agreement);
    await writeBank(workspace.bank, bank);
    const { added, refused, text } = summarise(tally);
    const total = sizeOf(bank);
    say({ added, refused, withdrawn, total }, `${text}; withdrew ${withdrawn}; the bank holds ${total}`);
    return 0;
  },
});
