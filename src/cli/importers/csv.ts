/** A table of anybody's: a header names the column of hashes, and perhaps one of qualities. */
import { csvRows } from './csv-rows.ts';
import { entryRow, type Importer, type ImportRow, parseQuality } from './importer.ts';

const QUALITY = /quality/i;

/** A column that says pdq before one that only says hash: tables of several kinds of hash have both. */
function hashColumn(names: readonly string[]): number {
  const column = (word: RegExp) => names.findIndex(name => word.test(name) && !QUALITY.test(name));
  const pdq = column(/pdq/i);
  return pdq < 0 ? column(/hash/i) : pdq;
}

export const csv: Importer = {
  format: 'csv',
  about: 'a table whose header names a column with pdq or hash, perhaps one with quality',
  example: [
    'id,pdq,quality',
    '1,f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22,100',
    '2,e64cc9d91c623882f8d1f1d9a398e78c9f199b3bd83924f2b7e11e0bf861b064,',
    '',
  ].join('\n'),
  async *rows(text): AsyncGenerator<ImportRow> {
    let columns: { readonly hash: number; readonly quality: number } | null = null;
    for await (const fields of csvRows(text)) {
      if (columns === null) {
        columns = { hash: hashColumn(fields), quality: fields.findIndex(name => QUALITY.test(name)) };
        if (columns.hash < 0) yield { kind: 'refused', reason: 'malformed' };
        continue;
      }
      const hash = fields[columns.hash];
      if (hash === undefined) yield { kind: 'refused', reason: 'malformed' };
      else yield entryRow(hash, parseQuality(fields[columns.quality]));
    }
  },
};
