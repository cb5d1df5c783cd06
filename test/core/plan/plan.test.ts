/** Legal clocks run in elapsed hours, and a log comes back from its file as it was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockOf, DUTIES, dutyOf } from '../../../src/core/plan/clocks.ts';
import {
  inOrder,
  type LogEntry,
  type LogEntryId,
  logFile,
  MAX_TEXT,
  parseLogEntry,
  parseLogFile,
} from '../../../src/core/plan/log.ts';

const HOUR = 3_600_000;

const times = fc.integer({ min: 0, max: 4e12 });
const words = fc.string({ unit: 'grapheme', maxLength: 80 });
const entries: fc.Arbitrary<LogEntry> = fc.record({
  id: fc.uuid() as fc.Arbitrary<LogEntryId>,
  at: times,
  address: fc.webUrl(),
  account: words,
  caseNumber: words,
  words,
  notice: fc.option(
    fc.record({ duty: fc.constantFrom(...DUTIES.map(({ id }) => id)), sentAt: times, settled: fc.boolean() }),
  ),
});
const textOf = (log: readonly LogEntry[]): string => new TextDecoder().decode(logFile(log));

describe('a clock', () => {
  test.each([
    ['over the change to summer time in Paris', '2026-03-28T12:00:00+01:00', '2026-03-30T13:00:00+02:00'],
    ['over the change to winter time in New York', '2026-10-31T12:00:00-04:00', '2026-11-02T11:00:00-05:00'],
    ['from India to a flight to Los Angeles', '2026-05-01T09:00:00+05:30', '2026-05-02T20:30:00-07:00'],
  ])('counts 48 elapsed hours %s', (_, sent, due) => {
    const notice = { duty: 'us-tida', sentAt: Date.parse(sent), settled: false } as const;
    expect(clockOf(notice, Date.parse(due) - 1).standing).toBe('running');
    expect(clockOf(notice, Date.parse(due))).toEqual({ standing: 'over', ringsAt: Date.parse(due), left: 0 });
  });

  test('says how much is left, and stops when the matter is settled', () => {
    const sentAt = Date.UTC(2026, 0, 1);
    expect(clockOf({ duty: 'in-it-rules', sentAt, settled: false }, sentAt + HOUR).left).toBe(23 * HOUR);
    expect(clockOf({ duty: 'in-it-rules', sentAt, settled: true }, sentAt + 99 * HOUR).standing).toBe('settled');
  });

  test('promises hours only where a law names them, and never rings before they are over', () => {
    for (const { id, hours, ringAfterHours, source } of DUTIES) {
      expect(source.length, id).toBeGreaterThan(10);
      if (hours !== null) expect(ringAfterHours, id).toBeGreaterThanOrEqual(hours);
    }
    expect(DUTIES.filter(({ hours }) => hours !== null).map(({ id, hours }) => [id, hours])).toEqual([
      ['us-tida', 48],
      ['in-it-rules', 24],
    ]);
    expect(dutyOf('eu-dsa').hours).toBeNull();
  });
});

describe('the log', () => {
  test('comes back from its file without loss, in the order in which things happened', () => {
    fc.assert(
      fc.property(fc.uniqueArray(entries, { selector: ({ id }) => id, maxLength: 20 }), log => {
        expect(parseLogFile(textOf(log))).toEqual(inOrder(log));
      }),
    );
  });

  test('is taken in whole or not at all', () => {
    const [one, two] = fc.sample(entries, { numRuns: 2, seed: 7 });
    const file = JSON.parse(textOf([one, two].filter(entry => entry !== undefined)));
    const broken = { ...file, entries: [file.entries[0], { ...file.entries[1], at: 'yesterday' }] };
    expect(parseLogFile(JSON.stringify(broken))).toBeNull();
    for (const other of ['', '[]', '{}', 'null', JSON.stringify({ ...file, format: 'other' })]) {
      expect(parseLogFile(other)).toBeNull();
    }
  });

  test('takes no entry with a field missing, of another kind or endlessly long, and keeps no field it does not know', () => {
    const [entry] = fc.sample(entries, { numRuns: 1, seed: 3 });
    for (const field of Object.keys(entry ?? {})) {
      expect(parseLogEntry({ ...entry, [field]: undefined }), field).toBeNull();
      expect(parseLogEntry({ ...entry, [field]: ['x'] }), field).toBeNull();
    }
    expect(parseLogEntry({ ...entry, words: 'x'.repeat(MAX_TEXT + 1) })).toBeNull();
    expect(parseLogEntry({ ...entry, notice: { duty: 'mars', sentAt: 0, settled: false } })).toBeNull();
    expect(parseLogEntry({ ...entry, picture: 'data:' })).toEqual(entry);
  });
});
