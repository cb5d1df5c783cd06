import { describe, expect, test } from 'vitest';
import en from '../../../public/_locales/en/messages.json';
import { LAW_LINES, type LawKey, lawFor } from '../../../src/core/report/law.ts';
import { guessRegion } from '../../../src/core/report/regions.ts';

const sentence = (key: LawKey): string => en[key].message;

test('is chosen by the clock of the computer', () => {
  expect(lawFor(guessRegion(['en-US'], 'Asia/Kolkata'))).toBe('warn_law_in');
  expect(lawFor(guessRegion(['en-US'], 'Europe/Paris'))).toBe('warn_law');
});

describe('the line on the law', () => {
  test('is the country’s own where it was checked, else the general one', () => {
    expect(lawFor('IN')).toBe('warn_law_in');
    expect(lawFor('FR')).toBe('warn_law');
    expect(lawFor(null)).toBe('warn_law');
  });

  test('rests on a law that was read, and says where and when', () => {
    for (const { basis, source, lastChecked, evidence } of LAW_LINES) {
      expect(basis.length).toBeGreaterThan(10);
      expect(source.length).toBeGreaterThan(10);
      expect(['S', 'T']).toContain(evidence);
      expect(Number.isNaN(Date.parse(lastChecked))).toBe(false);
    }
  });

  test('says that something is or can be a crime, and accuses nobody of one', () => {
    for (const key of ['warn_law', ...LAW_LINES.map(line => line.key)] as const) {
      expect(sentence(key)).toMatch(/without consent/);
      expect(sentence(key)).toMatch(/\b(crime|prison)\b/);
      expect(sentence(key)).not.toMatch(/\b(you|your|this|these|track|trace)\b/i);
    }
  });

  test('is one for a region', () => {
    const regions = LAW_LINES.map(({ region }) => region);
    expect(new Set(regions).size).toBe(regions.length);
    expect(regions.every(region => /^[A-Z]{2}$/.test(region))).toBe(true);
  });
});
