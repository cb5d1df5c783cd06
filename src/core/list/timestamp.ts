/** The small signed file that a subscriber polls: which catalog is the newest, and until when that may be believed. */
import { type Bytes, encodeText } from './bytes.ts';
import { parseJson, readDigest, readInteger, readObject, readVersion, readWord } from './json.ts';
import { LIMITS } from './limits.ts';
import { readTime } from './time.ts';

/** A signed file as another one names it: of the bytes as fetched, envelope and all. */
export interface FileReference {
  readonly version: number;
  /** In bytes. */
  readonly length: number;
  readonly sha256: string;
}

export interface Timestamp {
  readonly version: number;
  readonly signedAt: string;
  readonly expiresAt: string;
  readonly catalog: FileReference;
}

export const TIMESTAMP_PATH = 'v1/timestamp.json';

/** `payload` is that of an envelope whose signatures were counted. */
export function parseTimestamp(payload: Bytes, what = 'timestamp'): Timestamp {
  const keys = ['spec', 'version', 'signedAt', 'expiresAt', 'catalog'] as const;
  const object = readObject(parseJson(payload, what), what, keys);
  readWord(object.spec, `${what}.spec`, ['1']);
  const catalog = readObject(object.catalog, `${what}.catalog`, ['version', 'length', 'sha256']);
  return {
    version: readVersion(object.version, `${what}.version`),
    signedAt: readTime(object.signedAt, `${what}.signedAt`),
    expiresAt: readTime(object.expiresAt, `${what}.expiresAt`),
    catalog: {
      version: readVersion(catalog.version, `${what}.catalog.version`),
      length: readInteger(catalog.length, `${what}.catalog.length`, 1, LIMITS.catalogBytes),
      sha256: readDigest(catalog.sha256, `${what}.catalog.sha256`),
    },
  };
}

export const writeTimestamp = ({ version, signedAt, expiresAt, catalog }: Timestamp): Bytes =>
  encodeText(JSON.stringify({ spec: '1', version, signedAt, expiresAt, catalog }));
