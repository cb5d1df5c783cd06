/** Each notice against the list of what its law asks for, with the citation beside it. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHANNELS } from '../../../src/core/report/channels.ts';
import type { ReportSubject } from '../../../src/core/report/flow.ts';
import {
  asksForName,
  type Element,
  languageFor,
  type Notice,
  type NoticeKey,
  noticeFor,
  noticeLines,
  writeNotice,
} from '../../../src/core/report/notice.ts';
import { planFor, ROLES } from '../../../src/core/report/plan.ts';
import { REGIONS } from '../../../src/core/report/regions.ts';
import { SAMPLE_SUBJECT } from './sample-report.ts';

type Messages = Readonly<Record<string, { message: string; placeholders?: Record<string, { content: string }> }>>;
const messagesOf = (locale: string): Messages =>
  JSON.parse(readFileSync(new URL(`../../../public/_locales/${locale}/messages.json`, import.meta.url), 'utf8'));

/** As the browser fills in placeholders. */
const inLocale =
  (locale: string) =>
  (key: NoticeKey, ...args: readonly string[]): string => {
    const { message, placeholders = {} } = messagesOf(locale)[key] ?? { message: '' };
    return message.replace(/\$(\w+)\$/g, (_, name: string) => {
      const content = placeholders[name.toLowerCase()]?.content ?? '';
      return args[Number(content.slice(1)) - 1] ?? '';
    });
  };

const SUBJECT = SAMPLE_SUBJECT;
const POST = SUBJECT.address ?? '';
const OWN = { name: 'A. Name', email: 'a@example.org', withTitle: false };
const NOBODY = { name: '', email: '', withTitle: false };

const elements = (notice: Notice): ReadonlySet<Element> =>
  new Set(noticeLines(notice, SUBJECT, OWN).map(({ element }) => element));

const LAWS: readonly (readonly [string, Notice, readonly (readonly [Element, string])[]])[] = [
  [
    'Digital Services Act, Article 16',
    { kind: 'dsa', role: 'bystander' },
    [
      ['reasons', 'Art. 16(2)(a): explanation of the reasons why the information is alleged to be illegal'],
      ['location', 'Art. 16(2)(b): exact electronic location, such as the URL'],
      ['contact', 'Art. 16(2)(c): name and e-mail address of who submits the notice'],
      ['good-faith', 'Art. 16(2)(d): bona fide belief that the information is accurate and complete'],
    ],
  ],
  [
    'TAKE IT DOWN Act',
    { kind: 'tida', role: 'depicted' },
    [
      ['signature', 'Sec. 3(a)(1)(B)(i): physical or electronic signature of the individual, or of who acts for them'],
      ['capacity', 'Sec. 3(a)(1)(A): the identifiable individual, or an authorized person on their behalf'],
      ['location', 'Sec. 3(a)(1)(B)(ii): identification, and information sufficient to locate the depiction'],
      ['good-faith', 'Sec. 3(a)(1)(B)(iii): good faith belief that it was not consensual, with relevant information'],
      ['contact', 'Sec. 3(a)(1)(B)(iv): information sufficient to contact them'],
    ],
  ],
  [
    'IT Rules 2021 of India, rule 3(2)(b)',
    { kind: 'in-rules', role: 'representative' },
    [
      ['capacity', 'Rule 3(2)(b): complaint made by an individual or any person on his behalf'],
      ['reasons', 'Rule 3(2)(b): prima facie exposes private areas, nudity or a sexual act, or is morphed'],
      ['location', 'Rule 3(2)(c): the individual or person may provide details in relation to such content or link'],
      ['contact', 'Rule 3(2)(a): the complaint is acknowledged to the complainant'],
      ['signature', 'Grievance officers’ forms: signature'],
    ],
  ],
];

describe.each(LAWS)('a notice by the %s', (_, notice, required) => {
  test.each(required)('has %s (%s)', element => {
    expect(elements(notice)).toContain(element);
  });

  test('has what the law asks for and nothing else', () => {
    const asked = new Set<Element>([...required.map(([element]) => element), 'heading', 'doubt', 'context']);
    expect([...elements(notice)].filter(element => !asked.has(element))).toEqual([]);
  });

  test.each(['en', 'de', 'hi', 'ar'])(
    'in %s holds the address, the name and the mail address, each where it belongs',
    locale => {
      const text = writeNotice(noticeLines(notice, SUBJECT, OWN), inLocale(locale));
      for (const part of [POST, OWN.name, OWN.email]) expect(text).toContain(part);
      expect(text.split('\n').filter(line => line.trim() === '')).toEqual([]);
    },
  );

  test('leaves blanks to be filled in by hand, rather than elements out', () => {
    const lines = noticeLines(notice, { ...SUBJECT, address: null }, NOBODY);
    for (const [element] of required) expect(lines.map(line => line.element)).toContain(element);
    expect(writeNotice(lines, inLocale('en')).match(/_{4,}/g)?.length).toBeGreaterThanOrEqual(3);
  });
});

describe('who writes what', () => {
  const cells = ROLES.flatMap(role =>
    [false, true].flatMap(mayBeMinor =>
      [null, ...REGIONS].flatMap(region =>
        ['www.instagram.com', 'x.com', 'www.reddit.com', 'blog.example.org'].map(host => ({
          role,
          mayBeMinor,
          region,
          host,
        })),
      ),
    ),
  );
  const notices = cells.flatMap(cell =>
    planFor(cell).flatMap(step => {
      const notice = step.kind === 'channel' ? noticeFor(step.channel, cell, false) : null;
      return notice === null ? [] : [{ cell, notice, lines: noticeLines(notice, SUBJECT, OWN) }];
    }),
  );

  test('somebody who came across it never speaks for the person shown, in any country or on any site', () => {
    const mine = notices.filter(({ cell }) => cell.role === 'bystander');
    expect(mine.length).toBeGreaterThan(100);
    for (const { notice, lines } of mine) {
      expect(['tida', 'in-rules']).not.toContain(notice.kind);
      expect(lines.map(({ element }) => element)).not.toContain('capacity');
      expect(writeNotice(lines, inLocale('en'))).not.toMatch(/\b(me|my|mine)\b|I am the person|act for/i);
    }
  });

  test('where the person may be under 18 it is the address alone', () => {
    const protectedOnes = notices.filter(({ cell }) => cell.mayBeMinor);
    expect(protectedOnes.length).toBeGreaterThan(100);
    for (const { lines } of protectedOnes) expect(writeNotice(lines, inLocale('en'))).toBe(POST);
  });

  test('in the US the person shown writes by the TAKE IT DOWN Act to every platform', () => {
    const kinds = notices
      .filter(({ cell }) => cell.role === 'depicted' && cell.region === 'US' && !cell.mayBeMinor)
      .map(({ notice }) => notice.kind);
    expect(kinds).toContain('tida');
    const meta = CHANNELS.find(({ id }) => id === 'meta-ncii');
    if (meta === undefined) expect.fail('no such channel');
    expect(noticeFor(meta, { role: 'depicted', mayBeMinor: false, region: 'US' }, false)?.kind).toBe('tida');
    expect(noticeFor(meta, { role: 'depicted', mayBeMinor: false, region: null }, false)?.kind).toBe('plain');
  });

  test('hash banks and helplines are given nothing to read', () => {
    for (const channel of CHANNELS.filter(({ kind }) => kind === 'hashbank' || kind === 'helpline')) {
      expect(noticeFor(channel, { role: 'depicted', mayBeMinor: false, region: 'US' }, false)).toBeNull();
    }
  });

  test('a note about a practice picture asks not to be sent, whoever writes it', () => {
    const [ig] = CHANNELS;
    const notice = ig && noticeFor(ig, { role: 'bystander', mayBeMinor: false, region: 'DE' }, true);
    expect(notice && writeNotice(noticeLines(notice, SUBJECT, OWN), inLocale('en'))).toContain(
      'Please do not send it.',
    );
  });

  test('only notices by a law ask for a name', () => {
    for (const { notice, lines } of notices) {
      expect(asksForName(lines)).toBe(['dsa', 'tida', 'in-rules'].includes(notice.kind));
    }
  });
});

describe('a note', () => {
  const context = {
    title: 'A name',
    byline: 'A writer',
    siteName: 'A blog',
    published: '2026-11-20',
    language: 'en',
    isArticle: true,
  };

  test('says what the page says of itself, and its title only on request', () => {
    const subject = { ...SUBJECT, context };
    const write = (withTitle: boolean) =>
      writeNotice(noticeLines({ kind: 'plain', role: 'bystander' }, subject, { ...NOBODY, withTitle }), inLocale('en'));
    expect(write(false)).toContain('A writer');
    expect(write(false)).not.toContain('A name');
    expect(write(true)).toContain('A name');
  });

  test('holds no address but that of the page, whatever lists and pages call themselves', () => {
    const smuggled = fc.constantFrom('https://cdn.example.org/1.jpg', 'www.example.org', 'data:image/png;base64,AA');
    fc.assert(
      fc.property(fc.string(), smuggled, (name, address) => {
        const hostile = `${name} ${address}`;
        const subject: ReportSubject = {
          ...SUBJECT,
          listed: SUBJECT.listed && { ...SUBJECT.listed, listName: hostile },
          context: { ...context, byline: hostile, siteName: hostile, title: hostile },
        };
        const text = writeNotice(
          noticeLines({ kind: 'plain', role: 'bystander' }, subject, { ...NOBODY, withTitle: true }),
          inLocale('en'),
        );
        expect(text.replace(POST, '')).not.toMatch(/:\/\/|www\.|data:/);
        expect(text).toContain(POST);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the language of a note', () => {
  test.each([
    [['*'], 'hi', 'hi'],
    [['en', 'hi'], 'hi-IN', 'hi-IN'],
    [['en'], 'hi', 'en'],
    [['pt-BR'], 'pt-PT', 'pt-PT'],
    [['ko'], 'en', 'ko'],
  ])('of a channel that reads %j, for a person who reads %s, is %s', (langs, own, language) => {
    expect(languageFor(langs, own)).toBe(language);
  });
});
