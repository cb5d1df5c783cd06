/**
 * Bank content as Hasher-Matcher-Actioner gives it out (HMA, blueprints/curation.py, `include_signals=true`). Content
 * that its bank has switched off is not listed media.
 */
import type { Importer, ImportRow } from './importer.ts';
import { jsonRecords } from './json-records.ts';
import { SIGNALS } from './signals.ts';

/**
 * `matching_enabled_ratio` 0: the bank matches nothing. `disable_until_ts` is 1 for content that is matched, 0 for content
 * that is not, and else the time, in seconds since 1970, until which it is not (storage/interface.py, BankContentConfig).
 */
function isEnabled(record: Readonly<Record<string, unknown>>): boolean {
  const { bank, disable_until_ts: until = 1 } = record;
  const ratio =
    typeof bank === 'object' && bank !== null && 'matching_enabled_ratio' in bank ? bank.matching_enabled_ratio : 1;
  return ratio !== 0 && typeof until === 'number' && until !== 0 && until <= Date.now() / 1_000;
}

export const hma: Importer = {
  format: 'hma',
  about: 'bank content of Hasher-Matcher-Actioner with its signals: one object a line, or an array',
  example: [
    '[{"id":1,"disable_until_ts":1,"original_media_uri":null,"bank":{"name":"SAMPLE","matching_enabled_ratio":1},"signals":{"pdq":"f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"}},',
    ' {"id":2,"disable_until_ts":0,"bank":{"name":"SAMPLE","matching_enabled_ratio":1},"signals":{"pdq":"e64cc9d91c623882f8d1f1d9a398e78c9f199b3bd83924f2b7e11e0bf861b064"}},',
    ' {"id":3,"disable_until_ts":1,"bank":{"name":"SAMPLE","matching_enabled_ratio":1},"signals":{"video_md5":"d41d8cd98f00b204e9800998ecf8427e"}},',
    ' {"id":4,"disable_until_ts":1,"bank":{"name":"SAMPLE","matching_enabled_ratio":1},"signals":{"video_md5":"900150983cd24fb0d6963f7d28e17f72","video_sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}}]',
    '',
  ].join('\n'),
  async *rows(text): AsyncGenerator<ImportRow> {
    for await (const record of jsonRecords(text)) {
      const signals = record?.['signals'];
      if (record === null || typeof signals !== 'object' || signals === null) {
        yield { kind: 'refused', reason: 'malformed' };
        continue;
      }
      const rows = Object.entries(signals).flatMap(([type, text]) => {
        const read = SIGNALS.get(type);
        return read === undefined || typeof text !== 'string' ? [] : [() => read(text)];
      });
      if (rows.length === 0) yield { kind: 'refused', reason: 'not-pdq' };
      else if (!isEnabled(record)) yield { kind: 'refused', reason: 'not-listed' };
      else for (const row of rows) yield row();
    }
  },
};
