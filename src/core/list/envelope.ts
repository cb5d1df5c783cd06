/**
 * The wrapper of every signed file: `{"payload":"<base64>","signatures":[{"keyId":"<hex>","signature":"<base64>"}]}`.
 * The payload's exact bytes are signed, under a prefix that names the role, so a signature made for one kind of file
 * is worth nothing on another. Nothing inside the payload is looked at before enough signatures hold.
 */
import { type Bytes, concatBytes, decodeBase64, encodeBase64, encodeText } from './bytes.ts';
import { parseJson, readArray, readDigest, readObject } from './json.ts';
import { keyIdOf, type PublicKey, type Signer, verifySignature } from './keys.ts';
import { LIMITS } from './limits.ts';
import { ListError } from './list-error.ts';

export const ROLE_NAMES = ['root', 'catalog', 'timestamp'] as const;
export type RoleName = (typeof ROLE_NAMES)[number];

export interface Signature {
  readonly keyId: string;
  readonly signature: Bytes;
}

export interface Envelope {
  readonly payload: Bytes;
  readonly signatures: readonly Signature[];
}

/** Who may sign, and how many distinct ones must have. */
export interface Quorum {
  readonly keys: ReadonlyMap<string, PublicKey>;
  readonly threshold: number;
}

const signedMessage = (role: RoleName, payload: Bytes): Bytes =>
  concatBytes([encodeText(`consentry-list/v1/${role}\0`), payload]);

function readSignature(value: unknown, what: string): Signature {
  const { keyId, signature } = readObject(value, what, ['keyId', 'signature']);
  if (typeof signature !== 'string') throw new ListError('format', `${what}.signature is not a text`);
  return { keyId: readDigest(keyId, `${what}.keyId`), signature: decodeBase64(signature, `${what}.signature`) };
}

/** Opens the wrapper only; says nothing about who signed. */
export function readEnvelope(bytes: Bytes, what: string, maxBytes: number): Envelope {
  if (bytes.length > maxBytes) throw new ListError('length', `${what} is over ${maxBytes} bytes`);
  const { payload, signatures } = readObject(parseJson(bytes, what), what, ['payload', 'signatures']);
  if (typeof payload !== 'string') throw new ListError('format', `${what}.payload is not a text`);
  return {
    payload: decodeBase64(payload, `${what}.payload`),
    signatures: readArray(signatures, `${what}.signatures`, LIMITS.signatures, readSignature),
  };
}

export function writeEnvelope(envelope: Envelope): Bytes {
  const signatures = envelope.signatures.map(({ keyId, signature }) => ({ keyId, signature: encodeBase64(signature) }));
  return encodeText(JSON.stringify({ payload: encodeBase64(envelope.payload), signatures }));
}

/** How many distinct keys of the quorum signed this payload for this role. Keys outside it, and repeats, count nothing. */
export async function countSigners(envelope: Envelope, role: RoleName, quorum: Quorum): Promise<number> {
  const message = signedMessage(role, envelope.payload);
  const signers = new Set<string>();
  for (const { keyId, signature } of envelope.signatures) {
    const key = quorum.keys.get(keyId);
    if (key !== undefined && (await verifySignature(key, signature, message))) signers.add(keyId);
  }
  return signers.size;
}

export async function requireQuorum(envelope: Envelope, role: RoleName, quorum: Quorum, what: string): Promise<void> {
  const count = await countSigners(envelope, role, quorum);
  if (count < quorum.threshold) {
    throw new ListError('signature', `${what} has ${count} of ${quorum.threshold} signatures that count`);
  }
}

/** Adds the signatures of `signers`, each key once; signing again with the same key replaces its signature. */
export async function addSignatures(envelope: Envelope, role: RoleName, signers: readonly Signer[]): Promise<Envelope> {
  const message = signedMessage(role, envelope.payload);
  const signatures = new Map(envelope.signatures.map(signature => [signature.keyId, signature]));
  for (const signer of signers) {
    const keyId = await keyIdOf(signer.publicKey);
    signatures.set(keyId, { keyId, signature: await signer.sign(message) });
  }
  return { payload: envelope.payload, signatures: [...signatures.values()] };
}

/** A payload as a signed file. */
export const sign = async (payload: Bytes, role: RoleName, signers: readonly Signer[]): Promise<Bytes> =>
  writeEnvelope(await addSignatures({ payload, signatures: [] }, role, signers));
