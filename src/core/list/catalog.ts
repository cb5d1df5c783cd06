/**
 * The signed description of one list: who publishes it, what it covers, and its parts (parts.ts), which name the files
 * that hold its entries.
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
import {
  type DigestPart,
  MAX_PARTS,
  type Part,
  type PdqPart,
  partJson,
  readPart,
  type SkippedPart,
  type VideoPart,
} from './parts.ts';
import { readTime } from './time.ts';

export const PURPOSES = ['practice', 'community', 'helpline', 'organisation', 'platform'] as const;
export type Purpose = (typeof PURPOSES)[number];

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
  /** Where subscribers may send reports about entries, of their own will: an https address. Null: nowhere. */
  readonly reports: string | null;
  readonly pdq: PdqPart | null;
  readonly video: VideoPart | null;
  readonly digest: DigestPart | null;
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

/** An optional key that is not there is the usual case: publishers who take no reports leave it out. */
const hasReports = (value: unknown): boolean => typeof value === 'object' && value !== null && 'reports' in value;

export function readEndpoint(value: unknown, what: string): string {
  const address = readPattern(value, what, /^https:\/\/[^\s?#@]{1,200}$/);
  if (!URL.canParse(address) || new URL(address).href !== address) {
    throw new ListError('format', `${what} is not a plain https address`);
  }
  return address;
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
  const value = parseJson(payload, what);
  const object = readObject(value, what, hasReports(value) ? [...KEYS, 'reports'] : KEYS);
  readWord(object.spec, `${what}.spec`, ['1']);
  const parts = readArray(object.parts, `${what}.parts`, MAX_PARTS, readPart);
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
    reports: 'reports' in object ? readEndpoint(object.reports, `${what}.reports`) : null,
    pdq: parts.find(part => part.kind === 'pdq') ?? null,
    video: parts.find(part => part.kind === 'video') ?? null,
    digest: parts.find(part => part.kind === 'digest') ?? null,
    skipped: parts.filter(part => 'reason' in part),
  };
}

/** The parts that this reader can read. */
export const knownParts = ({ pdq, video, digest }: Pick<Catalog, Part['kind']>): readonly Part[] =>
  [pdq, video, digest].filter(part => part !== null);

/** What a publisher fills in; the rest follows from the entries. */
export type CatalogDraft = Omit<Catalog, 'skipped'>;

/** The payload of a catalog, ready to be signed. Refuses, as a reader would, what no reader would take. */
export function buildCatalog(draft: CatalogDraft): Bytes {
  const {
    version,
    prev,
    signedAt,
    expiresAt,
    minWait,
    id,
    name,
    publisher,
    purpose,
    covers,
    contact,
    mirrors,
    reports,
  } = draft;
  const head = { spec: '1', version, prev, signedAt, expiresAt, minWait, id, name, publisher, purpose };
  const parts = knownParts(draft).map(partJson);
  const payload = encodeText(
    JSON.stringify({ ...head, covers, contact, mirrors, ...(reports === null ? {} : { reports }), parts }),
  );
  parseCatalog(payload);
  return payload;
}
