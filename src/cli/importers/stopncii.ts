/**
 * Pages of StopNCII's FetchHashes (python-threatexchange, exchanges/clients/stopncii/api.py). What a person withdrew or
 * had deleted is taken back. A platform that looked and did not block, where none blocked, leaves a hash in doubt: it is
 * not listed. Case numbers, which stand for people, are dropped here and reach nothing else.
 */
import type { Importer, ImportRow } from './importer.ts';
import { type JsonRecord, jsonRecords } from './json-records.ts';

const TAKEN_BACK = new Set<unknown>(['Withdrawn', 'Deleted']);
const LISTED = new Set<unknown>(['Active', 'Received']);

function isInDoubt(record: JsonRecord): boolean {
  const feedbacks = Array.isArray(record['CSPFeedbacks']) ? (record['CSPFeedbacks'] as readonly unknown[]) : [];
  const says = (word: string) =>
    feedbacks.some(
      item => typeof item === 'object' && item !== null && 'feedbackValue' in item && item.feedbackValue === word,
    );
  return says('NotBlocked') && !says('Blocked');
}

export const stopncii: Importer = {
  format: 'stopncii',
  about: 'pages of StopNCII with hashRecords; needs --attest-public',
  restricted: true,
  example: [
    '{"count":4,"nextPageToken":"","nextSetTimestamp":1700000000,"hasMoreRecords":false,"hashRecords":[',
    '{"lastModtimestamp":1700000000,"hashValue":"f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22","hashStatus":"Active","caseNumbers":{"1e5c9f0a-0000-4000-8000-000000000001":"Active"},"signalType":"ImagePDQ","CSPFeedbacks":[{"source":"Sample","feedbackValue":"Blocked","tags":[]}]},',
    '{"lastModtimestamp":1700000001,"hashValue":"e64cc9d91c623882f8d1f1d9a398e78c9f199b3bd83924f2b7e11e0bf861b064","hashStatus":"Withdrawn","caseNumbers":{"1e5c9f0a-0000-4000-8000-000000000002":"Withdrawn"},"signalType":"ImagePDQ","CSPFeedbacks":[]},',
    '{"lastModtimestamp":1700000002,"hashValue":"1f811b9d267fbc6693c0c7f30e041f9df49b836303e10f067fcdfc12c02d01f9","hashStatus":"Active","caseNumbers":{},"signalType":"ImagePDQ","CSPFeedbacks":[{"source":"Sample","feedbackValue":"NotBlocked","tags":[]}]},',
    '{"lastModtimestamp":1700000003,"hashValue":"d41d8cd98f00b204e9800998ecf8427e","hashStatus":"Active","caseNumbers":{},"signalType":"VideoMD5","CSPFeedbacks":[]}]}',
    '',
  ].join('\n'),
  async *rows(text): AsyncGenerator<ImportRow> {
    for await (const record of jsonRecords(text)) {
      const hash = record?.['hashValue'];
      if (record === null || typeof hash !== 'string') yield { kind: 'refused', reason: 'malformed' };
      else if (record['signalType'] !== 'ImagePDQ') yield { kind: 'refused', reason: 'not-pdq' };
      else if (TAKEN_BACK.has(record['hashStatus'])) yield { kind: 'withdrawn', hash };
      else if (!LISTED.has(record['hashStatus']) || isInDoubt(record)) yield { kind: 'refused', reason: 'not-listed' };
      else yield { kind: 'entry', hash, quality: null };
    }
  },
};
