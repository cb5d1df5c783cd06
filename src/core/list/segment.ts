/** Segments: the files that hold entries, as strictly sorted records. */
import type { Bytes } from './bytes.ts';
import { ListError } from './list-error.ts';
import { isStrictlySorted } from './records.ts';
import { PART_FORMATS, type PartKind, readRecords, writeRecords } from './records-file.ts';

/** Sorted records of one segment file. */
export function readSegment(file: Bytes, kind: PartKind, count: number): Bytes {
  const format = PART_FORMATS[kind].segments;
  const records = readRecords(file, format, count);
  if (!isStrictlySorted(records, format.recordBytes)) {
    throw new ListError('format', 'a segment is not sorted, or repeats a record');
  }
  return records;
}

/** `records`: at least one and no more than a file of the kind may hold, sorted, none twice. */
export function writeSegment(records: Uint8Array, kind: PartKind): Bytes {
  const format = PART_FORMATS[kind].segments;
  const file = writeRecords(records, format);
  readSegment(file, kind, records.length / format.recordBytes);
  return file;
}
