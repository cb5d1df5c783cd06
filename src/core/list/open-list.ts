/** From the files of a list to its hashes: the chain of signatures, then every segment, down to the end state. */
import { HASH_BYTES } from '../hash/types.ts';
import type { ListId } from '../verdict.ts';
import { type Bytes, digestOf } from './bytes.ts';
import type { PdqPart, Purpose, RecordsReference, SkippedPart } from './catalog.ts';
import { type Chain, type ListFiles, readChain, type Trust } from './chain.ts';
import { ListError } from './list-error.ts';
import { implausibleRecords } from './plausible.ts';
import { mergeSorted, withoutRecords } from './records.ts';
import { PDQ_SEGMENT, type RecordsFormat, readSegment, recordsFileBytes, segmentPath } from './segment.ts';
import { formatTime, parseTime } from './time.ts';
import { PDQ_WITHDRAWALS, readWithdrawals, withdrawalsPath } from './withdrawals.ts';

export interface OpenList {
  readonly id: ListId;
  readonly name: string;
  readonly publisher: string;
  readonly purpose: Purpose;
  /** Largest distance that is a match. */
  readonly threshold: number;
  /** When the publisher signed this version, ISO 8601. */
  readonly signedAt: string;
  /** Until when the publisher vouches for it, ISO 8601. */
  readonly expiresAt: string;
  /** True once that is past: still used, and said. */
  readonly stale: boolean;
  readonly entries: number;
  /** Size of the files that hold the entries. */
  readonly bytes: number;
  /** `entries` * 32 bytes, sorted, withdrawals applied. */
  readonly hashes: Bytes;
  /** SHA-256 of the signed catalog: another one whenever anything about the list changed. */
  readonly revision: string;
  readonly skipped: readonly SkippedPart[];
}

async function readRecordsFile(
  files: ListFiles,
  path: string,
  format: RecordsFormat,
  reference: RecordsReference,
): Promise<Bytes> {
  const length = recordsFileBytes(format, reference.count);
  const file = await files.read(path, length);
  if (file === null) throw new ListError('missing', path);
  if (file.length !== length) throw new ListError('length', `${path} is not of ${length} bytes`);
  if ((await digestOf(file)) !== reference.sha256) throw new ListError('digest', path);
  return file;
}

/** Hashes of each segment in catalog order, withdrawn ones included. */
export async function readSegments(files: ListFiles, part: PdqPart): Promise<readonly Bytes[]> {
  const segments: Bytes[] = [];
  for (const reference of part.segments) {
    const file = await readRecordsFile(files, segmentPath(reference.sha256), PDQ_SEGMENT, reference);
    segments.push(readSegment(file, reference.count));
  }
  return segments;
}

async function readLiveSegments(files: ListFiles, part: PdqPart): Promise<readonly Bytes[]> {
  const segments = await readSegments(files, part);
  if (part.withdrawals === null) return segments;
  const { sha256, count } = part.withdrawals;
  const file = await readRecordsFile(files, withdrawalsPath(sha256), PDQ_WITHDRAWALS, part.withdrawals);
  return withoutRecords(segments, readWithdrawals(file, count, part.count + count), HASH_BYTES);
}

/** The live entries of a part, checked down to the state that its catalog signs. Sorted, 32 bytes each. */
export async function readEntries(files: ListFiles, part: PdqPart): Promise<Bytes> {
  const hashes = mergeSorted(await readLiveSegments(files, part), HASH_BYTES);
  if (hashes.length !== part.count * HASH_BYTES)
    throw new ListError('length', 'the entries left are not as many as signed');
  if ((await digestOf(hashes)) !== part.stateSha256)
    throw new ListError('digest', 'the entries left are not those signed');
  return hashes;
}

const sizeOf = ({ segments, withdrawals }: PdqPart): number =>
  segments.reduce((total, { count }) => total + recordsFileBytes(PDQ_SEGMENT, count), 0) +
  (withdrawals === null ? 0 : recordsFileBytes(PDQ_WITHDRAWALS, withdrawals.count));

export async function openChain(files: ListFiles, chain: Chain, now: number): Promise<OpenList> {
  const { catalog, timestamp } = chain;
  if (catalog.pdq === null) throw new ListError('format', 'the list has no part that this reader knows');
  const signed = await readEntries(files, catalog.pdq);
  // A publisher's tool drops these already; one that does not must not make every dull picture match.
  const [hashes = signed] = withoutRecords([signed], implausibleRecords(signed), HASH_BYTES);
  const expiry = Math.min(parseTime(catalog.expiresAt), parseTime(timestamp.expiresAt));
  return {
    id: catalog.id,
    name: catalog.name,
    publisher: catalog.publisher,
    purpose: catalog.purpose,
    threshold: catalog.pdq.threshold,
    signedAt: catalog.signedAt,
    expiresAt: formatTime(expiry),
    stale: expiry <= now,
    entries: hashes.length / HASH_BYTES,
    bytes: sizeOf(catalog.pdq),
    hashes,
    revision: timestamp.catalog.sha256,
    skipped: catalog.skipped,
  };
}

/**
 * `now` in milliseconds since 1970. A copy past its time is opened and says `stale`.
 * Throws ListError only, unless `files` itself fails.
 */
export const openList = async (files: ListFiles, trust: Trust, now: number): Promise<OpenList> =>
  openChain(files, await readChain(files, trust), now);
