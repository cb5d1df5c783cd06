/**
 * The parts of a catalog. A part holds the entries of one kind: this reader knows `pdq` (pictures), `video` (groups of
 * frames) and `digest` (exact files). A kind that the format keeps free is skipped by name, so that a later kind needs
 * no new format.
 */
import { readArray, readDigest, readInteger, readObject, readText, readWord } from './json.ts';
import { LIMITS } from './limits.ts';
import { ListError } from './list-error.ts';
import { PART_FORMATS, type PartKind, type RecordsFormat, recordsFileBytes } from './records-file.ts';

/** Kinds of entries that the format knows by name and this reader does not read. */
export const RESERVED_KINDS = ['sealed'] as const;
export type ReservedKind = (typeof RESERVED_KINDS)[number];

const KNOWN_KINDS = ['pdq', 'video', 'digest'] as const satisfies readonly PartKind[];

/** A file of records, named by the digest of its bytes. */
export interface RecordsReference {
  readonly sha256: string;
  readonly count: number;
}

interface RecordsPart {
  /** Why these hashes may be public: the publisher's own words. */
  readonly attestation: string;
  /** Records left after the withdrawals. */
  readonly count: number;
  readonly segments: readonly RecordsReference[];
  readonly withdrawals: RecordsReference | null;
  /** SHA-256 over all records left, sorted: the state that a reader must arrive at. */
  readonly stateSha256: string;
}

export interface PdqPart extends RecordsPart {
  readonly kind: 'pdq';
  /** Largest distance that is a match. */
  readonly threshold: number;
}

export interface VideoPart extends RecordsPart {
  readonly kind: 'video';
  /** Largest distance between two frames that are the same. */
  readonly threshold: number;
  /** Videos left; `count` is of their frames. */
  readonly videos: number;
  /** Share of the frames seen that have to be frames of a listed video, in percent. */
  readonly seenPercent: number;
  /** Share of the listed video's frames that have to have been seen, in percent. */
  readonly listedPercent: number;
}

/** Files that match only as they are, to the last byte: pictures, videos, anything. */
export interface DigestPart extends RecordsPart {
  readonly kind: 'digest';
}

export type Part = PdqPart | VideoPart | DigestPart;

/** What a reader of this version says of a part it cannot read. */
export interface SkippedPart {
  readonly kind: ReservedKind;
  readonly reason: 'kind-not-supported';
}

function readReference(value: unknown, what: string, format: RecordsFormat): RecordsReference {
  const { sha256, count } = readObject(value, what, ['sha256', 'count']);
  return {
    sha256: readDigest(sha256, `${what}.sha256`),
    count: readInteger(count, `${what}.count`, 1, format.maxRecords),
  };
}

const RECORDS_KEYS = ['kind', 'attestation', 'count', 'segments', 'withdrawals', 'stateSha256'] as const;
const PDQ_KEYS = [...RECORDS_KEYS, 'threshold'] as const;
const VIDEO_KEYS = [...PDQ_KEYS, 'videos', 'seenPercent', 'listedPercent'] as const;

const MAX_RECORDS: Readonly<Record<PartKind, number>> = {
  pdq: LIMITS.records,
  video: LIMITS.frames,
  digest: LIMITS.digests,
};

function readRecordsPart(
  object: Readonly<Record<(typeof RECORDS_KEYS)[number], unknown>>,
  what: string,
  kind: PartKind,
): RecordsPart {
  const format = PART_FORMATS[kind];
  const maxRecords = MAX_RECORDS[kind];
  const segments = readArray(object.segments, `${what}.segments`, LIMITS.segments, (item, name) =>
    readReference(item, name, format.segments),
  );
  const records = segments.reduce((total, segment) => total + segment.count, 0);
  if (records > maxRecords) throw new ListError('length', `${what} has more than ${maxRecords} records`);
  const attestation = readText(object.attestation, `${what}.attestation`, LIMITS.sentence);
  if (attestation === '') throw new ListError('format', `${what} does not attest that it may be public`);
  const withdrawals =
    object.withdrawals === null ? null : readReference(object.withdrawals, `${what}.withdrawals`, format.withdrawals);
  const count = readInteger(object.count, `${what}.count`, 0, records);
  if (count !== records - (withdrawals?.count ?? 0)) throw new ListError('format', `${what}.count does not add up`);
  return {
    attestation,
    count,
    segments,
    withdrawals,
    stateSha256: readDigest(object.stateSha256, `${what}.stateSha256`),
  };
}

const readThreshold = (value: unknown, what: string): number =>
  readInteger(value, `${what}.threshold`, 0, LIMITS.threshold);

function readPdqPart(value: unknown, what: string): PdqPart {
  const object = readObject(value, what, PDQ_KEYS);
  const records = readRecordsPart(object, what, 'pdq');
  return { kind: 'pdq', ...records, threshold: readThreshold(object.threshold, what) };
}

function readVideoPart(value: unknown, what: string): VideoPart {
  const object = readObject(value, what, VIDEO_KEYS);
  const records = readRecordsPart(object, what, 'video');
  return {
    kind: 'video',
    ...records,
    threshold: readThreshold(object.threshold, what),
    videos: readInteger(object.videos, `${what}.videos`, 0, records.count),
    seenPercent: readInteger(object.seenPercent, `${what}.seenPercent`, 0, 100),
    listedPercent: readInteger(object.listedPercent, `${what}.listedPercent`, 0, 100),
  };
}

export function readPart(value: unknown, what: string): Part | SkippedPart {
  const named = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  const kind = readWord(named, `${what}.kind`, [...KNOWN_KINDS, ...RESERVED_KINDS]);
  switch (kind) {
    case 'pdq':
      return readPdqPart(value, what);
    case 'video':
      return readVideoPart(value, what);
    case 'digest':
      return { kind, ...readRecordsPart(readObject(value, what, RECORDS_KEYS), what, kind) };
    default:
      return { kind, reason: 'kind-not-supported' };
  }
}

/** Every kind at most once. */
export const MAX_PARTS = KNOWN_KINDS.length + RESERVED_KINDS.length;

/** A part as its catalog spells it. */
export function partJson(part: Part) {
  const { kind, attestation, count, segments, withdrawals, stateSha256 } = part;
  const records = { attestation, count, segments, withdrawals, stateSha256 };
  switch (kind) {
    case 'pdq':
      return { kind, threshold: part.threshold, ...records };
    case 'video': {
      const { threshold, seenPercent, listedPercent, videos } = part;
      return { kind, threshold, seenPercent, listedPercent, videos, ...records };
    }
    case 'digest':
      return { kind, ...records };
  }
}

/** Pictures, videos and files. */
export const countEntries = (parts: readonly Part[]): number =>
  parts.reduce((sum, part) => sum + (part.kind === 'video' ? part.videos : part.count), 0);

/** A file of records as it is fetched and kept: where it is, and what its bytes must be. */
export interface RecordsFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** All files that hold the entries of some parts: what a reader fetches and keeps, and what a server has to hold. */
export function recordsFilesOf(parts: readonly Part[]): readonly RecordsFile[] {
  return parts.flatMap(({ kind, segments, withdrawals }) => {
    const formats = PART_FORMATS[kind];
    const file = (format: RecordsFormat, { sha256, count }: RecordsReference): RecordsFile => ({
      path: format.path(sha256),
      sha256,
      bytes: recordsFileBytes(format, count),
    });
    return [
      ...segments.map(segment => file(formats.segments, segment)),
      ...(withdrawals === null ? [] : [file(formats.withdrawals, withdrawals)]),
    ];
  });
}
