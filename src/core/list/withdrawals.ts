/**
 * Entries taken back before the segment that holds them is rewritten. They are named by their record number, counted
 * through the segments of their part in catalog order: cheap to apply, and the file alone tells nothing about what was
 * withdrawn.
 */
import type { Bytes } from './bytes.ts';
import { ListError } from './list-error.ts';
import { PART_FORMATS, type PartKind, readRecords, writeRecords } from './records-file.ts';

/** Record numbers, ascending, each below `records`: the number of records in all segments together. */
export function readWithdrawals(file: Bytes, kind: PartKind, count: number, records: number): readonly number[] {
  const body = readRecords(file, PART_FORMATS[kind].withdrawals, count);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const numbers = Array.from({ length: count }, (_, index) => view.getUint32(index * 4, true));
  let previous = -1;
  for (const number of numbers) {
    if (number <= previous || number >= records) throw new ListError('format', 'withdrawals are out of order or range');
    previous = number;
  }
  return numbers;
}

export function writeWithdrawals(numbers: readonly number[], kind: PartKind): Bytes {
  const body = new Uint8Array(numbers.length * 4);
  const view = new DataView(body.buffer);
  for (const [index, number] of numbers.entries()) view.setUint32(index * 4, number, true);
  const file = writeRecords(body, PART_FORMATS[kind].withdrawals);
  readWithdrawals(file, kind, numbers.length, 2 ** 32);
  return file;
}
