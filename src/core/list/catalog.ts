/**
 * The signed description of one list: who publishes it, what it covers, and its parts. A part holds the entries of one
 * kind. This reader knows `pdq`; the other kinds are words it keeps free, and a part of such a kind is skipped by name,
 * so that a later kind needs no new format.
 */
import type { ListId } from '../verdict.ts';
import { type Bytes, encodeText } from './bytes.ts';
import {
  parseJson,
  readArray,
  readDigest,
  readInteger,
  readObject,
  readPattern,
  readText,
  readVersion,
  readWord,
} from './json.ts';
import { LIMITS } from './limits.ts';
import { ListError } from './list-error.ts';
import { readTime } from './time.ts';

export const PURPOSES = ['practice', 'community', 'helpline', 'organisation', 'platform'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Kinds of entries that the format knows by name and this reader does not read. */
export const RESERVED_KINDS = ['sealed', 'video', 'digest'] as const;
export type ReservedKind = (typeof RESERVED_KINDS)[number];

/** A file of records, named by the digest of its bytes. */
export interface RecordsReference {
  readonly sha256: string;
  readonly count: number;
}

export interface PdqPart {
  readonly kind: 'pdq';
  /** Largest distance that is a match. */
  readonly threshold: number;
  /** Why these hashes may be public: the publisher's own words. */
  readonly attestation: string;
  /** Entries left after the withdrawals. */
  readonly count: number;
  readonly segments: readonly RecordsReference[];
  readonly withdrawals: RecordsReference | null;
  /** SHA-256 over all entries left, sorted: the state that a reader must arrive at. */
  readonly stateSha256: string;
}

/** What a reader of this version says of a part it cannot read. */
export interface SkippedPart {
  readonly kind: ReservedKind;
  readonly reason: 'kind-not-supported';
}

export interface Catalog {
  readonly version: number;
  /** Digest of the catalog file before this one; null for the first. */
  readonly prev: string | null;
  readonly signedAt: string;
  readonly expiresAt: string;
  /** Seconds that a subscriber should leave between two polls. */
  readonly minWait: number;
  readonly id: ListId;
  readonly name: string;
  readonly publisher: string;
  readonly purpose: Purpose;
  /** One sentence for people: what is on the list. */
  readonly covers: string;
  /** Where somebody can ask for an entry to be taken back: an address for mail or the web. */
  readonly contact: string;
  /** Other places of the same files: https addresses that end in a slash. */
  readonly mirrors: readonly string[];
  readonly pdq: PdqPart | null;
  readonly skipped: readonly SkippedPart[];
}

export const catalogPath = (version: number): string => `v1/catalog/${version}.json`;

const KEYS = [
  'spec',
  'version',
  'prev',
  'signedAt',
  'expiresAt',
  'minWait',
  'id',
  'name',
  'publisher',
  'purpose',
  'covers',
  'contact',
  'mirrors',
  'parts',
] as const;

function readRecordsReference(value: unknown, what: string): RecordsReference {
  const { sha256, count } = readObject(value, what, ['sha256', 'count']);
  return {
    sha256: readDigest(sha256, `${what}.sha256`),
    count: readInteger(count, `${what}.count`, 1, LIMITS.recordsPerFile),
  };
}

function readPdqPart(value: unknown, what: string): PdqPart {
  const keys = ['kind', 'threshold', 'attestation', 'count', 'segments', 'withdrawals', 'stateSha256'] as const;
  const object = readObject(value, what, keys);
  const segments = readArray(object.segments, `${what}.segments`, LIMITS.segments, readRecordsReference);
  const records = segments.reduce((total, segment) => total + segment.count, 0);
  if (records > LIMITS.records) throw new ListError('length', `${what} has more than ${LIMITS.records} records`);
  const attestation = readText(object.attestation, `${what}.attestation`, LIMITS.sentence);
  if (attestation === '') throw new ListError('format', `${what} does not attest that it may be public`);
  const withdrawals =
    object.withdrawals === null ? null : readRecordsReference(object.withdrawals, `${what}.withdrawals`);
  const count = readInteger(object.count, `${what}.count`, 0, records);
  if (count !== records - (withdrawals?.count ?? 0)) throw new ListError('format', `${what}.count does not add up`);
  return {
    kind: 'pdq',
    threshold: readInteger(object.threshold, `${what}.threshold`, 0, LIMITS.threshold),
    attestation,
    count,
    segments,
    withdrawals,
    stateSha256: readDigest(object.stateSha256, `${what}.stateSha256`),
  };
}

function readPart(value: unknown, what: string): PdqPart | SkippedPart {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  const known = readWord(kind, `${what}.kind`, ['pdq', ...RESERVED_KINDS]);
  return known === 'pdq' ? readPdqPart(value, what) : { kind: known, reason: 'kind-not-supported' };
}

function readMirror(value: unknown, what: string): string {
  const address = readPattern(value, what, /^https:\/\/[^\s?#@]{1,200}\/$/);
  if (!URL.canParse(address) || new URL(address).href !== address) {
    throw new ListError('format', `${what} is not a plain https address`);
  }
  return address;
}

/** `payload` is that of an envelope whose signatures were counted. */
export function parseCatalog(payload: Bytes, what = 'catalog'): Catalog {
  const object = readObject(parseJson(payload, what), what, KEYS);
  readWord(object.spec, `${what}.spec`, ['1']);
  const parts = readArray(object.parts, `${what}.parts`, 1 + RESERVED_KINDS.length, readPart);
  if (new Set(parts.map(part => part.kind)).size !== parts.length) {
    throw new ListError('format', `${what}.parts has a kind twice`);
  }
  return {
    version: readVersion(object.version, `${what}.version`),
    prev: object.prev === null ? null : readDigest(object.prev, `${what}.prev`),
    signedAt: readTime(object.signedAt, `${what}.signedAt`),
    expiresAt: readTime(object.expiresAt, `${what}.expiresAt`),
    minWait: readInteger(object.minWait, `${what}.minWait`, 0, LIMITS.minWaitSeconds),
    id: readPattern(object.id, `${what}.id`, /^[a-z0-9][a-z0-9-]{0,63}$/) as ListId,
    name: readText(object.name, `${what}.name`, LIMITS.name),
    publisher: readText(object.publisher, `${what}.publisher`, LIMITS.name),
    purpose: readWord(object.purpose, `${what}.purpose`, PURPOSES),
    covers: readText(object.covers, `${what}.covers`, LIMITS.sentence),
    contact: readText(object.contact, `${what}.contact`, LIMITS.sentence),
    mirrors: readArray(object.mirrors, `${what}.mirrors`, LIMITS.mirrors, readMirror),
    pdq: parts.find(part => part.kind === 'pdq') ?? null,
    skipped: parts.filter(part => part.kind !== 'pdq'),
  };
}

/** What a publisher fills in; the rest follows from the entries. */
export type CatalogDraft = Omit<Catalog, 'pdq' | 'skipped'> & { readonly pdq: PdqPart };

/** The payload of a catalog, ready to be signed. Refuses, as a reader would, what no reader would take. */
export function buildCatalog(draft: CatalogDraft): Bytes {
  const { version, prev, signedAt, expiresAt, minWait, id, name, publisher, purpose, covers, contact, mirrors } = draft;
  const { threshold, attestation, count, segments, withdrawals, stateSha256 } = draft.pdq;
  const part = { kind: 'pdq', threshold, attestation, count, segments, withdrawals, stateSha256 };
  const head = { spec: '1', version, prev, signedAt, expiresAt, minWait, id, name, publisher, purpose };
  const payload = encodeText(JSON.stringify({ ...head, covers, contact, mirrors, parts: [part] }));
  parseCatalog(payload);
  return payload;
}
