import { beforeEach, describe, expect, test } from 'vitest';
import { ago, counted, joined, number, size } from '../../src/pages/ui/words.ts';
import { direction, language, t } from '../../src/platform/i18n.ts';
import { fake } from '../support/fake-browser.ts';

beforeEach(() => fake.reset());

describe('words', () => {
  test('plural forms follow the language', () => {
    expect(counted('list_entries', 1)).toBe('1 entry');
    expect(counted('list_entries', 0)).toBe('0 entries');
    expect(counted('list_entries', 24_000)).toBe('24,000 entries');
    fake.uiLanguage = 'de';
    expect(counted('list_entries', 1)).toBe('1 Eintrag');
    expect(counted('list_entries', 24_000)).toBe('24.000 Einträge');
  });

  test('an age is told in the largest whole unit', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    expect(ago('2026-11-19T12:00:00Z', now)).toBe('3 days ago');
    expect(ago('2026-11-21T11:00:00Z', now)).toBe('yesterday');
    expect(ago('2026-11-22T09:30:00Z', now)).toBe('2 hours ago');
    expect(ago('2024-11-01T00:00:00Z', now)).toBe('2 years ago');
    fake.uiLanguage = 'de';
    expect(ago('2026-11-19T12:00:00Z', now)).toBe('vor 3 Tagen');
  });

  test('a time that is still to come, by a clock that goes wrong, counts as now', () => {
    expect(ago('2026-11-23T00:00:00Z', Date.parse('2026-11-22T00:00:00Z'))).toBe('this minute');
  });

  test('sizes are told in the unit that fits', () => {
    expect(size(0)).toBe('0 bytes');
    expect(size(1)).toBe('1 byte');
    expect(size(999)).toBe('999 bytes');
    expect(size(1340)).toBe('1.3 kB');
    expect(size(32_000_000)).toBe('32 MB');
  });

  test('names are joined as the language joins them', () => {
    expect(joined(['Instagram'])).toBe('Instagram');
    expect(joined(['A', 'B', 'C'])).toBe('A, B, and C');
    fake.uiLanguage = 'de';
    expect(joined(['A', 'B', 'C'])).toBe('A, B und C');
  });
});

describe('the language in use', () => {
  test('is that of the texts, with the region of the browser', () => {
    fake.uiLanguage = 'de-AT';
    expect(language()).toBe('de-AT');
    expect(direction()).toBe('ltr');
  });

  test('is right to left for Arabic texts', () => {
    fake.uiLanguage = 'ar';
    expect(direction()).toBe('rtl');
    expect(t('state_off_title')).toContain('متوقف');
  });

  test('is English, left to right, where a translation is missing, even in a right-to-left browser', () => {
    fake.uiLanguage = 'he';
    expect(language()).toBe('en');
    expect(direction()).toBe('ltr');
    expect(number(1234.5)).toBe('1,234.5');
  });
});
