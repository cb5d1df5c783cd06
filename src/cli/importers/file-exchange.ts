/** The file that python-threatexchange's file exchange keeps (exchanges/impl/file_api.py): `[type] hash`, a line each. */
import type { Importer } from './importer.ts';
import { txText } from './tx-text.ts';

export const fileExchange: Importer = {
  format: 'file-exchange',
  about: 'file of a threatexchange file exchange: pdq or video_sha256 and the hash, or a pdq hash alone',
  example: [
    'pdq f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22',
    'e64cc9d91c623882f8d1f1d9a398e78c9f199b3bd83924f2b7e11e0bf861b064',
    'video_sha256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    'video_md5 d41d8cd98f00b204e9800998ecf8427e',
    '',
  ].join('\n'),
  rows: text => txText.rows(text),
};
