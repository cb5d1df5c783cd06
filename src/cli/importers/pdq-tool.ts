/**
 * What ThreatExchange's own hashing tool prints (pdq/cpp/bin/pdq-photo-hasher.cpp), in each of its three ways:
 * `hash=..,norm=..,delta=..,quality=..,filename=..`; `<hash>,<quality>,<filename>`; and the hash alone.
 */

import { linesOf } from '../lines.ts';
import { entryRow, type Importer, type ImportRow, parseQuality } from './importer.ts';

export const pdqTool: Importer = {
  format: 'pdq-tool',
  about: "output of ThreatExchange's PDQ hashing tool, and of consentry hash",
  example: [
    'f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22,100,bridge.jpg',
    'hash=e64cc9d91c623882f8d1f1d9a398e78c9f199b3bd83924f2b7e11e0bf861b064,norm=128,delta=0,quality=100,filename=c.png',
    '0000000000000000000000000000000000000000000000000000000000000000,0,could-not-be-read.jpg',
    '',
  ].join('\n'),
  async *rows(text): AsyncGenerator<ImportRow> {
    for await (const line of linesOf(text)) {
      const fields = line.split(',');
      const first = fields[0] ?? '';
      if (first.startsWith('hash=')) {
        const quality = fields.find(field => field.startsWith('quality='))?.slice('quality='.length);
        yield entryRow(first.slice('hash='.length), parseQuality(quality));
      } else yield entryRow(first, parseQuality(fields[1]));
    }
  },
};
