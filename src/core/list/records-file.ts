/**
 * Files of records: 32 bytes of header, then `count` records of equal size. Named by their own digest, so they never
 * change; whoever holds one never fetches it again.
 *
 *   offset  0  4 bytes  magic: "CSG1" segment, "CWD1" withdrawals
 *           4  u8       kind of entry: 1 = pdq, 2 = video, 3 = digest
 *           5  u8       flags: 0
 *           6  u16 LE   bytes of a record
 *           8  u32 LE   number of records
 *          12  20 bytes zero
 *          32           records
 */
import { HASH_BYTES } from '../hash/types.ts';
import { type Bytes, encodeText } from './bytes.ts';
import { LIMITS } from './limits.ts';
import { ListError } from './list-error.ts';

/** A video is named by the first bytes of a digest of its frames. */
export const VIDEO_ID_BYTES = 8;

/** SHA-256. */
export const DIGEST_BYTES = 32;

export interface RecordsFormat {
  readonly what: string;
  readonly magic: string;
  readonly kind: number;
  readonly recordBytes: number;
  readonly maxRecords: number;
  /** Path of the file with this digest. */
  path(sha256: string): string;
}

/** Record numbers, as withdrawals hold them. */
const NUMBER_BYTES = 4;

const segments = (kind: number, recordBytes: number, maxRecords: number): RecordsFormat => ({
  what: 'segment',
  magic: 'CSG1',
  kind,
  recordBytes,
  maxRecords,
  path: sha256 => `v1/seg/${sha256}.seg`,
});

const withdrawals = (kind: number): RecordsFormat => ({
  what: 'withdrawals file',
  magic: 'CWD1',
  kind,
  recordBytes: NUMBER_BYTES,
  maxRecords: LIMITS.recordsPerFile,
  path: sha256 => `v1/withdrawn/${sha256}.bin`,
});

/** The kinds of entries that this version reads and writes, and the files of each. */
export const PART_FORMATS = {
  /** A record is the hash of a picture. */
  pdq: { segments: segments(1, HASH_BYTES, LIMITS.recordsPerFile), withdrawals: withdrawals(1) },
  /** A record is the id of a video, and the hash of one of its frames. */
  video: { segments: segments(2, VIDEO_ID_BYTES + HASH_BYTES, LIMITS.framesPerFile), withdrawals: withdrawals(2) },
  /** A record is the SHA-256 of a file. */
  digest: { segments: segments(3, DIGEST_BYTES, LIMITS.recordsPerFile), withdrawals: withdrawals(3) },
} as const;

export type PartKind = keyof typeof PART_FORMATS;

const HEADER_BYTES = 32;

/** Size of the file in bytes: known from the catalog before it is fetched. */
export const recordsFileBytes = (format: RecordsFormat, count: number): number =>
  HEADER_BYTES + count * format.recordBytes;

function headerOf(format: RecordsFormat, count: number): Bytes {
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  header.set(encodeText(format.magic));
  view.setUint8(4, format.kind);
  view.setUint16(6, format.recordBytes, true);
  view.setUint32(8, count, true);
  return header;
}

/** The records of a file that the catalog says holds `count` of them, without their header. */
export function readRecords(file: Bytes, format: RecordsFormat, count: number): Bytes {
  if (file.length !== recordsFileBytes(format, count)) {
    throw new ListError('length', `a ${format.what} of ${count} records has ${file.length} bytes`);
  }
  if (headerOf(format, count).some((byte, at) => byte !== file[at])) {
    throw new ListError('format', `a ${format.what} has another header than its catalog says`);
  }
  return file.subarray(HEADER_BYTES);
}

export function writeRecords(records: Uint8Array, format: RecordsFormat): Bytes {
  const count = records.length / format.recordBytes;
  if (!Number.isInteger(count) || count < 1 || count > format.maxRecords) {
    throw new ListError('length', `a ${format.what} cannot hold ${count} records`);
  }
  const file = new Uint8Array(HEADER_BYTES + records.length);
  file.set(headerOf(format, count));
  file.set(records, HEADER_BYTES);
  return file;
}
