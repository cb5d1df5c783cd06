/** Reports with a number, for tests: all valid, all different, and always the same. */
import { buildConsentReport, writeConsentReport } from '../../../src/core/report/consent-report.ts';
import type { ReportSubject } from '../../../src/core/report/flow.ts';

export const SAMPLE_SUBJECT: ReportSubject = {
  siteName: 'Instagram',
  host: 'www.instagram.com',
  address: 'https://www.instagram.com/p/C8kQ/',
  inChat: false,
  listed: { list: '00112233445566aa', listName: 'Helpline list', entry: '00ff00ff00ff00ff', practice: false },
  context: null,
};

export function sampleReport(number: number): { readonly id: string; readonly list: string; readonly text: string } {
  const id = `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
  const report = buildConsentReport(
    SAMPLE_SUBJECT,
    { kind: 'seen-too', role: 'bystander' },
    { reason: '', contact: '' },
    { id, now: Date.parse('2026-11-22T10:34:00Z'), version: '0.1.0' },
  );
  if (report === null) throw new Error('the sample is no report');
  return { id, list: report.match.list, text: writeConsentReport(report) };
}
