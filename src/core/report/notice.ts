/**
 * What is written to a channel: a plain note, or a notice that holds exactly what a law asks for. Pure and without a
 * language: a notice is a list of lines, each the key of a sentence, and each marked with the element it supplies.
 *
 * Sources. Regulation (EU) 2022/2065 (Digital Services Act), Article 16(2)(a) to (d). TAKE IT DOWN Act, Public Law
 * 119-12, section 3(a)(1)(B)(i) to (iv) (47 U.S.C. 223a). India: IT (Intermediary Guidelines and Digital Media Ethics
 * Code) Rules, 2021, rule 3(2)(b): complaint by an individual or any person on his behalf, with the details or link.
 */
import type { Channel } from './channel.ts';
import type { ReportSubject } from './flow.ts';
import type { Role, Situation } from './plan.ts';

/** Roles that may speak for the person shown. Only they can be given a notice by a law that asks for that. */
export type ActingRole = Exclude<Role, 'bystander'>;

export type Notice =
  | { readonly kind: 'practice' }
  /** The address of the page, and not a word more: for whoever looks after those under 18. */
  | { readonly kind: 'address' }
  | { readonly kind: 'plain' | 'dsa'; readonly role: Role }
  | { readonly kind: 'tida' | 'in-rules'; readonly role: ActingRole };

/** What a line supplies. The first three are nobody's demand; the rest are elements of the laws above. */
export type Element =
  | 'heading'
  | 'context'
  | 'doubt'
  | 'capacity'
  | 'reasons'
  | 'location'
  | 'good-faith'
  | 'contact'
  | 'signature';

export type NoticeKey =
  | 'note_intro'
  | 'note_reason'
  | 'note_basis'
  | 'note_practice'
  | 'note_capacity_depicted'
  | 'note_capacity_representative'
  | 'note_page_title'
  | 'note_page_byline'
  | 'note_page_site'
  | 'note_page_published'
  | 'note_page_language'
  | 'note_dsa_heading'
  | 'note_dsa_reasons'
  | 'note_dsa_good_faith'
  | 'note_tida_heading'
  | 'note_tida_good_faith'
  | 'note_in_heading'
  | 'note_in_reasons'
  | 'note_place'
  | 'note_name'
  | 'note_email'
  | 'note_signature';

export type Line =
  | { readonly element: Element; readonly key: NoticeKey; readonly args: readonly string[] }
  | { readonly element: 'location'; readonly address: string };

/** What somebody typed into the note. Empty means left out, or a blank to be filled in by hand where a law asks for it. */
export interface OwnDetails {
  readonly name: string;
  readonly email: string;
  /** The title of a page may name the person shown: only on request. */
  readonly withTitle: boolean;
}

/** For whoever sends it to fill in. */
export const BLANK = '________';

/** What to write to a channel, or null where nothing is asked: files stay at home, and helplines want to hear, not read. */
export function noticeFor(
  channel: Channel,
  { role, mayBeMinor, region }: Pick<Situation, 'role' | 'mayBeMinor' | 'region'>,
  practice: boolean,
): Notice | null {
  if (channel.kind === 'hashbank' || channel.kind === 'helpline') return null;
  if (mayBeMinor) return { kind: 'address' };
  if (practice) return { kind: 'practice' };
  if (channel.notice === 'dsa') return { kind: 'dsa', role };
  if (role === 'bystander') return { kind: 'plain', role };
  if (channel.notice === 'in-rules') return { kind: 'in-rules', role };
  // Since 19 May 2026 every covered platform has to take such a request, whatever its form is called.
  const isPlatform = channel.kind === 'platform' || channel.kind === 'search';
  if (channel.notice === 'tida' || (region === 'US' && isPlatform)) return { kind: 'tida', role };
  return { kind: 'plain', role };
}

const say = (element: Element, key: NoticeKey, ...args: readonly string[]): Line => ({ element, key, args });

const where = ({ address }: ReportSubject): readonly Line[] =>
  address === null ? [] : [{ element: 'location', address }];

/** Where a law asks for a place and we hold none, the person fills it in. */
const whereOrBlank = (subject: ReportSubject): readonly Line[] =>
  subject.address === null ? [say('location', 'note_place', BLANK)] : where(subject);

const basis = ({ listed }: ReportSubject): readonly Line[] =>
  listed === null ? [] : [say('doubt', 'note_basis', listed.listName)];

function pageLines({ context }: ReportSubject, { withTitle }: OwnDetails): readonly Line[] {
  if (context === null) return [];
  const facts: readonly (readonly [NoticeKey, string | null])[] = [
    ['note_page_title', withTitle ? context.title : null],
    ['note_page_byline', context.byline],
    ['note_page_site', context.siteName],
    ['note_page_published', context.published],
    ['note_page_language', context.language],
  ];
  return facts.flatMap(([key, value]) => (value === null ? [] : [say('context', key, value)]));
}

/** Typed by hand: one line, and never long. */
const typed = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 120) || BLANK;

const contact = ({ name, email }: OwnDetails): readonly Line[] => [
  say('contact', 'note_name', typed(name)),
  say('contact', 'note_email', typed(email)),
];

/** What only the person shown, or somebody acting for them, can say. */
const capacity = (role: ActingRole): Line =>
  say('capacity', role === 'depicted' ? 'note_capacity_depicted' : 'note_capacity_representative');

const capacityOf = (role: Role): readonly Line[] => (role === 'bystander' ? [] : [capacity(role)]);

/** The lines of a notice in the order in which they are read. */
export function noticeLines(notice: Notice, subject: ReportSubject, own: OwnDetails): readonly Line[] {
  switch (notice.kind) {
    case 'practice':
      return [say('heading', 'note_practice')];
    case 'address':
      return where(subject);
    case 'plain':
      return [
        say('heading', 'note_intro', subject.siteName),
        ...where(subject),
        ...(notice.role === 'bystander' ? [say('reasons', 'note_reason')] : [capacity(notice.role)]),
        ...basis(subject),
        ...pageLines(subject, own),
      ];
    case 'dsa':
      return [
        say('heading', 'note_dsa_heading', subject.siteName),
        say('reasons', 'note_dsa_reasons'),
        ...capacityOf(notice.role),
        ...basis(subject),
        ...whereOrBlank(subject),
        ...pageLines(subject, own),
        ...contact(own),
        say('good-faith', 'note_dsa_good_faith'),
      ];
    case 'tida':
      return [
        say('heading', 'note_tida_heading', subject.siteName),
        capacity(notice.role),
        ...whereOrBlank(subject),
        ...pageLines(subject, own),
        say('good-faith', 'note_tida_good_faith'),
        ...contact(own),
        say('signature', 'note_signature', typed(own.name)),
      ];
    case 'in-rules':
      return [
        say('heading', 'note_in_heading', subject.siteName),
        capacity(notice.role),
        say('reasons', 'note_in_reasons'),
        ...whereOrBlank(subject),
        ...pageLines(subject, own),
        ...contact(own),
        say('signature', 'note_signature', typed(own.name)),
      ];
  }
}

/** Does it ask who is writing? */
export const asksForName = (lines: readonly Line[]): boolean => lines.some(({ element }) => element === 'contact');

const holdsAddress = (sentence: string): boolean => /:\/\/|\bwww\.|\bdata:|\bblob:/i.test(sentence);

/**
 * A notice as text, one line each. `say` finds a sentence in the language wanted. A sentence into which somebody else's
 * words (the name of a list, a title) smuggled an address is left out: the one address is that of the page.
 */
export const writeNotice = (
  lines: readonly Line[],
  find: (key: NoticeKey, ...args: readonly string[]) => string,
): string =>
  lines
    .flatMap(line => {
      if ('address' in line) return [line.address];
      const sentence = find(line.key, ...line.args);
      return sentence === '' || holdsAddress(sentence) ? [] : [sentence];
    })
    .join('\n');

/**
 * The language to write in: the person's own where the channel reads it, else the channel's usual one. `own` and
 * `langs` are BCP 47 tags; what differs only in its region is the same language here.
 */
export function languageFor(langs: readonly string[], own: string): string {
  const base = (tag: string): string => tag.split('-')[0] ?? tag;
  const reads = langs.some(tag => tag === '*' || base(tag) === base(own));
  return reads ? own : (langs[0] ?? own);
}
