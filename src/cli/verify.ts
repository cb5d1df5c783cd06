/** `consentry verify`: opens a published list exactly as the extension does. */
import { openList } from '../core/list/open-list.ts';
import { DIGEST_BYTES } from '../core/list/records-file.ts';
import { defineCommand, firstOf } from './command.ts';
import { some } from './words.ts';
import { publishedFiles, trustOf } from './workspace.ts';

export const verify = defineCommand({
  usage: 'DIR|URL|FILE.tar',
  about:
    'Checks a list as a subscriber would: every signature, every segment, down to the last hash; in a folder, in one\n' +
    'file, or as a web server hands it out (https, or http on this computer).',
  example: 'consentry verify https://lists.example.org/our-list/ --root 5f0c...',
  options: {
    root: {
      type: 'string',
      value: 'DIGEST',
      help: 'digest that a root must have; by default whatever the first root has',
    },
  },
  async run({ positionals, values, say, progress }) {
    const [place] = firstOf(positionals, 'DIR, URL or FILE.tar');
    const files = await publishedFiles(place);
    const trust = values.root === undefined ? await trustOf(files) : { rootDigest: values.root };
    let read = 0;
    const watched = {
      read: (path: string, maxBytes: number) => {
        read++;
        progress(() => `${read} files: ${path}`);
        return files.read(path, maxBytes);
      },
    };
    const { hashes: _, video, digests, ...list } = await openList(watched, trust, Date.now());
    const videos = video?.groups.ids.length ?? 0;
    const exactFiles = digests.length / DIGEST_BYTES;
    const age = list.stale ? `EXPIRED on ${list.expiresAt}` : `vouched for until ${list.expiresAt}`;
    const skipped = list.skipped.map(({ kind }) => ` (a part of kind ${kind} is not read by this version)`).join('');
    say(
      { ...list, videos, exactFiles, root: trust.rootDigest },
      `${list.name} (${list.id}) by ${list.publisher}: ${some(list.entries, 'entry', 'entries')}, ${videos} of them video, ` +
        `${some(exactFiles, 'exact file')}${skipped}, signed ${list.signedAt}, ${age}\nroot ${trust.rootDigest}`,
    );
    return list.stale ? 1 : 0;
  },
});
