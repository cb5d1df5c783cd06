/**
 * A file that carries secrets to another computer of the same person. Without the passphrase it says only that it is
 * such a file, how large it is, and how costly a guess is.
 *
 *   8 bytes "Consent1" | u32 iterations, little-endian | 16 bytes salt | 60 bytes sealed key | sealed content
 */
import { type Bytes, concatBytes, decodeText, encodeText } from '../list/bytes.ts';
import { KEY_BYTES, keyOf, seal, unseal } from './cipher.ts';
import { ITERATIONS, lockKey, SALT_BYTES, unlockKey } from './passphrase.ts';

export type OpenedFile =
  | { readonly ok: true; readonly bytes: Bytes }
  | { readonly ok: false; readonly reason: 'format' | 'passphrase' | 'damaged' };

const MAGIC = 'Consent1';
const NAME = 'consentry file';
const SALT_AT = MAGIC.length + 4;
const KEY_AT = SALT_AT + SALT_BYTES;
const SEALED_KEY_BYTES = 12 + KEY_BYTES + 16;
const CONTENT_AT = KEY_AT + SEALED_KEY_BYTES;
/** A forged file must not keep a computer busy for minutes. */
const MAX_ITERATIONS = 10 * ITERATIONS;

export async function sealFile(content: Bytes, passphrase: string): Promise<Bytes> {
  const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  const { salt, iterations, sealed } = await lockKey(key, passphrase);
  const count = new Uint8Array(4);
  new DataView(count.buffer).setUint32(0, iterations, true);
  return concatBytes([encodeText(MAGIC), count, salt, sealed, await seal(await keyOf(key), content, NAME)]);
}

export async function openFile(file: Bytes, passphrase: string): Promise<OpenedFile> {
  if (file.length < CONTENT_AT || !startsWithMagic(file)) return { ok: false, reason: 'format' };
  const iterations = new DataView(file.buffer, file.byteOffset).getUint32(MAGIC.length, true);
  if (iterations < 1 || iterations > MAX_ITERATIONS) return { ok: false, reason: 'format' };
  const locked = { salt: file.slice(SALT_AT, KEY_AT), iterations, sealed: file.slice(KEY_AT, CONTENT_AT) };
  const key = await unlockKey(locked, passphrase);
  if (key === null) return { ok: false, reason: 'passphrase' };
  const bytes = await unseal(await keyOf(key), file.slice(CONTENT_AT), NAME);
  return bytes === null ? { ok: false, reason: 'damaged' } : { ok: true, bytes };
}

const startsWithMagic = (file: Bytes): boolean => {
  const start = file.subarray(0, MAGIC.length);
  return start.every(byte => byte < 0x80) && decodeText(start, 'the file') === MAGIC;
};
