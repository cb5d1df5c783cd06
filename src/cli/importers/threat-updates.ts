/**
 * Rows of ThreatExchange's `threat_updates` (python-threatexchange, clients/fb_threatexchange/threat_updates.py). A row
 * that says `should_delete`, or has no descriptors left, takes its hash back.
 */
import type { Importer, ImportRow } from './importer.ts';
import { jsonRecords } from './json-records.ts';

/** Digests of whole files (signal_type/sha256.py of the same). */
const FILE_TYPES: ReadonlySet<unknown> = new Set(['HASH_SHA256', 'HASH_VIDEO_SHA256']);

export const threatUpdates: Importer = {
  format: 'threat-updates',
  about: 'ThreatExchange threat_updates: one object a line, an array, or pages with data',
  example: [
    '{"id":"1","indicator":"f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22","type":"HASH_PDQ","last_updated":1700000000,"should_delete":false,"descriptors":{"data":[{"id":"7"}]}}',
    '{"id":"2","indicator":"e64cc9d91c623882f8d1f1d9a398e78c9f199b3bd83924f2b7e11e0bf861b064","type":"HASH_PDQ","last_updated":1700000001,"should_delete":true}',
    '{"id":"4","indicator":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","type":"HASH_VIDEO_SHA256","last_updated":1700000003,"should_delete":false,"descriptors":{"data":[{"id":"9"}]}}',
    '{"id":"3","indicator":"d41d8cd98f00b204e9800998ecf8427e","type":"HASH_MD5","last_updated":1700000002,"should_delete":false,"descriptors":{"data":[{"id":"8"}]}}',
    '',
  ].join('\n'),
  async *rows(text): AsyncGenerator<ImportRow> {
    for await (const record of jsonRecords(text)) {
      const hash = record?.['indicator'];
      if (record === null || typeof hash !== 'string') yield { kind: 'refused', reason: 'malformed' };
      else if (record['type'] !== 'HASH_PDQ' && !FILE_TYPES.has(record['type']))
        yield { kind: 'refused', reason: 'not-pdq' };
      else if (record['should_delete'] === true || !record['descriptors']) yield { kind: 'withdrawn', hash };
      else if (record['type'] === 'HASH_PDQ') yield { kind: 'entry', hash, quality: null };
      else yield { kind: 'digest', sha256: hash };
    }
  },
};
