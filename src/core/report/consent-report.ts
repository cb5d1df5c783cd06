/**
 * `consent-report/1`: what somebody tells the keepers of a list about one of its entries. One flat JSON object of at
 * most 8 KiB; an unknown key is refused, not ignored. It never holds media, hashes, addresses of media or of chats, and
 * there is no such report at all where the person shown may be under 18: the builder takes no subject of that branch,
 * and the reader refuses whatever says so. The schema for others is docs/consent-report.schema.json.
 */
import { readInteger, readObject, readPattern, readText, readWord } from '../list/json.ts';
import { ListError } from '../list/list-error.ts';
import { formatTime, readTime } from '../list/time.ts';
import type { ReportSubject } from './flow.ts';
import { cleanPageAddress } from './page-address.ts';
import { ROLES, type Role } from './plan.ts';

export const SCHEMA = 'consent-report/1';
export const MAX_REPORT_BYTES = 8_192;
export const MAX_REASON = 500;
const MAX_CONTEXT = 200;

/** `seen-too`: it is being shared here. The others ask that the entry be looked at again. */
export const INTENTS = ['seen-too', 'false-match', 'withdraw-entry'] as const;
export type Intent = (typeof INTENTS)[number];

export const CLAIMS = ['different-picture', 'own-post', 'news-art-education', 'person-shown', 'other'] as const;
/** Why a match is said to be wrong. */
export type Claim = (typeof CLAIMS)[number];

export const CATEGORIES = ['ncii', 'ncii-synthetic', 'other'] as const;

export interface ConsentReport {
  readonly schema: typeof SCHEMA;
  /** UUID, version 4. Also the key by which a report that arrives twice is known. */
  readonly reportId: string;
  /** ISO 8601, to the hour. */
  readonly createdAt: string;
  readonly intent: Intent;
  readonly category: (typeof CATEGORIES)[number];
  readonly claim: Claim | null;
  readonly subject: { readonly host: string; readonly url: string | null };
  /** `distance`: of the hashes, if it is known; 0 to 31. */
  readonly match: { readonly list: string; readonly entry: string; readonly distance: number | null };
  readonly reporter: { readonly role: Role; readonly contact: string | null };
  /** In the person's own words, at most 500 characters, without addresses. */
  readonly reason: string | null;
  readonly goodFaith: true;
  readonly context: {
    readonly title: string | null;
    readonly byline: string | null;
    readonly site: string | null;
    readonly published: string | null;
    readonly lang: string | null;
  };
  readonly tool: { readonly name: string; readonly version: string };
}

/** What somebody says of an entry. Whoever disputes as the person shown is asked for nothing more than that. */
export type Statement =
  | { readonly kind: 'seen-too'; readonly role: Role }
  | { readonly kind: 'dispute'; readonly claim: Claim };

export interface OwnWords {
  readonly reason: string;
  readonly contact: string;
}

export interface Stamp {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly version: string;
}

const HOUR = 3_600_000;
const ADDRESS = /\b(?:[a-z][a-z+.-]*:\/\/|www\.|data:|blob:)\S*/gi;
const MAIL = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,120}$/;

/** One line, without addresses: what was pasted into it may be that of a picture. */
const plain = (text: string): string | null =>
  text
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(ADDRESS, '…')
    .trim()
    .slice(0, MAX_REASON)
    .trim() || null;

function partOf(statement: Statement): Pick<ConsentReport, 'intent' | 'category' | 'claim'> & { role: Role } {
  if (statement.kind === 'seen-too') return { intent: 'seen-too', category: 'ncii', claim: null, role: statement.role };
  const { claim } = statement;
  const isTheirs = claim === 'person-shown' || claim === 'own-post';
  return {
    intent: claim === 'person-shown' ? 'withdraw-entry' : 'false-match',
    category: claim === 'person-shown' ? 'ncii' : 'other',
    claim,
    role: isTheirs ? 'depicted' : 'bystander',
  };
}

/** Null when there is no entry to speak of, and for practice pictures, which nobody keeps a list of. */
export function buildConsentReport(
  subject: ReportSubject,
  statement: Statement,
  own: OwnWords,
  { id, now, version }: Stamp,
): ConsentReport | null {
  const { listed, host, address, context } = subject;
  if (listed === null || listed.practice) return null;
  const { intent, category, claim, role } = partOf(statement);
  const contact = own.contact.trim();
  return {
    schema: SCHEMA,
    reportId: id,
    createdAt: formatTime(now - (now % HOUR)),
    intent,
    category,
    claim,
    subject: { host, url: address },
    match: { list: listed.list, entry: listed.entry, distance: null },
    reporter: { role, contact: MAIL.test(contact) ? contact : null },
    reason: plain(own.reason),
    goodFaith: true,
    // The title of a page may name the person shown: keepers do not need it.
    context: {
      title: null,
      byline: context?.byline ?? null,
      site: context?.siteName ?? null,
      published: context?.published ?? null,
      lang: context?.language ?? null,
    },
    tool: { name: 'consentry', version },
  };
}

/** As it is shown, kept and sent: the very same bytes. */
export const writeConsentReport = (report: ConsentReport): string => `${JSON.stringify(report, null, 2)}\n`;

const orNull = <T>(value: unknown, read: (value: unknown) => T): T | null => (value === null ? null : read(value));

const refuse = (detail: string): ListError => new ListError('format', detail);

function readPlain(value: unknown, what: string, max: number): string {
  const text = readText(value, what, max);
  if (text.search(ADDRESS) >= 0) throw refuse(`${what} holds an address`);
  return text;
}

function readAddress(value: unknown): string {
  if (typeof value !== 'string' || cleanPageAddress(value) !== value) throw refuse('subject.url is no plain page');
  return value;
}

function readSubject(value: unknown): ConsentReport['subject'] {
  const { host, url } = readObject(value, 'subject', ['host', 'url']);
  return { host: readPattern(host, 'subject.host', /^[a-z0-9.-]{0,253}$/), url: orNull(url, readAddress) };
}

function readMatch(value: unknown): ConsentReport['match'] {
  const { list, entry, distance } = readObject(value, 'match', ['list', 'entry', 'distance']);
  return {
    list: readPattern(list, 'match.list', /^[a-z0-9-]{1,64}$/),
    entry: readPattern(entry, 'match.entry', /^[0-9a-f]{16}$/),
    distance: orNull(distance, item => readInteger(item, 'match.distance', 0, 31)),
  };
}

function readReporter(value: unknown): ConsentReport['reporter'] {
  const { role, contact } = readObject(value, 'reporter', ['role', 'contact']);
  return {
    role: readWord(role, 'reporter.role', ROLES),
    contact: orNull(contact, item => readPattern(item, 'reporter.contact', MAIL)),
  };
}

function readContext(value: unknown): ConsentReport['context'] {
  const parts = readObject(value, 'context', ['title', 'byline', 'site', 'published', 'lang']);
  const read = (key: keyof typeof parts) => orNull(parts[key], item => readPlain(item, `context.${key}`, MAX_CONTEXT));
  return {
    title: read('title'),
    byline: read('byline'),
    site: read('site'),
    published: read('published'),
    lang: read('lang'),
  };
}

function readTool(value: unknown): ConsentReport['tool'] {
  const { name, version } = readObject(value, 'tool', ['name', 'version']);
  return { name: readPlain(name, 'tool.name', 40), version: readPlain(version, 'tool.version', 40) };
}

const KEYS = [
  ...(['schema', 'reportId', 'createdAt', 'intent', 'category', 'claim', 'subject', 'match'] as const),
  ...(['reporter', 'reason', 'goodFaith', 'context', 'tool'] as const),
];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A report from its JSON value. Throws a ListError that names what it does not accept. */
export function readConsentReport(value: unknown): ConsentReport {
  const object = readObject(value, 'report', KEYS);
  if (object.goodFaith !== true) throw refuse('goodFaith is not true');
  const createdAt = readTime(object.createdAt, 'createdAt');
  if (!createdAt.endsWith(':00:00Z')) throw refuse('createdAt is not to the hour');
  return {
    schema: readWord(object.schema, 'schema', [SCHEMA]),
    reportId: readPattern(object.reportId, 'reportId', UUID),
    createdAt,
    intent: readWord(object.intent, 'intent', INTENTS),
    category: readWord(object.category, 'category', CATEGORIES),
    claim: orNull(object.claim, item => readWord(item, 'claim', CLAIMS)),
    subject: readSubject(object.subject),
    match: readMatch(object.match),
    reporter: readReporter(object.reporter),
    reason: orNull(object.reason, item => readPlain(item, 'reason', MAX_REASON)),
    goodFaith: true,
    context: readContext(object.context),
    tool: readTool(object.tool),
  };
}

export type Parsed =
  | { readonly ok: true; readonly report: ConsentReport }
  | { readonly ok: false; readonly refused: string };

/** A report from text that somebody else wrote. */
export function parseConsentReport(text: string): Parsed {
  if (text.length > MAX_REPORT_BYTES) return { ok: false, refused: 'too long' };
  try {
    return { ok: true, report: readConsentReport(JSON.parse(text)) };
  } catch (error) {
    if (error instanceof ListError || error instanceof SyntaxError) return { ok: false, refused: error.message };
    throw error;
  }
}
