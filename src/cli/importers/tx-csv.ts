/**
 * The table that `threatexchange dataset -P --csv` prints (python-threatexchange, cli/dataset_cmd.py), with the columns
 * signal_type, signal_str, collab, category, tags; rows of pdq, vpdq and video_sha256. Only what the exchange itself calls
 * POSITIVE_CLASS is taken: seeds of investigations and disputed items are not listed media.
 */
import { csvRows } from './csv-rows.ts';
import type { Importer, ImportRow } from './importer.ts';
import { SIGNALS } from './signals.ts';

const COLUMNS = ['signal_type', 'signal_str', 'collab', 'category', 'tags'];

export const txCsv: Importer = {
  format: 'tx-csv',
  about: 'threatexchange dataset -P --csv: rows of type pdq, vpdq or video_sha256 in category POSITIVE_CLASS',
  example: [
    'signal_type,signal_str,collab,category,tags',
    'pdq,f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22,Sample Signals,POSITIVE_CLASS,one two',
    'pdq,e64cc9d91c623882f8d1f1d9a398e78c9f199b3bd83924f2b7e11e0bf861b064,"Sample, disputed",DISPUTED,',
    'vpdq,"[""f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22,100,0.000""]",Sample Signals,POSITIVE_CLASS,',
    'video_sha256,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad,Sample Signals,POSITIVE_CLASS,',
    'video_md5,d41d8cd98f00b204e9800998ecf8427e,Sample Signals,POSITIVE_CLASS,',
    '',
  ].join('\n'),
  async *rows(text): AsyncGenerator<ImportRow> {
    let isHeader = true;
    for await (const fields of csvRows(text)) {
      if (isHeader) {
        isHeader = false;
        if (COLUMNS.some((name, index) => fields[index] !== name)) yield { kind: 'refused', reason: 'malformed' };
        continue;
      }
      const [type = '', hash, , category] = fields;
      const read = SIGNALS.get(type);
      if (hash === undefined || category === undefined) yield { kind: 'refused', reason: 'malformed' };
      else if (read === undefined) yield { kind: 'refused', reason: 'not-pdq' };
      else if (category !== 'POSITIVE_CLASS') yield { kind: 'refused', reason: 'not-listed' };
      else yield read(hash);
    }
  },
};
