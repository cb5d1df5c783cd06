import { describe, expect, test } from 'vitest';
import { guessRegion, holdsIn, REGIONS } from '../../../src/core/report/regions.ts';

describe('the guess of a country', () => {
  test.each([
    ['Asia/Kolkata', ['en-US'], 'IN'],
    ['Asia/Calcutta', ['hi'], 'IN'],
    ['America/New_York', ['es-MX'], 'US'],
    ['America/Indiana/Indianapolis', ['en'], 'US'],
    ['America/Toronto', ['en-US'], 'CA'],
    ['Europe/London', ['en-US'], 'GB'],
    ['Europe/Berlin', ['de'], 'DE'],
    ['Australia/Perth', ['en-GB'], 'AU'],
    ['America/Sao_Paulo', ['pt-BR'], 'BR'],
    ['UTC', ['en-GB', 'en'], 'GB'],
    ['Etc/GMT+3', ['pt-BR'], 'BR'],
    ['', ['zh-Hant-TW', 'en-IN'], null],
    ['UTC', ['hi-Deva-IN'], 'IN'],
    ['UTC', ['en'], null],
    ['Asia/Tokyo', ['en-US'], null],
    ['Europe/Berlinchen', [], null],
  ])('from a clock in %s and the languages %j is %s', (timeZone, languages, region) => {
    expect(guessRegion(languages, timeZone)).toBe(region);
  });

  test('follows the clock of every zone of a country that it knows', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const found = new Set(zones.map(zone => guessRegion([], zone)));
    expect(REGIONS.filter(region => !found.has(region))).toEqual([]);
    for (const zone of zones) {
      if (zone.startsWith('Australia/')) expect(guessRegion([], zone)).toBe('AU');
    }
  });
});

describe('where a row holds', () => {
  test.each([
    [['*'], null, true],
    [['*'], 'IN', true],
    [['IN'], 'IN', true],
    [['IN'], null, false],
    [['EU'], 'FR', true],
    [['EU'], 'GB', false],
    [['CA-BC'], 'CA', true],
    [['US'], 'CA', false],
  ])('%j in %s: %s', (regions, region, holds) => {
    expect(holdsIn(regions, region)).toBe(holds);
  });
});
