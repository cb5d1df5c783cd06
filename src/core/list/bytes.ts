/** Small helpers over bytes: text, base64, SHA-256. All of them are pure; SHA-256 is the platform's own WebCrypto. */
import { toHex } from '../hash/hex.ts';
import { ListError } from './list-error.ts';

/** Bytes of their own buffer, as WebCrypto, Blob and storage want them. */
export type Bytes = Uint8Array<ArrayBuffer>;

export const encodeText = (text: string): Bytes => new TextEncoder().encode(text);

/** UTF-8 and nothing else: a byte that is not, or a byte order mark, refuses the file. */
export function decodeText(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ListError('format', `${what} is not UTF-8`);
  }
}

export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Standard alphabet with padding, in the one spelling that `encodeBase64` gives. */
export function decodeBase64(text: string, what: string): Bytes {
  let bytes: Bytes;
  try {
    bytes = Uint8Array.from(atob(text), character => character.charCodeAt(0));
  } catch {
    throw new ListError('format', `${what} is not base64`);
  }
  if (encodeBase64(bytes) !== text) throw new ListError('format', `${what} is base64 in a second spelling`);
  return bytes;
}

export function concatBytes(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** True if each part begins where the one before it ends, in the same memory. */
const isOneStretch = (parts: readonly Uint8Array[]): boolean =>
  parts.every((part, index) => {
    const before = parts[index - 1];
    return (
      before === undefined ||
      (part.buffer === before.buffer && part.byteOffset === before.byteOffset + before.byteLength)
    );
  });

/** The parts end to end: a copy, or the memory that they share if that is how they lie there. */
export function joinBytes(parts: readonly Bytes[]): Bytes {
  const [first] = parts;
  if (first === undefined || !isOneStretch(parts)) return concatBytes(parts);
  const length = parts.reduce((total, part) => total + part.length, 0);
  return new Uint8Array(first.buffer, first.byteOffset, length);
}

/** SHA-256 as 64 lower-case hex digits: the only spelling of a digest in this format. */
export const digestOf = async (bytes: Bytes): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
