/** The older store of python-threatexchange, `simple.HASH_PDQ.te`: a table without a header, the hash in front. */
import { csvRows } from './csv-rows.ts';
import type { Importer, ImportRow } from './importer.ts';

export const te: Importer = {
  format: 'te',
  about: 'simple.HASH_PDQ.te of older threatexchange tools',
  example: [
    'f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22,2862392437204724,1604693947,media_type_photo',
    '',
  ].join('\n'),
  async *rows(text): AsyncGenerator<ImportRow> {
    for await (const [hash = ''] of csvRows(text)) yield { kind: 'entry', hash, quality: null };
  },
};
