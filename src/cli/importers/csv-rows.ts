/** Comma-separated values as RFC 4180 has them: quoted fields may hold commas, doubled quotes and line ends. */
import { linesOf } from '../lines.ts';

/** A long video in vPDQ's JSON is one field of one line. */
const MAX_LINE = 4_000_000;

/** A field that never closes its quote must not swallow a file of any size. */
const MAX_OPEN = 100_000;

interface Row {
  readonly fields: string[];
  /** What a quoted field holds that is still open; null outside of one. */
  quoted: string | null;
  length: number;
}

const newRow = (): Row => ({ fields: [], quoted: null, length: 0 });

/** Takes the quoted field on from `at`; gives where it ends, or -1 if it goes on past this line. */
function closeQuoted(row: Row, line: string, from: number): number {
  for (let at = from; ; at++) {
    const quote = line.indexOf('"', at);
    if (quote < 0) {
      row.quoted += `${line.slice(at)}\n`;
      return -1;
    }
    row.quoted += line.slice(at, quote);
    at = quote + 1;
    if (line[at] !== '"') return at;
    row.quoted += '"';
  }
}

/** Adds a line to a row, and says whether the row ends with it. */
function feed(row: Row, line: string): boolean {
  row.length += line.length;
  for (let at = 0; ; at++) {
    if (row.quoted === null && line[at] === '"') {
      row.quoted = '';
      at++;
    }
    if (row.quoted !== null) at = closeQuoted(row, line, at);
    if (at < 0) return false;
    const comma = line.indexOf(',', at);
    row.fields.push((row.quoted ?? '') + line.slice(at, comma < 0 ? line.length : comma));
    row.quoted = null;
    if (comma < 0) return true;
    at = comma;
  }
}

export async function* csvRows(text: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let row = newRow();
  for await (const line of linesOf(text, MAX_LINE)) {
    if (!feed(row, line) && row.length <= MAX_OPEN) continue;
    yield row.fields;
    row = newRow();
  }
  if (row.length > 0) yield row.fields;
}
