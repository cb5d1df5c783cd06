/**
 * Which hashes are worth an entry. PDQ compares each coefficient with the median, so about half of the bits are set in
 * the hash of any real picture; all zeros, all ones and other lopsided values come from faults, match by accident, and
 * are left out by the publisher's tool and by the reader.
 */
import { HASH_BYTES } from '../hash/types.ts';

/** Bits set. Hashes of 733 distinct public pictures (ThreatExchange pdq/data) have 112 to 142. */
export const PLAUSIBLE_BITS = { min: 96, max: 160 } as const;

/** Bits set in the hash that starts at `offset`. */
export function countBits(bytes: Uint8Array, offset = 0): number {
  let count = 0;
  for (let at = offset; at < offset + HASH_BYTES; at++) {
    let byte = bytes[at] as number;
    byte -= (byte >> 1) & 0x55;
    byte = (byte & 0x33) + ((byte >> 2) & 0x33);
    count += (byte + (byte >> 4)) & 0x0f;
  }
  return count;
}

export function isPlausible(bytes: Uint8Array, offset = 0): boolean {
  const count = countBits(bytes, offset);
  return count >= PLAUSIBLE_BITS.min && count <= PLAUSIBLE_BITS.max;
}
