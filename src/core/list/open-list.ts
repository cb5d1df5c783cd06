/** From the files of a list to its entries: the chain of signatures, then every segment, down to the end state. */
import { HASH_BYTES } from '../hash/types.ts';
import type { VideoGroups, VideoRule } from '../hash/video.ts';
import type { ListId } from '../verdict.ts';
import { type Bytes, digestOf } from './bytes.ts';
import { knownParts, type Purpose } from './catalog.ts';
import { type Chain, type ListFiles, readChain, type Trust } from './chain.ts';
import { LIMITS } from './limits.ts';
import { ListError } from './list-error.ts';
import {
  type DigestPart,
  type Part,
  type PdqPart,
  type RecordsReference,
  recordsFilesOf,
  type SkippedPart,
  type VideoPart,
} from './parts.ts';
import { implausibleRecords } from './plausible.ts';
import { mergeSorted, withoutRecords } from './records.ts';
import { DIGEST_BYTES, PART_FORMATS, type RecordsFormat, readRecords, recordsFileBytes } from './records-file.ts';
import { readSegment } from './segment.ts';
import { formatTime, parseTime } from './time.ts';
import { countVideos, videosOfRecords } from './videos.ts';
import { readWithdrawals } from './withdrawals.ts';

export interface OpenVideos {
  readonly rule: VideoRule;
  readonly groups: VideoGroups;
}

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
  /** Pictures, videos and files. */
  readonly entries: number;
  /** Size of the files that hold the entries. */
  readonly bytes: number;
  /** Hashes of pictures, 32 bytes each, sorted, withdrawals applied. */
  readonly hashes: Bytes;
  /** Null if the list has no part for videos. */
  readonly video: OpenVideos | null;
  /** SHA-256 of whole files, 32 bytes each, sorted, withdrawals applied: `holdsRecord` looks one up. */
  readonly digests: Bytes;
  /** SHA-256 of the signed catalog: another one whenever anything about the list changed. */
  readonly revision: string;
  readonly skipped: readonly SkippedPart[];
}

/**
 * What is checked of the entries. `files`: the digest and the order of each file, and the end state. `digests`: the signed
 * digests of the files alone, which say that they are those that were once checked, and that the end state follows.
 */
export type Scrutiny = 'files' | 'digests';

/** Files read and digested side by side: browsers do both on threads of their own. More would only hold memory. */
const MAX_AT_ONCE = 8;

async function sideBySide<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: MAX_AT_ONCE }, worker));
}

async function readRecordsFile(files: ListFiles, format: RecordsFormat, reference: RecordsReference): Promise<Bytes> {
  const path = format.path(reference.sha256);
  const length = recordsFileBytes(format, reference.count);
  const file = await files.read(path, length);
  if (file === null) throw new ListError('missing', path);
  if (file.length !== length) throw new ListError('length', `${path} is not of ${length} bytes`);
  if ((await digestOf(file)) !== reference.sha256) throw new ListError('digest', path);
  return file;
}

/**
 * Records of each segment in catalog order, withdrawn ones included. `onSegment` gets each as soon as it is there, while
 * others are still read and digested.
 */
export async function readSegments(
  files: ListFiles,
  part: Part,
  scrutiny: Scrutiny = 'files',
  onSegment: (segment: Bytes) => void = () => undefined,
): Promise<readonly Bytes[]> {
  const format = PART_FORMATS[part.kind].segments;
  // One after the other in one buffer, so that laying them end to end costs no second copy of the list.
  const records = part.segments.reduce((total, { count }) => total + count, 0);
  const whole = new Uint8Array(records * format.recordBytes);
  let end = 0;
  const places = part.segments.map(reference => {
    const start = end;
    end += reference.count * format.recordBytes;
    return { reference, segment: whole.subarray(start, end) };
  });
  await sideBySide(places, async ({ reference, segment }) => {
    const file = await readRecordsFile(files, format, reference);
    const { count } = reference;
    segment.set(scrutiny === 'files' ? readSegment(file, part.kind, count) : readRecords(file, format, count));
    onSegment(segment);
  });
  return places.map(({ segment }) => segment);
}

async function readLiveSegments(
  files: ListFiles,
  part: Part,
  scrutiny: Scrutiny,
  onSegment?: (segment: Bytes) => void,
): Promise<readonly Bytes[]> {
  const segments = await readSegments(files, part, scrutiny, onSegment);
  if (part.withdrawals === null) return segments;
  const formats = PART_FORMATS[part.kind];
  const { count } = part.withdrawals;
  const file = await readRecordsFile(files, formats.withdrawals, part.withdrawals);
  const numbers = readWithdrawals(file, part.kind, count, part.count + count);
  return withoutRecords(segments, numbers, formats.segments.recordBytes);
}

/** The live records of a part, sorted, checked down to the state that its catalog signs. */
export async function readEntries(
  files: ListFiles,
  part: Part,
  scrutiny: Scrutiny = 'files',
  onSegment?: (segment: Bytes) => void,
): Promise<Bytes> {
  const { recordBytes } = PART_FORMATS[part.kind].segments;
  const records = mergeSorted(await readLiveSegments(files, part, scrutiny, onSegment), recordBytes);
  if (records.length !== part.count * recordBytes) {
    throw new ListError('length', 'the entries left are not as many as signed');
  }
  if (scrutiny === 'files' && (await digestOf(records)) !== part.stateSha256) {
    throw new ListError('digest', 'the entries left are not those signed');
  }
  return records;
}

async function openVideos(files: ListFiles, part: VideoPart, scrutiny: Scrutiny): Promise<OpenVideos> {
  const records = await readEntries(files, part, scrutiny);
  if (countVideos(records) !== part.videos) throw new ListError('length', 'the videos left are not as many as signed');
  const { threshold, seenPercent, listedPercent } = part;
  return { rule: { threshold, seenPercent, listedPercent }, groups: videosOfRecords(records) };
}

/** A publisher's tool drops implausible ones already; one that does not must not make every dull picture match. */
async function readHashes(files: ListFiles, part: PdqPart, scrutiny: Scrutiny): Promise<Bytes> {
  let isPlausible = true;
  const signed = await readEntries(files, part, scrutiny, segment => {
    isPlausible &&= implausibleRecords(segment).length === 0;
  });
  if (isPlausible) return signed;
  const [hashes = signed] = withoutRecords([signed], implausibleRecords(signed), HASH_BYTES);
  return hashes;
}

/**
 * Hands out the hashes or digests of a part: those that `verify` brings, or the same ones from where they were kept when
 * they had been verified.
 */
export type Keep = (part: PdqPart | DigestPart, verify: () => Promise<Bytes>) => Promise<Bytes>;

const keepNothing: Keep = (_, verify) => verify();

export async function openChain(
  files: ListFiles,
  chain: Chain,
  now: number,
  scrutiny: Scrutiny = 'files',
  keep = keepNothing,
): Promise<OpenList> {
  const { catalog, timestamp } = chain;
  const { pdq, digest } = catalog;
  const parts = knownParts(catalog);
  if (parts.length === 0) throw new ListError('format', 'the list has no part that this reader knows');
  const hashes = pdq === null ? new Uint8Array(0) : await keep(pdq, () => readHashes(files, pdq, scrutiny));
  const video = catalog.video === null ? null : await openVideos(files, catalog.video, scrutiny);
  const digests = digest === null ? new Uint8Array(0) : await keep(digest, () => readEntries(files, digest, scrutiny));
  const expiry = Math.min(parseTime(catalog.expiresAt), parseTime(timestamp.expiresAt));
  return {
    id: catalog.id,
    name: catalog.name,
    publisher: catalog.publisher,
    purpose: catalog.purpose,
    threshold: pdq?.threshold ?? LIMITS.threshold,
    signedAt: catalog.signedAt,
    expiresAt: formatTime(expiry),
    stale: expiry <= now,
    entries: hashes.length / HASH_BYTES + (video?.groups.ids.length ?? 0) + digests.length / DIGEST_BYTES,
    bytes: recordsFilesOf(parts).reduce((total, file) => total + file.bytes, 0),
    hashes,
    video,
    digests,
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
