/** `npm run --silent consentry -- COMMAND ...`: the tool of those who publish a list, or try one. */
import { ListError } from '../core/list/list-error.ts';
import { CliError, runCommand } from './command.ts';
import { COMMANDS } from './commands.ts';

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
  return runCommand(name, await entry.load(), rest, console.log);
}

// The reader of our output (`head`, say) may have seen enough.
process.stdout.on('error', () => process.exit());

/** Faults that say by themselves what is wrong; any other is a bug, and shows where it is. */
const isPlain = (error: unknown): error is Error =>
  error instanceof CliError || error instanceof ListError || (error instanceof Error && 'syscall' in error);

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!isPlain(error)) throw error;
  console.error(`consentry: ${error.message}`);
  process.exitCode = error instanceof CliError ? error.exitCode : 1;
}
