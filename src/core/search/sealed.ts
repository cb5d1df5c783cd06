/**
 * Bytes that were verified once, kept so that the next start need not do it again: a seal of 48 bytes, then the bytes
 * as they are, to be used in place. Opening reads them once, where SHA-256 costs ten times that (Firefox: 9 ms a MB).
 *
 *   u32, little-endian   magic | version | length | checksum | SHA-256 of what they come from (8 words)
 *
 * The seal notices what storage does to bytes: a failing disk, half a write, another version of this format, bytes of
 * another list. It is not a signature: whoever can write to the browser's profile can also write a seal.
 */
import { parseHex } from '../hash/hex.ts';

export type Unsealed =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly reason: 'version' | 'length' | 'source' | 'checksum' };

export const SEAL_BYTES = 48;

const MAGIC = 0x53656e43; // "CneS"
const VERSION = 1;
/** Prime and start of the 32-bit FNV-1a hash (Fowler, Noll and Vo), here a word at a time and in four lanes. */
const PRIME = 0x01000193;
const START = 0x811c9dc5;

/** Any one changed word changes the sum for certain, since each step is one-to-one in the word and in the sum so far. */
function checksumOf(words: Uint32Array, sum: number): number {
  let [a, b, c, d] = [sum, sum ^ 1, sum ^ 2, sum ^ 3];
  const whole = words.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    a = Math.imul(a ^ words[i]!, PRIME);
    b = Math.imul(b ^ words[i + 1]!, PRIME);
    c = Math.imul(c ^ words[i + 2]!, PRIME);
    d = Math.imul(d ^ words[i + 3]!, PRIME);
  }
  for (let i = whole; i < words.length; i++) a = Math.imul(a ^ words[i]!, PRIME);
  return [b, c, d].reduce((mixed, lane) => Math.imul(mixed ^ lane ^ (mixed >>> 15), PRIME), a) >>> 0;
}

/** Of everything but the checksum itself. Bytes past the last whole word come last, as words of their own. */
function checksumOfFile(seal: Uint32Array, bytes: Uint8Array): number {
  const count = bytes.length >> 2;
  const head = checksumOf(seal.subarray(4), checksumOf(seal.subarray(0, 3), START));
  const body = checksumOf(new Uint32Array(bytes.buffer, bytes.byteOffset, count), head);
  return checksumOf(Uint32Array.from(bytes.subarray(count * 4)), body);
}

/** `source` is 64 hex digits: the SHA-256 that tells these bytes from those of any other list or state. */
function wordsOfSource(source: string): Uint32Array {
  const digest = parseHex(source);
  if (digest === null) throw new RangeError(`${source} is no SHA-256`);
  return new Uint32Array(digest.buffer);
}

/** What to write before `bytes`. They must start at a multiple of 4 in their buffer. */
export function sealOf(bytes: Uint8Array, source: string): Uint8Array<ArrayBuffer> {
  const seal = new Uint32Array(SEAL_BYTES / 4);
  seal.set([MAGIC, VERSION, bytes.length]);
  seal.set(wordsOfSource(source), 4);
  seal[3] = checksumOfFile(seal, bytes);
  return new Uint8Array(seal.buffer);
}

/** The bytes behind a seal, as a view of `file`, or the first thing that is wrong with them. */
export function unseal(file: Uint8Array<ArrayBuffer>, source: string): Unsealed {
  if (file.length < SEAL_BYTES) return { ok: false, reason: 'length' };
  const seal = new Uint32Array(file.slice(0, SEAL_BYTES).buffer);
  const bytes = file.subarray(SEAL_BYTES);
  if (seal[0] !== MAGIC || seal[1] !== VERSION) return { ok: false, reason: 'version' };
  if (seal[2] !== bytes.length) return { ok: false, reason: 'length' };
  if (wordsOfSource(source).some((word, i) => word !== seal[4 + i])) return { ok: false, reason: 'source' };
  if (checksumOfFile(seal, bytes) !== seal[3]) return { ok: false, reason: 'checksum' };
  return { ok: true, bytes };
}
