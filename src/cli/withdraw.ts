/** `consentry withdraw`: takes entries out of the bank, and keeps them out. */
import { parseHex, toHex } from '../core/hash/hex.ts';
import type { EntryId } from '../core/verdict.ts';
import { entryIdOfHex, readBank, sizeOf, takeBackEntries, writeBank } from './bank.ts';
import { CliError, defineCommand, firstOf } from './command.ts';
import { readSettings, workspaceIn } from './workspace.ts';

function entryOf(text: string): EntryId {
  const hash = parseHex(text);
  if (hash !== null) return entryIdOfHex(toHex(hash));
  if (/^[0-9a-f]{16}$/i.test(text)) return text.toLowerCase() as EntryId;
  throw new CliError(`${text} is neither a hash of 64 hex digits nor the id of an entry (16, as check prints it)`, 2);
}

export const withdraw = defineCommand({
  usage: 'DIR HASH...',
  about:
    'Takes pictures, by their hashes, exact files, by their SHA-256, or any entries, by the ids that check prints, out of\n' +
    'the bank, with all that was listed of the same original; later imports cannot bring them back. Build and sign afterwards: subscribers stop matching them with their next sync, and the\n' +
    'files that held them leave DIR/public.',
  example: 'consentry withdraw ./our-list f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22',
  options: {},
  async run({ positionals, say }) {
    const [folder, texts] = firstOf(positionals, 'DIR');
    if (texts.length === 0) throw new CliError('HASH is missing (see --help)', 2);
    const entries = new Set(texts.map(entryOf));
    const workspace = workspaceIn(folder);
    await readSettings(workspace);
    const bank = await readBank(workspace.bank);
    const withdrawn = takeBackEntries(bank, entries);
    await writeBank(workspace.bank, bank);
    const absent = entries.size - withdrawn;
    const total = sizeOf(bank);
    say(
      { withdrawn, absent, total },
      `withdrew ${withdrawn}${absent > 0 ? `; ${absent} were not in the bank and are kept out from now on` : ''}`,
    );
    return 0;
  },
});
