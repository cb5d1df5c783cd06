/** Comma-separated values as RFC 4180 has them: quoted fields may hold commas, doubled quotes and line ends. */
import { linesOf } from './importer.ts';

/** A field that never closes its quote must not swallow a file of any size. */
const MAX_ROW = 100_000;

/** The fields of one row, or null while a quoted field is still open at its end. */
function splitRow(row: string): readonly string[] | null {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    let field = '';
    if (row[at] === '"') {
      for (at++; ; at++) {
        if (at >= row.length) return null;
        if (row[at] !== '"') field += row[at];
        else if (row[at + 1] === '"') {
          field += '"';
          at++;
        } else break;
      }
      at++;
    }
    const comma = row.indexOf(',', at);
    const end = comma < 0 ? row.length : comma;
    fields.push(field + row.slice(at, end));
    if (comma < 0) return fields;
    at = comma + 1;
  }
}

export async function* csvRows(text: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let open = '';
  for await (const line of linesOf(text)) {
    const row = open === '' ? line : `${open}\n${line}`;
    const fields = splitRow(row);
    if (fields !== null) yield fields;
    else if (row.length > MAX_ROW) yield [row];
    open = fields === null && row.length <= MAX_ROW ? row : '';
  }
  if (open !== '') yield [open];
}
