/** Kept bytes: what was sealed comes back, and anything else is refused by the name of what is wrong. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SEAL_BYTES, sealOf, unseal } from '../../../src/core/search/sealed.ts';
import { randomHashes } from '../../support/hashes.ts';

const SOURCE = '0123456789abcdef'.repeat(4);
const OTHER = `1${SOURCE.slice(1)}`;

const fileOf = (bytes: Uint8Array, source = SOURCE) => Uint8Array.from([...sealOf(bytes, source), ...bytes]);

/** The file with one u32 of its seal replaced. */
function withWord(file: Uint8Array, place: number, word: number): Uint8Array<ArrayBuffer> {
  const changed = file.slice();
  new DataView(changed.buffer).setUint32(4 * place, word, true);
  return changed;
}

describe('sealed bytes', () => {
  const file = fileOf(randomHashes(1, 50));

  test('of any length come back as they were, in place', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        const sealed = fileOf(bytes);
        const opened = unseal(sealed, SOURCE);
        expect(opened).toEqual({ ok: true, bytes: Uint8Array.from(bytes) });
        expect(opened.ok && opened.bytes.buffer).toBe(sealed.buffer);
      }),
    );
  });

  test('with any one bit changed are refused', () => {
    const reasons = new Set<string>();
    for (let bit = 0; bit < file.length * 8; bit++) {
      const changed = file.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const opened = unseal(changed, SOURCE);
      reasons.add(opened.ok ? `accepted with bit ${bit} changed` : opened.reason);
    }
    expect([...reasons].sort()).toEqual(['checksum', 'length', 'source', 'version']);
  });

  test('with two words exchanged are refused', () => {
    const changed = file.slice();
    changed.copyWithin(SEAL_BYTES, SEAL_BYTES + 16, SEAL_BYTES + 20);
    changed.set(file.subarray(SEAL_BYTES, SEAL_BYTES + 4), SEAL_BYTES + 16);
    expect(unseal(changed, SOURCE)).toEqual({ ok: false, reason: 'checksum' });
  });

  test('of another version, or of something else altogether, are refused', () => {
    expect(unseal(withWord(file, 1, 2), SOURCE)).toEqual({ ok: false, reason: 'version' });
    expect(unseal(withWord(file, 0, 7), SOURCE)).toEqual({ ok: false, reason: 'version' });
  });

  test('cut off or drawn out are refused', () => {
    for (const length of [0, 1, SEAL_BYTES - 1, SEAL_BYTES, file.length - 1, file.length - 32]) {
      expect(unseal(file.slice(0, length), SOURCE)).toEqual({ ok: false, reason: 'length' });
    }
    expect(unseal(Uint8Array.from([...file, 0]), SOURCE)).toEqual({ ok: false, reason: 'length' });
    expect(unseal(withWord(file, 2, 1_632), SOURCE)).toEqual({ ok: false, reason: 'length' });
  });

  test('of another source are refused, even whole', () => {
    expect(unseal(fileOf(randomHashes(1, 50), OTHER), SOURCE)).toEqual({ ok: false, reason: 'source' });
  });

  test('are not sealed for a source that is no SHA-256', () => {
    expect(() => sealOf(new Uint8Array(4), 'practice')).toThrow(RangeError);
  });
});
