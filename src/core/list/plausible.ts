/**
 * Which hashes are worth an entry. PDQ compares each coefficient with the median, so about half of the bits are set in
 * the hash of any real picture; all zeros, all ones and other lopsided values come from faults, match by accident, and
 * are left out by the publisher's tool and by the reader.
 */
import { HASH_BYTES } from '../hash/types.ts';
import { bitCount } from '../search/distance.ts';

const HASH_WORDS = HASH_BYTES / Uint32Array.BYTES_PER_ELEMENT;

/** Bits set. Hashes of 733 distinct public pictures (ThreatExchange pdq/data) have 112 to 142. */
export const PLAUSIBLE_BITS = { min: 96, max: 160 } as const;

/** Numbers of the records that no real picture has; `hashes` holds 32 bytes each. */
export function implausibleRecords(hashes: Uint8Array): readonly number[] {
  const isAligned = hashes.byteOffset % Uint32Array.BYTES_PER_ELEMENT === 0;
  const words = isAligned
    ? new Uint32Array(hashes.buffer, hashes.byteOffset, hashes.length / Uint32Array.BYTES_PER_ELEMENT)
    : new Uint32Array(hashes.slice().buffer);
  const implausible: number[] = [];
  for (let start = 0; start < words.length; start += HASH_WORDS) {
    let bits = 0;
    for (let at = start; at < start + HASH_WORDS; at++) bits += bitCount(words[at] as number);
    if (bits < PLAUSIBLE_BITS.min || bits > PLAUSIBLE_BITS.max) implausible.push(start / HASH_WORDS);
  }
  return implausible;
}
