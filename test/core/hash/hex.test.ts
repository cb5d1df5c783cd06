import { describe, expect, test } from 'vitest';
import { parseHex, toHex } from '../../../src/core/hash/hex.ts';

const TEXT = 'd8f8f0cee0f4a84f0637022a078f67f0b36e2ed596621e1d33e6339c4e9c9b22';

describe('hex text of a hash', () => {
  test('reads what it writes', () => {
    const hash = parseHex(TEXT);
    expect(hash?.slice(0, 3)).toEqual(Uint8Array.of(0xd8, 0xf8, 0xf0));
    expect(toHex(hash as Uint8Array)).toBe(TEXT);
  });

  test('is read in any case', () => {
    expect(parseHex(TEXT.toUpperCase())).toEqual(parseHex(TEXT));
  });

  test.each([
    '',
    TEXT.slice(1),
    `${TEXT}0`,
    `${TEXT.slice(1)}g`,
    ` ${TEXT.slice(1)}`,
    `${TEXT}\n`,
    `0x${TEXT.slice(2)}`,
  ])('is nothing else: %j', text => {
    expect(parseHex(text)).toBeNull();
  });
});
