/**
 * Own entries as bytes, to be encrypted and kept.
 *
 * | at | bytes | what, little-endian |
 * | 0 | 1 | version, 1 |
 * | 1 | 1 | 0: a picture, 1: a video |
 * | 2 | 2 | zero |
 * | 4 | 4 | h, the number of hashes |
 * | 8 | 4 | checksum of all the other bytes |
 * | 12 | 32 h | hashes |
 * | 12 + 32 h | | of a picture: features and windows (features/feature-entry.ts) |
 *
 * The checksum is for what storage does to bytes; it proves nothing about who wrote them.
 */
import {
  type FeatureEntry,
  featureEntryBytes,
  readFeatureEntry,
  writeFeatureEntry,
} from '../features/feature-entry.ts';
import { HASH_BYTES } from '../hash/types.ts';
import type { OwnEntry } from './entry.ts';

export type OwnEntryFault = 'version' | 'length' | 'checksum' | 'format';

/** Bytes that are not an entry: of another version, cut short or too long, damaged, or with values that cannot be. */
export class OwnEntryError extends Error {
  override readonly name = 'OwnEntryError';
  readonly reason: OwnEntryFault;

  constructor(reason: OwnEntryFault, detail: string) {
    super(`own entry, ${reason}: ${detail}`);
    this.reason = reason;
  }
}

const VERSION = 1;
const KINDS = ['picture', 'video'] as const satisfies readonly OwnEntry['kind'][];
const COUNT_AT = 4;
const CHECKSUM_AT = 8;
const HEADER_BYTES = 12;

/** Bytes of a picture without its hashes. */
export const pictureBytes = ({ features }: FeatureEntry): number => HEADER_BYTES + featureEntryBytes(features.count);

/** 32-bit FNV-1a (Fowler, Noll and Vo). Any one changed byte changes it for certain: every step is one-to-one. */
function checksumOf(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (const [at, byte] of bytes.entries()) {
    if (at < CHECKSUM_AT || at >= HEADER_BYTES) sum = Math.imul(sum ^ byte, 0x01000193);
  }
  return sum >>> 0;
}

/** At most 8.4 kB of a picture (MAX_PICTURE_BYTES), 12 bytes and 32 a frame of a video. */
export function writeOwnEntry(entry: OwnEntry): Uint8Array<ArrayBuffer> {
  const rest = entry.kind === 'picture' ? writeFeatureEntry(entry.local) : new Uint8Array(0);
  const end = HEADER_BYTES + entry.hashes.length * HASH_BYTES;
  const bytes = new Uint8Array(end + rest.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint8(1, KINDS.indexOf(entry.kind));
  view.setUint32(COUNT_AT, entry.hashes.length, true);
  for (const [i, hash] of entry.hashes.entries()) bytes.set(hash, HEADER_BYTES + i * HASH_BYTES);
  bytes.set(rest, end);
  view.setUint32(CHECKSUM_AT, checksumOf(bytes), true);
  return bytes;
}

/** Throws OwnEntryError. */
export function readOwnEntry(bytes: Uint8Array): OwnEntry {
  if (bytes.length < HEADER_BYTES) throw new OwnEntryError('length', `${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = view.getUint8(0);
  if (version !== VERSION) throw new OwnEntryError('version', `${version}, this reads ${VERSION}`);
  const count = view.getUint32(COUNT_AT, true);
  const end = HEADER_BYTES + count * HASH_BYTES;
  if (bytes.length < end) throw new OwnEntryError('length', `${bytes.length} bytes for ${count} hashes`);
  if (view.getUint32(CHECKSUM_AT, true) !== checksumOf(bytes)) throw new OwnEntryError('checksum', 'damaged');
  const hashes = Array.from({ length: count }, (_, i) =>
    bytes.slice(HEADER_BYTES + i * HASH_BYTES, HEADER_BYTES + (i + 1) * HASH_BYTES),
  );
  const rest = bytes.subarray(end);
  const kind = view.getUint16(2, true) === 0 ? KINDS[view.getUint8(1)] : undefined;
  if (kind === 'video' && count > 0 && rest.length === 0) return { kind, hashes };
  const local = kind === 'picture' ? readFeatureEntry(rest) : null;
  if (kind !== 'picture' || local === null) throw new OwnEntryError('format', 'neither a picture nor a video');
  return { kind, hashes, local };
}
