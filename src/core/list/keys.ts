/**
 * Keys and signatures by WebCrypto. A key is known by the SHA-256 of its algorithm and its raw bytes, so one key cannot
 * stand in a root under two names and count twice towards a threshold.
 */
import { type Bytes, concatBytes, decodeBase64, digestOf, encodeBase64, encodeText } from './bytes.ts';
import { readObject, readWord } from './json.ts';
import { ListError } from './list-error.ts';

export const ALGORITHMS = ['ed25519', 'ecdsa-p256'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export interface PublicKey {
  readonly algorithm: Algorithm;
  /** 32 bytes for ed25519 (RFC 8032); 65 for ecdsa-p256 (uncompressed point, SEC 1 2.3.3). */
  readonly raw: Bytes;
}

/** Whatever can sign: a key in memory, in a file, or behind a device. */
export interface Signer {
  readonly publicKey: PublicKey;
  sign(message: Bytes): Promise<Bytes>;
}

const RAW_BYTES: Readonly<Record<Algorithm, number>> = { ed25519: 32, 'ecdsa-p256': 65 };

const IMPORT: Readonly<Record<Algorithm, { readonly name: string; readonly namedCurve?: string }>> = {
  ed25519: { name: 'Ed25519' },
  'ecdsa-p256': { name: 'ECDSA', namedCurve: 'P-256' },
};

/** ecdsa-p256 signs SHA-256 of the message; its signature is r and s, 32 bytes each (IEEE P1363), as WebCrypto gives it. */
const USE: Readonly<Record<Algorithm, { readonly name: string; readonly hash?: string }>> = {
  ed25519: { name: 'Ed25519' },
  'ecdsa-p256': { name: 'ECDSA', hash: 'SHA-256' },
};

export const keyIdOf = (key: PublicKey): Promise<string> =>
  digestOf(concatBytes([encodeText(`${key.algorithm}\0`), key.raw]));

export function readPublicKey(value: unknown, what: string): PublicKey {
  const object = readObject(value, what, ['algorithm', 'publicKey']);
  const algorithm = readWord(object.algorithm, `${what}.algorithm`, ALGORITHMS);
  if (typeof object.publicKey !== 'string') throw new ListError('format', `${what}.publicKey is not a text`);
  const raw = decodeBase64(object.publicKey, `${what}.publicKey`);
  if (raw.length !== RAW_BYTES[algorithm]) throw new ListError('format', `${what}.publicKey has the wrong length`);
  return { algorithm, raw };
}

export const publicKeyJson = (key: PublicKey) => ({ algorithm: key.algorithm, publicKey: encodeBase64(key.raw) });

/** False for a wrong signature, and for a key that the platform's WebCrypto refuses (not a point of the curve). */
export async function verifySignature(key: PublicKey, signature: Bytes, message: Bytes): Promise<boolean> {
  try {
    const cryptoKey = await crypto.subtle.importKey('raw', key.raw, IMPORT[key.algorithm], false, ['verify']);
    return await crypto.subtle.verify(USE[key.algorithm], cryptoKey, signature, message);
  } catch {
    return false;
  }
}

/** A private key in JSON Web Key form (RFC 7517), which carries its public half. */
export async function signerFromJwk(jwk: JsonWebKey): Promise<Signer> {
  const algorithm: Algorithm = jwk.crv === 'Ed25519' ? 'ed25519' : 'ecdsa-p256';
  const privateKey = await crypto.subtle.importKey('jwk', jwk, IMPORT[algorithm], false, ['sign']);
  const { d: _private, key_ops: _uses, ...publicJwk } = jwk;
  const publicKey = await crypto.subtle.importKey('jwk', publicJwk, IMPORT[algorithm], true, ['verify']);
  return {
    publicKey: { algorithm, raw: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)) },
    sign: async message => new Uint8Array(await crypto.subtle.sign(USE[algorithm], privateKey, message)),
  };
}

export async function generateJwk(algorithm: Algorithm): Promise<JsonWebKey> {
  const pair = await crypto.subtle.generateKey(IMPORT[algorithm] as EcKeyGenParams, true, ['sign', 'verify']);
  return crypto.subtle.exportKey('jwk', (pair as CryptoKeyPair).privateKey);
}
