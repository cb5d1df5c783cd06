/** `npm run --silent consentry -- COMMAND ...`: the tool of those who publish a list, or try one. */
import { run } from './run.ts';

// npm runs scripts in the folder of the package; names on the command line are those of where the person stands.
const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
if (script === 'consentry' && folder !== undefined) process.chdir(folder);

// The reader of our output (`head`, say) may have seen enough.
process.stdout.on('error', () => process.exit());

process.exitCode = await run(process.argv.slice(2), {
  print: line => console.log(line),
  warn: line => console.error(line),
  stdin: process.stdin,
  terminal: process.stderr.isTTY ? process.stderr : null,
});
