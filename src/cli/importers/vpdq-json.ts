/** One video as python-threatexchange keeps it, in either of its two shapes (vpdq-frames.ts). */
import type { Importer, ImportRow } from './importer.ts';
import { wholeText } from './json-records.ts';
import { videoRow } from './vpdq-frames.ts';

export const vpdqJson: Importer = {
  format: 'vpdq-json',
  about: 'a video of python-threatexchange: ["hash,quality,seconds", ...], or its older objects by frame number',
  example: [
    '["f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22,100,0.000",',
    ' "e64cc9d91c623882f8d1f1d9a398e78c9f199b3bd83924f2b7e11e0bf861b064,88,1.001"]',
    '',
  ].join('\n'),
  async *rows(text): AsyncGenerator<ImportRow> {
    const json = await wholeText(text);
    if (json.trim() !== '') yield videoRow(json);
  },
};
