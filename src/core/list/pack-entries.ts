/**
 * The publisher's half of the segments: from the entries that a list shall hold, and the segments it has now, to the
 * files of its next version. Segments that can stay do, so that subscribers fetch only what is new.
 */
import { HASH_BYTES } from '../hash/types.ts';
import { type Bytes, digestOf } from './bytes.ts';
import type { PdqPart, RecordsReference } from './catalog.ts';
import { LIMITS } from './limits.ts';
import { ListError } from './list-error.ts';
import { isStrictlySorted, mergeSorted, recordsNotIn, withoutRecords } from './records.ts';
import { segmentPath, writeSegment } from './segment.ts';
import { withdrawalsPath, writeWithdrawals } from './withdrawals.ts';

/**
 * What to do with a segment that holds entries which were taken back: `rewrite` it now, so that their bytes leave the
 * server, or `defer` that and only name them, so that subscribers of a big list fetch a few bytes.
 */
export type WithdrawalMode = 'rewrite' | 'defer';

export interface PackedEntries {
  readonly part: Pick<PdqPart, 'count' | 'segments' | 'withdrawals' | 'stateSha256'>;
  /** Path -> bytes of every file that the part names. */
  readonly files: ReadonlyMap<string, Bytes>;
}

function* inSegments(hashes: Bytes): Generator<Bytes> {
  const step = LIMITS.recordsPerFile * HASH_BYTES;
  for (let at = 0; at < hashes.length; at += step) yield hashes.subarray(at, at + step);
}

/**
 * `entries`: 32 bytes each, sorted, none twice. `held`: hashes of the segments that are published now, in catalog order
 * (none, to pack the whole list anew).
 */
export async function packEntries(
  entries: Bytes,
  held: readonly Bytes[],
  mode: WithdrawalMode,
): Promise<PackedEntries> {
  if (!isStrictlySorted(entries, HASH_BYTES)) throw new ListError('format', 'entries are not sorted, or repeat a hash');
  const gone: number[] = [];
  let base = 0;
  for (const segment of held) {
    for (const row of recordsNotIn(segment, entries, HASH_BYTES)) gone.push(base + row);
    base += segment.length / HASH_BYTES;
  }
  const live = withoutRecords(held, gone, HASH_BYTES);
  const added = pick(entries, recordsNotIn(entries, mergeSorted(live, HASH_BYTES), HASH_BYTES));
  const kept = (mode === 'defer' ? held : live).filter(segment => segment.length > 0);

  const files = new Map<string, Bytes>();
  const segments: RecordsReference[] = [];
  for (const hashes of [...kept, ...inSegments(added)]) {
    const file = writeSegment(hashes);
    const sha256 = await digestOf(file);
    files.set(segmentPath(sha256), file);
    segments.push({ sha256, count: hashes.length / HASH_BYTES });
  }
  let withdrawals: RecordsReference | null = null;
  if (mode === 'defer' && gone.length > 0) {
    const file = writeWithdrawals(gone);
    withdrawals = { sha256: await digestOf(file), count: gone.length };
    files.set(withdrawalsPath(withdrawals.sha256), file);
  }
  const count = entries.length / HASH_BYTES;
  return { part: { count, segments, withdrawals, stateSha256: await digestOf(entries) }, files };
}

function pick(entries: Bytes, rows: readonly number[]): Bytes {
  const picked = new Uint8Array(rows.length * HASH_BYTES);
  for (const [index, row] of rows.entries()) {
    picked.set(entries.subarray(row * HASH_BYTES, (row + 1) * HASH_BYTES), index * HASH_BYTES);
  }
  return picked;
}
