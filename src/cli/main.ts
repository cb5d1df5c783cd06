/** `npm run --silent consentry -- COMMAND ...`: the tool of those who publish a list, or try one. */
import { ListError } from '../core/list/list-error.ts';
import { CliError, type Command, runCommand } from './command.ts';

/** Commands are loaded when they are called: decoding pictures is a large dependency that most do not need. */
const COMMANDS: Readonly<Record<string, { readonly about: string; readonly load: () => Promise<Command> }>> = {
  hash: { about: 'print the hashes of pictures', load: async () => (await import('./hash.ts')).hash },
  check: { about: 'judge pictures as the extension would', load: async () => (await import('./check.ts')).check },
  init: { about: 'start a list: a folder with its keys', load: async () => (await import('./init.ts')).init },
  import: {
    about: 'take hashes from a file of another tool',
    load: async () => (await import('./import.ts')).importHashes,
  },
  add: { about: 'add the hashes of pictures', load: async () => (await import('./add.ts')).add },
  withdraw: { about: 'take hashes back', load: async () => (await import('./withdraw.ts')).withdraw },
  build: { about: 'make the next version, not yet signed', load: async () => (await import('./build.ts')).build },
  sign: { about: 'sign the next version, and publish it', load: async () => (await import('./sign.ts')).sign },
  verify: {
    about: 'check a published list from root to last hash',
    load: async () => (await import('./verify.ts')).verify,
  },
  diff: { about: 'say what changed between two copies of a list', load: async () => (await import('./diff.ts')).diff },
  serve: { about: 'serve a list on this computer, for trying', load: async () => (await import('./serve.ts')).serve },
};

function overview(): string {
  const rows = Object.entries(COMMANDS).map(([name, { about }]) => `  ${name.padEnd(9)} ${about}`);
  return `consentry COMMAND ...\n\n${rows.join('\n')}\n\nconsentry COMMAND --help shows its options and an example.`;
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === 'help') {
    console.log(overview());
    return name === undefined ? 2 : 0;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) throw new CliError(`there is no command ${name} (see --help)`, 2);
  return runCommand(name, await entry.load(), rest);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CliError || error instanceof ListError)) throw error;
  console.error(`consentry: ${error.message}`);
  process.exitCode = error instanceof CliError ? error.exitCode : 1;
}
