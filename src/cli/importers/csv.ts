/** A table of anybody's: a header names the columns of hashes, of SHA-256 of files, and perhaps one of qualities. */
import { csvRows } from './csv-rows.ts';
import { entryRow, type Importer, type ImportRow, parseQuality } from './importer.ts';

const QUALITY = /quality/i;

const FILE_DIGEST = /sha-?_?256/i;
/** Columns that say hash, and are of no kind that a list holds. */
const OTHER_HASH = /md5|sha-?_?(?:1|224|384|512)|crc|photodna|pdna|tmk/i;

interface Columns {
  /** A column that says pdq before one that only says hash: tables of several kinds of hash have both. */
  readonly hash: number;
  readonly quality: number;
  readonly digest: number;
}

function columnsOf(names: readonly string[]): Columns {
  const column = (word: RegExp, ...others: readonly RegExp[]) =>
    names.findIndex(name => word.test(name) && !others.some(other => other.test(name)));
  const pdq = column(/pdq/i, QUALITY);
  return {
    hash: pdq < 0 ? column(/hash/i, QUALITY, FILE_DIGEST, OTHER_HASH) : pdq,
    quality: column(QUALITY),
    digest: column(FILE_DIGEST),
  };
}

/** What a row has of the two: at least one. */
function* rowsOf(fields: readonly string[], columns: Columns): Generator<ImportRow> {
  const [hash, sha256] = [fields[columns.hash], fields[columns.digest]];
  if (sha256) yield { kind: 'digest', sha256 };
  if (hash) yield entryRow(hash, parseQuality(fields[columns.quality]));
  if (!hash && !sha256) yield { kind: 'refused', reason: 'malformed' };
}

export const csv: Importer = {
  format: 'csv',
  about: 'a table whose header names a column with pdq, hash or sha256, perhaps one with quality',
  example: [
    'id,pdq,quality,sha256',
    '1,f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22,100,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    '2,e64cc9d91c623882f8d1f1d9a398e78c9f199b3bd83924f2b7e11e0bf861b064,,',
    '',
  ].join('\n'),
  async *rows(text): AsyncGenerator<ImportRow> {
    let columns: Columns | null = null;
    for await (const fields of csvRows(text)) {
      if (columns === null) {
        columns = columnsOf(fields);
        if (columns.hash < 0 && columns.digest < 0) yield { kind: 'refused', reason: 'malformed' };
        continue;
      }
      yield* rowsOf(fields, columns);
    }
  },
};
