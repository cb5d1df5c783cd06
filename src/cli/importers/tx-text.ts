/**
 * Lines of python-threatexchange: what `threatexchange dataset -P` prints (`<type> <hash> '<collab>' <CATEGORY> <tags>`),
 * what its `-S` leaves of that (`<type> <hash>`, or the hash alone), and what a file exchange holds, which is the same.
 */

import { linesOf } from '../lines.ts';
import type { Importer, ImportRow } from './importer.ts';
import { SIGNALS } from './signals.ts';

/** A video stands there as a JSON array, which has spaces in it. */
const LINE = /^(?:([a-z]\w*) )?(\["[^']*"\]|\S+)(?: '(.*)' ([A-Z_]+)(?: .*)?)?$/;

export const txText: Importer = {
  format: 'tx-text',
  about: 'threatexchange dataset as text, and file exchanges: [type] hash [collab category tags]',
  example: [
    "pdq f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22 'Sample Signals' POSITIVE_CLASS one,two",
    "pdq e64cc9d91c623882f8d1f1d9a398e78c9f199b3bd83924f2b7e11e0bf861b064 'Sample Signals' INVESTIGATION_SEED",
    'vpdq ["f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22,100,0.000"]',
    'video_sha256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    'video_md5 d41d8cd98f00b204e9800998ecf8427e',
    '',
  ].join('\n'),
  async *rows(text): AsyncGenerator<ImportRow> {
    for await (const line of linesOf(text)) {
      const [matched, type = 'pdq', hash = '', , category = 'POSITIVE_CLASS'] = LINE.exec(line) ?? [];
      const read = SIGNALS.get(type);
      if (matched === undefined) yield { kind: 'refused', reason: 'malformed' };
      else if (read === undefined) yield { kind: 'refused', reason: 'not-pdq' };
      else if (category !== 'POSITIVE_CLASS') yield { kind: 'refused', reason: 'not-listed' };
      else yield read(hash);
    }
  },
};
