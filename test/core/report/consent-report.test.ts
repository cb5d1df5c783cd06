import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  buildConsentReport,
  CLAIMS,
  type ConsentReport,
  MAX_REPORT_BYTES,
  type OwnWords,
  parseConsentReport,
  type Statement,
  writeConsentReport,
} from '../../../src/core/report/consent-report.ts';
import { toXarf } from '../../../src/core/report/xarf.ts';
import { breaksOf } from '../../support/json-schema.ts';
import { SAMPLE_SUBJECT, sampleReport } from './sample-report.ts';

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../docs/consent-report.schema.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

const STAMP = { id: '00000000-0000-4000-8000-000000000001', now: Date.parse('2026-11-22T10:34:56Z'), version: '0.1.0' };
const SILENT: OwnWords = { reason: '', contact: '' };
const SEEN: Statement = { kind: 'seen-too', role: 'bystander' };

function build(statement: Statement = SEEN, own: OwnWords = SILENT, subject = SAMPLE_SUBJECT): ConsentReport {
  const report = buildConsentReport(subject, statement, own, STAMP);
  if (report === null) throw new Error('no report');
  return report;
}

describe('a report to the keepers of a list', () => {
  test('has exactly these keys, the time to the hour, and no hash', () => {
    const report = build();
    expect(Object.keys(report)).toEqual([
      ...['schema', 'reportId', 'createdAt', 'intent', 'category', 'claim', 'subject', 'match'],
      ...['reporter', 'reason', 'goodFaith', 'context', 'tool'],
    ]);
    expect(report.createdAt).toBe('2026-11-22T10:00:00Z');
    expect(writeConsentReport(report)).not.toMatch(/[0-9a-f]{64}/);
  });

  test('keeps what is typed to one line without addresses', () => {
    const { reason, reporter } = build(SEEN, {
      reason: 'see https://cdn.example.org/1.jpg?x=1\nand www.example.org or data:image/png;base64,AAAA please',
      contact: ' a@example.org ',
    });
    expect(reason).toBe('see … and … or … please');
    expect(reporter.contact).toBe('a@example.org');
    expect(build(SEEN, { reason: '', contact: 'call me' }).reporter.contact).toBeNull();
  });

  test('never says the title of a page, which may be a name', () => {
    const context = { title: 'A name', byline: 'B', siteName: 'S', published: null, language: 'en', isArticle: true };
    expect(build(SEEN, SILENT, { ...SAMPLE_SUBJECT, context }).context).toEqual({
      title: null,
      byline: 'B',
      site: 'S',
      published: null,
      lang: 'en',
    });
  });

  test.each(CLAIMS)('a dispute (%s) says so', claim => {
    const report = build({ kind: 'dispute', claim });
    expect(report.claim).toBe(claim);
    expect(report.intent).toBe(claim === 'person-shown' ? 'withdraw-entry' : 'false-match');
    expect(parseConsentReport(writeConsentReport(report))).toEqual({ ok: true, report });
  });

  test('there is none without an entry, and none about practice', () => {
    const { listed } = SAMPLE_SUBJECT;
    for (const subject of [
      { ...SAMPLE_SUBJECT, listed: null },
      { ...SAMPLE_SUBJECT, listed: listed && { ...listed, practice: true } },
    ]) {
      expect(buildConsentReport(subject, SEEN, SILENT, STAMP)).toBeNull();
    }
  });

  test('whatever people and pages write, it can be read again and stays within its size', () => {
    const text = fc.string({ unit: 'binary', maxLength: 800 });
    fc.assert(
      fc.property(text, text, (reason, contact) => {
        const written = writeConsentReport(build(SEEN, { reason, contact }));
        expect(parseConsentReport(written)).toMatchObject({ ok: true });
        expect(new TextEncoder().encode(written).length).toBeLessThan(MAX_REPORT_BYTES);
        expect(breaksOf(SCHEMA, JSON.parse(written))).toEqual([]);
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 100) },
    );
  });
});

const spoilt: readonly (readonly [string, (report: Record<string, unknown>) => unknown])[] = [
  ['an unknown key', report => ({ ...report, subjectMayBeMinor: true })],
  ['a missing key', ({ tool: _, ...rest }) => rest],
  ['another schema', report => ({ ...report, schema: 'consent-report/2' })],
  ['an id that is no UUID', report => ({ ...report, reportId: '1' })],
  ['a time to the minute', report => ({ ...report, createdAt: '2026-11-22T10:34:00Z' })],
  ['a child category', report => ({ ...report, category: 'csam' })],
  ['no good faith', report => ({ ...report, goodFaith: false })],
  ['an address of media', report => ({ ...report, subject: { host: 'x.org', url: 'https://cdn.x.org/1.jpg' } })],
  [
    'an address of a chat',
    report => ({ ...report, subject: { host: '', url: 'https://www.instagram.com/direct/t/1/' } }),
  ],
  ['an address with a query', report => ({ ...report, subject: { host: '', url: 'https://x.org/?name=a' } })],
  ['an address in the reason', report => ({ ...report, reason: 'see https://x.org/1' })],
  ['a reason that is too long', report => ({ ...report, reason: 'x'.repeat(501) })],
  ['a hash in place of an entry', report => ({ ...report, match: { list: 'a', entry: 'ab'.repeat(32), distance: 1 } })],
  ['a picture', report => ({ ...report, picture: 'data:image/png;base64,AAAA' })],
  ['a role that nobody has', report => ({ ...report, reporter: { role: 'police', contact: null } })],
];

describe('a report from outside', () => {
  test.each(spoilt)('with %s is refused, with a word on why', (_, spoil) => {
    const report = JSON.parse(sampleReport(1).text) as Record<string, unknown>;
    expect(parseConsentReport(JSON.stringify(spoil(report)))).toEqual({ ok: false, refused: expect.any(String) });
  });

  test.each(spoilt.filter(([what]) => !/address|picture in/.test(what)))(
    'with %s breaks the schema as well',
    (_, spoil) => {
      const report = JSON.parse(sampleReport(1).text) as Record<string, unknown>;
      expect(breaksOf(SCHEMA, spoil(report))).not.toEqual([]);
    },
  );

  test('that is no JSON, or too long, is refused', () => {
    expect(parseConsentReport('{')).toMatchObject({ ok: false });
    expect(parseConsentReport(' '.repeat(MAX_REPORT_BYTES + 1))).toEqual({ ok: false, refused: 'too long' });
    expect(parseConsentReport('null')).toMatchObject({ ok: false });
  });
});

describe('in XARF', () => {
  const us = { org: 'Example Helpline', contact: 'abuse@example.org', domain: 'example.org' };

  test('it has the fields that XARF 4.2 requires of content of the type exposed_data, and carries no media', () => {
    const exported = toXarf(build(), us);
    expect(exported).toMatchObject({
      xarf_version: '4.2.0',
      report_id: STAMP.id,
      timestamp: '2026-11-22T10:00:00Z',
      reporter: us,
      sender: us,
      source_identifier: 'www.instagram.com',
      category: 'content',
      type: 'exposed_data',
      url: SAMPLE_SUBJECT.address,
      data_types: ['other'],
      exposure_method: 'other',
      tags: ['ncii:reported', 'list:00112233445566aa'],
    });
    const { tags = [], description = '' } = exported as { tags?: string[]; description?: string };
    for (const tag of tags) expect(tag).toMatch(/^[a-z0-9][a-z0-9_+-]*:[a-z0-9][a-z0-9_+-.]*$/);
    expect(description.length).toBeLessThanOrEqual(1_000);
    expect(exported).not.toHaveProperty('evidence');
  });

  test('a dispute, and what has no address, is not passed on', () => {
    expect(toXarf(build({ kind: 'dispute', claim: 'other' }), us)).toBeNull();
    expect(toXarf(build(SEEN, SILENT, { ...SAMPLE_SUBJECT, address: null }), us)).toBeNull();
  });
});
