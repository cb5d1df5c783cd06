/**
 * A key under a passphrase: the key itself is random, and sealed with one that is derived from the passphrase. So the
 * passphrase can be changed without sealing everything anew, and is written down nowhere.
 */
import type { Bytes } from '../list/bytes.ts';
import { encodeText } from '../list/bytes.ts';
import { KEY_BYTES, keyOf, seal, unseal } from './cipher.ts';

export interface LockedKey {
  readonly salt: Bytes;
  readonly iterations: number;
  /** The key, sealed with the derived one. */
  readonly sealed: Bytes;
}

/** OWASP Password Storage Cheat Sheet (2023) for PBKDF2 with HMAC-SHA-256: some tenths of a second for each guess. */
export const ITERATIONS = 600_000;
/** At least 128 bits (NIST SP 800-132, 5.1). */
export const SALT_BYTES = 16;

const NAME = 'consentry key';

/** The same passphrase typed on another keyboard may come in another composition of the same letters. */
async function derive(passphrase: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  const typed = encodeText(passphrase.normalize('NFKC'));
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    base,
    8 * KEY_BYTES,
  );
  return keyOf(new Uint8Array(bits));
}

/** `key`: 32 bytes. */
export async function lockKey(key: Bytes, passphrase: string): Promise<LockedKey> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  return { salt, iterations: ITERATIONS, sealed: await seal(await derive(passphrase, salt, ITERATIONS), key, NAME) };
}

/** The key's 32 bytes, or null if the passphrase is another one. */
export const unlockKey = async ({ salt, iterations, sealed }: LockedKey, passphrase: string): Promise<Bytes | null> =>
  unseal(await derive(passphrase, salt, iterations), sealed, NAME);
