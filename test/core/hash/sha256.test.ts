/** Our SHA-256 against the one of Node, whatever the pieces. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSha256 } from '../../../src/core/hash/sha256.ts';

const nodeSha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function ours(bytes: Uint8Array, pieceBytes: number): string {
  const sum = createSha256();
  for (let at = 0; at < bytes.length; at += pieceBytes) sum.add(bytes.subarray(at, at + pieceBytes));
  return Buffer.from(sum.end()).toString('hex');
}

test('SHA-256 of any bytes in pieces of any size is that of Node', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), fc.integer({ min: 1, max: 200 }), (bytes, pieceBytes) => {
      expect(ours(bytes, pieceBytes)).toBe(nodeSha256(bytes));
    }),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 500) },
  );
});

test('SHA-256 pads as FIPS 180-4 says on both sides of every block', () => {
  const bytes = Uint8Array.from({ length: 200 }, (_, n) => n);
  for (let length = 0; length <= bytes.length; length++) {
    expect(ours(bytes.subarray(0, length), 64)).toBe(nodeSha256(bytes.subarray(0, length)));
  }
});
