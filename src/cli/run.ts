/** One call of the tool, apart from the process it runs in: arguments in, exit code out. */
import { ListError } from '../core/list/list-error.ts';
import { CliError, type Io, runCommand } from './command.ts';
import { COMMANDS } from './commands.ts';

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map(name => name.length));
  const rows = Object.entries(COMMANDS).map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`);
  return `consentry COMMAND ...\n\n${rows.join('\n')}\n\nconsentry COMMAND --help shows its options and an example.`;
}

async function dispatch(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === 'help') {
    io.print(overview());
    return name === undefined ? 2 : 0;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) throw new CliError(`there is no command ${name} (see --help)`, 2);
  return runCommand(name, await entry.load(), rest, io);
}

/** Faults that say by themselves what is wrong; any other is a bug, and shows where it is. */
const isPlain = (error: unknown): error is Error =>
  error instanceof CliError || error instanceof ListError || (error instanceof Error && 'syscall' in error);

export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(args, io);
  } catch (error) {
    if (!isPlain(error)) throw error;
    io.warn(`consentry: ${error.message}`);
    return error instanceof CliError ? error.exitCode : 1;
  }
}
