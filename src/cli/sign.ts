/** `consentry sign`: signs the drafted version and publishes it once enough keys have. */
import { defineCommand, firstOf } from './command.ts';
import { readKeyFile, readKeyFolder } from './key-files.ts';
import { signDraft } from './publish.ts';
import { some } from './words.ts';
import { workspaceIn } from './workspace.ts';

export const sign = defineCommand({
  usage: 'DIR',
  about:
    'Signs the drafted version with the keys in DIR/keys, or with those named. Once enough have signed, checks the\n' +
    'whole list as a subscriber would, and moves it to DIR/public. Without a draft it renews the timestamp of the\n' +
    'published version: do that every few days.',
  example: 'consentry sign ./our-list --key /media/usb/catalog-2.pem --key ./our-list/keys/timestamp.pem',
  options: {
    key: {
      type: 'string',
      multiple: true,
      value: 'FILE',
      help: 'private key to sign with; may be given several times',
    },
  },
  async run({ positionals, values, say, progress }) {
    const [folder] = firstOf(positionals, 'DIR');
    const workspace = workspaceIn(folder);
    const signers = values.key ? await Promise.all(values.key.map(readKeyFile)) : await readKeyFolder(workspace.keys);
    const outcome = await signDraft(workspace, signers, Date.now(), progress);
    if (outcome.state === 'published') {
      const { version, list } = outcome;
      say(
        { state: 'published', version, entries: list.entries, expiresAt: list.expiresAt },
        `version ${version} is in ${workspace.public}: ${some(list.entries, 'entry', 'entries')}. Sign again before ${list.expiresAt}.`,
      );
      return 0;
    }
    const { role, have, need } = outcome;
    say({ ...outcome }, `the ${role} has ${have} of ${need} signatures; hand ${folder} to the holder of the next key`);
    return 0;
  },
});
