/** The commands by name. Loaded when they are called: decoding pictures is a large dependency that most do not need. */
import type { Command } from './command.ts';

export interface CommandEntry {
  readonly about: string;
  readonly load: () => Promise<Command>;
}

export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  hash: { about: 'print the hashes of pictures and videos', load: async () => (await import('./hash.ts')).hash },
  check: {
    about: 'judge pictures and videos as the extension would',
    load: async () => (await import('./check.ts')).check,
  },
  init: { about: 'start a list: a folder with its keys', load: async () => (await import('./init.ts')).init },
  import: {
    about: 'take hashes from files of another tool',
    load: async () => (await import('./import.ts')).importHashes,
  },
  add: { about: 'add the hashes of pictures and videos', load: async () => (await import('./add.ts')).add },
  withdraw: { about: 'take entries back', load: async () => (await import('./withdraw.ts')).withdraw },
  build: { about: 'make the next version, not yet signed', load: async () => (await import('./build.ts')).build },
  sign: { about: 'sign the next version, and publish it', load: async () => (await import('./sign.ts')).sign },
  'rotate-keys': {
    about: 'replace keys, without asking subscribers',
    load: async () => (await import('./rotate-keys.ts')).rotateKeys,
  },
  verify: {
    about: 'check a published list from root to last hash',
    load: async () => (await import('./verify.ts')).verify,
  },
  diff: { about: 'say what changed between two copies of a list', load: async () => (await import('./diff.ts')).diff },
  serve: {
    about: 'serve a list on this computer, and take reports, for trying',
    load: async () => (await import('./serve.ts')).serve,
  },
  policy: {
    about: 'check a policy file for browsers',
    load: async () => (await import('./policy.ts')).policy,
  },
  xarf: { about: 'turn reports into XARF, for hosting companies', load: async () => (await import('./xarf.ts')).xarf },
};
