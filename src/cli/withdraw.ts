/** `consentry withdraw`: takes entries out of the bank, and keeps them out. */
import { parseHex, toHex } from '../core/hash/hex.ts';
import { readBank, takeBack, writeBank } from './bank.ts';
import { CliError, defineCommand, firstOf } from './command.ts';
import { readSettings, workspaceIn } from './workspace.ts';

export const withdraw = defineCommand({
  usage: 'DIR HASH...',
  about:
    'Takes hashes out of the bank; later imports cannot bring them back. Build and sign afterwards: subscribers stop\n' +
    'matching them with their next sync, and the files that held them leave DIR/public.',
  example: 'consentry withdraw ./our-list f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22',
  options: {},
  async run({ positionals, say }) {
    const [folder, texts] = firstOf(positionals, 'DIR');
    if (texts.length === 0) throw new CliError('HASH is missing (see --help)', 2);
    const hashes = texts.map(text => {
      const hash = parseHex(text);
      if (hash === null) throw new CliError(`${text} is not a hash of 64 hex digits`, 2);
      return toHex(hash);
    });
    const workspace = workspaceIn(folder);
    await readSettings(workspace);
    const bank = await readBank(workspace.bank);
    const withdrawn = hashes.filter(hash => takeBack(bank, hash)).length;
    await writeBank(workspace.bank, bank);
    const absent = hashes.length - withdrawn;
    say(
      { withdrawn, absent, total: bank.hashes.size },
      `withdrew ${withdrawn}${absent > 0 ? `; ${absent} were not in the bank and are kept out from now on` : ''}`,
    );
    return 0;
  },
});
