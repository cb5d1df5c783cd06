/** `consentry add`: hashes pictures into the bank. The pictures themselves are not kept. */
import { toHex } from '../core/hash/hex.ts';
import { hashPixels } from '../core/hash/pdq.ts';
import { count, offer, readBank, summarise, type Tally, writeBank } from './bank.ts';
import { CliError, defineCommand, firstOf } from './command.ts';
import { decodeFile, expandFiles } from './pictures.ts';
import { readSettings, workspaceIn } from './workspace.ts';

export const add = defineCommand({
  usage: 'DIR FILE...',
  about: 'Adds the hashes of pictures to the bank. FILE may be a folder, or - for names on stdin, one a line.',
  example: 'consentry add ./our-list photos/',
  options: {},
  async run({ positionals, say }) {
    const [folder, names] = firstOf(positionals, 'DIR');
    if (names.length === 0) throw new CliError('FILE is missing (see --help)', 2);
    const workspace = workspaceIn(folder);
    await readSettings(workspace);
    const bank = await readBank(workspace.bank);
    const tally: Tally = new Map();
    let unread = 0;
    for await (const file of expandFiles(names)) {
      const decoded = await decodeFile(file);
      if (!decoded.ok) {
        unread++;
        say({ file, reason: decoded.reason }, `not read: ${file}: ${decoded.reason}`);
        continue;
      }
      const { quality, orientations } = hashPixels(decoded.pixels);
      const outcome = offer(bank, toHex(orientations[0] as Uint8Array), quality);
      count(tally, outcome);
      if (outcome !== 'added') say({ file, reason: outcome }, `not added: ${file}: ${outcome}`);
    }
    await writeBank(workspace.bank, bank);
    const { added, refused, text } = summarise(tally);
    say({ added, refused, unread, total: bank.hashes.size }, `${text}; the bank holds ${bank.hashes.size}`);
    return unread === 0 ? 0 : 1;
  },
});
