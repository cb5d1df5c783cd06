/** `consentry verify`: opens a published list exactly as the extension does. */
import { openList } from '../core/list/open-list.ts';
import { defineCommand, firstOf } from './command.ts';
import { publishedFiles, trustOf } from './workspace.ts';

export const verify = defineCommand({
  usage: 'DIR',
  about: 'Checks a list as a subscriber would: every signature, every segment, down to the last hash.',
  example: 'consentry verify ./our-list --root 5f0c...',
  options: {
    root: {
      type: 'string',
      value: 'DIGEST',
      help: 'digest that the root must have; by default whatever root is there',
    },
  },
  async run({ positionals, values, say }) {
    const [folder] = firstOf(positionals, 'DIR');
    const files = await publishedFiles(folder);
    const trust = values.root === undefined ? await trustOf(files) : { rootDigest: values.root };
    const { hashes: _, ...list } = await openList(files, trust, Date.now());
    const age = list.stale ? `EXPIRED on ${list.expiresAt}` : `vouched for until ${list.expiresAt}`;
    say(
      { ...list, root: trust.rootDigest },
      `${list.name} (${list.id}) by ${list.publisher}: ${list.entries} entries, signed ${list.signedAt}, ${age}\n` +
        `root ${trust.rootDigest}`,
    );
    return list.stale ? 1 : 0;
  },
});
