/** The field's text form of a hash: 64 hex digits, most significant bit first. Written in lower case, read in any. */
import { HASH_BYTES, type Hash } from './types.ts';

const HEX_HASH = new RegExp(`^[0-9a-f]{${HASH_BYTES * 2}}$`, 'i');

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');

/** The hash that `text` spells, or null when it is not exactly 64 hex digits. */
export function parseHex(text: string): Hash | null {
  if (!HEX_HASH.test(text)) return null;
  return Uint8Array.from({ length: HASH_BYTES }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}
