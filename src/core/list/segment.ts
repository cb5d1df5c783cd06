/**
 * Files of records: 32 bytes of header, then `count` records of equal size, strictly sorted. Named by their own digest,
 * so they never change; whoever holds one never fetches it again.
 *
 *   offset  0  4 bytes  magic: "CSG1" segment, "CWD1" withdrawals
 *           4  u8       kind of entry: 1 = pdq
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
import { isStrictlySorted } from './records.ts';

export interface RecordsFormat {
  readonly what: string;
  readonly magic: string;
  readonly kind: number;
  readonly recordBytes: number;
}

const HEADER_BYTES = 32;

export const PDQ_SEGMENT: RecordsFormat = { what: 'segment', magic: 'CSG1', kind: 1, recordBytes: HASH_BYTES };

export const segmentPath = (sha256: string): string => `v1/seg/${sha256}.seg`;

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
  if (!Number.isInteger(count) || count < 1 || count > LIMITS.recordsPerFile) {
    throw new ListError('length', `a ${format.what} cannot hold ${count} records`);
  }
  const file = new Uint8Array(HEADER_BYTES + records.length);
  file.set(headerOf(format, count));
  file.set(records, HEADER_BYTES);
  return file;
}

/** Sorted hashes of one segment file, 32 bytes each. */
export function readSegment(file: Bytes, count: number): Bytes {
  const hashes = readRecords(file, PDQ_SEGMENT, count);
  if (!isStrictlySorted(hashes, HASH_BYTES))
    throw new ListError('format', 'a segment is not sorted, or repeats a hash');
  return hashes;
}

/** `hashes`: 1 to LIMITS.recordsPerFile of them, sorted, no hash twice. */
export function writeSegment(hashes: Uint8Array): Bytes {
  const file = writeRecords(hashes, PDQ_SEGMENT);
  readSegment(file, hashes.length / HASH_BYTES);
  return file;
}
