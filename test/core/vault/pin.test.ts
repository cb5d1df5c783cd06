import { describe, expect, test } from 'vitest';
import { parsePin } from '../../../src/core/vault/pin.ts';

describe('a PIN', () => {
  test.each(['1234', '000000', '123456789012'])('may be %s', pin => expect(parsePin(pin)).toBe(pin));

  test.each(['', '123', '1234567890123', 'abc', 'abcdefg', '       ', '12 4'])('may not be “%s”', typed =>
    expect(parsePin(typed)).toBeNull(),
  );

  test('may be a passphrase, in any writing', () => {
    expect(parsePin('three kites fly')).toBe('three kites fly');
    expect(parsePin('तीन पतंगें उड़ती हैं')).not.toBeNull();
  });

  test.each([
    ['٤٠٩٢', 'Arabic'],
    ['۴۰۹۲', 'Persian'],
    ['४०९२', 'Devanagari'],
    ['৪০৯২', 'Bengali'],
    ['௪௦௯௨', 'Tamil'],
    ['౪౦౯౨', 'Telugu'],
    ['４０９２', 'full-width'],
    ['𝟒𝟎𝟗𝟐', 'mathematical'],
  ])('typed as %s, in %s digits, is 4092', typed => expect(parsePin(typed)).toBe('4092'));

  test('is the same passphrase in another composition of its letters', () => {
    expect(parsePin('cafe\u0301 au lait')).toBe(parsePin('caf\u00e9 au lait'));
  });
});
