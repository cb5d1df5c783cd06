/**
 * Bytes that only the holder of a key can read, and nobody can change unnoticed: AES-256 in GCM, by WebCrypto. What a
 * record is called is bound into it, so that one cannot be put in the place of another.
 *
 *   12 bytes IV, random for each sealing | ciphertext | 16 bytes tag
 */
import { type Bytes, concatBytes, encodeText } from '../list/bytes.ts';

/** Length of IV and key that NIST SP 800-38D and the WebCrypto specification recommend. */
const IV_BYTES = 12;
const ALGORITHM = { name: 'AES-GCM', length: 256 } as const;
export const KEY_BYTES = ALGORITHM.length / 8;

/** A key that no code can read, ours included: it can be used and stored, not exported. */
export const createKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey(ALGORITHM, false, ['encrypt', 'decrypt']) as Promise<CryptoKey>;

/** The same of 32 given bytes. */
export const keyOf = (bytes: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes, ALGORITHM, false, ['encrypt', 'decrypt']);

/** `name`: what the bytes are and where they belong. Not secret; the same is needed to open them. */
export async function seal(key: CryptoKey, bytes: Bytes, name: string): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: encodeText(name) }, key, bytes);
  return concatBytes([iv, new Uint8Array(sealed)]);
}

/** Null for whatever was not sealed with this key under this name, or was changed since. */
export async function unseal(key: CryptoKey, sealed: Bytes, name: string): Promise<Bytes | null> {
  const iv = sealed.subarray(0, IV_BYTES);
  try {
    const additionalData = encodeText(name);
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, sealed.subarray(IV_BYTES)),
    );
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return null;
    throw error;
  }
}
