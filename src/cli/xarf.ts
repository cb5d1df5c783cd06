/** `consentry xarf`: reports that a receiver took, as XARF 4.2, one JSON a line, in the name of the keepers of the list. */
import { readFile } from 'node:fs/promises';
import { readObject } from '../core/list/json.ts';
import { ListError } from '../core/list/list-error.ts';
import { type ConsentReport, readConsentReport } from '../core/report/consent-report.ts';
import { toXarf } from '../core/report/xarf.ts';
import { CliError, defineCommand, firstOf } from './command.ts';

/** A line of the receiver's file; null for one that was cut off. */
function reportOf(line: string): ConsentReport | null {
  try {
    return readConsentReport(readObject(JSON.parse(line), 'line', ['receivedAt', 'report']).report);
  } catch (error) {
    if (error instanceof ListError || error instanceof SyntaxError) return null;
    throw error;
  }
}

export const xarf = defineCommand({
  usage: 'FILE --org NAME --contact ADDRESS --domain HOST',
  about: 'Prints the reports in FILE that say where something is shared, in XARF 4.2. Disputes are left out.',
  example: "consentry xarf reports.ndjson --org 'Example Helpline' --contact abuse@example.org --domain example.org",
  options: {
    org: { type: 'string', value: 'NAME', help: 'your organisation, in whose name they are passed on' },
    contact: { type: 'string', value: 'ADDRESS', help: 'mail address for questions' },
    domain: { type: 'string', value: 'HOST', help: 'your domain' },
  },
  async run({ positionals, values, say, warn }) {
    const [file] = firstOf(positionals, 'FILE');
    const { org, contact, domain } = values;
    if (org === undefined || contact === undefined || domain === undefined) {
      throw new CliError('--org, --contact and --domain are needed (see --help)', 2);
    }
    const text = await readFile(file, 'utf8').catch((error: Error) => {
      throw new CliError(error.message);
    });
    let unread = 0;
    for (const line of text.split('\n').filter(each => each !== '')) {
      const report = reportOf(line);
      if (report === null) unread += 1;
      const exported = report && toXarf(report, { org, contact, domain });
      if (exported) say({ ...exported }, JSON.stringify(exported));
    }
    if (unread > 0) warn(`${unread} lines could not be read`);
    return unread > 0 ? 1 : 0;
  },
});
