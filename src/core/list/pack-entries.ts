/**
 * The publisher's half of the segments: from the records that a part shall hold, and the segments it has now, to the
 * files of its next version. Segments that can stay do, so that subscribers fetch only what is new.
 */
import { type Bytes, digestOf } from './bytes.ts';
import { ListError } from './list-error.ts';
import type { Part, RecordsReference } from './parts.ts';
import { isStrictlySorted, mergeSorted, recordsNotIn, withoutRecords } from './records.ts';
import { PART_FORMATS, type PartKind } from './records-file.ts';
import { writeSegment } from './segment.ts';
import { writeWithdrawals } from './withdrawals.ts';

/**
 * What to do with a segment that holds entries which were taken back: `rewrite` it now, so that their bytes leave the
 * server, or `defer` that and only name them, so that subscribers of a big list fetch a few bytes.
 */
export type WithdrawalMode = 'rewrite' | 'defer';

export interface PackedEntries {
  readonly part: Pick<Part, 'count' | 'segments' | 'withdrawals' | 'stateSha256'>;
  /** Path -> bytes of every file that the part names. */
  readonly files: ReadonlyMap<string, Bytes>;
}

function* inFiles(records: Bytes, fileBytes: number): Generator<Bytes> {
  for (let at = 0; at < records.length; at += fileBytes) yield records.subarray(at, at + fileBytes);
}

function pick(records: Bytes, rows: readonly number[], size: number): Bytes {
  const picked = new Uint8Array(rows.length * size);
  for (const [index, row] of rows.entries()) {
    picked.set(records.subarray(row * size, (row + 1) * size), index * size);
  }
  return picked;
}

/**
 * `entries`: records of the kind, sorted, none twice. `held`: records of the segments that are published now, in
 * catalog order (none, to pack the whole list anew).
 */
export async function packEntries(
  kind: PartKind,
  entries: Bytes,
  held: readonly Bytes[],
  mode: WithdrawalMode,
): Promise<PackedEntries> {
  const formats = PART_FORMATS[kind];
  const { recordBytes, maxRecords } = formats.segments;
  if (!isStrictlySorted(entries, recordBytes)) {
    throw new ListError('format', 'entries are not sorted, or repeat a record');
  }
  const gone: number[] = [];
  let base = 0;
  for (const segment of held) {
    for (const row of recordsNotIn(segment, entries, recordBytes)) gone.push(base + row);
    base += segment.length / recordBytes;
  }
  const live = withoutRecords(held, gone, recordBytes);
  const added = pick(entries, recordsNotIn(entries, mergeSorted(live, recordBytes), recordBytes), recordBytes);
  const kept = (mode === 'defer' ? held : live).filter(segment => segment.length > 0);

  const files = new Map<string, Bytes>();
  const segments: RecordsReference[] = [];
  for (const records of [...kept, ...inFiles(added, maxRecords * recordBytes)]) {
    const file = writeSegment(records, kind);
    const sha256 = await digestOf(file);
    files.set(formats.segments.path(sha256), file);
    segments.push({ sha256, count: records.length / recordBytes });
  }
  let withdrawals: RecordsReference | null = null;
  if (mode === 'defer' && gone.length > 0) {
    const file = writeWithdrawals(gone, kind);
    withdrawals = { sha256: await digestOf(file), count: gone.length };
    files.set(formats.withdrawals.path(withdrawals.sha256), file);
  }
  const count = entries.length / recordBytes;
  return { part: { count, segments, withdrawals, stateSha256: await digestOf(entries) }, files };
}
