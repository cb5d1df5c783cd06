import { describe, expect, test } from 'vitest';
import {
  type AgeAnswer,
  type Answer,
  firstScreen,
  next,
  type ReportSubject,
  type Screen,
} from '../../../src/core/report/flow.ts';
import { ROLES } from '../../../src/core/report/plan.ts';

const SUBJECT: ReportSubject = {
  siteName: 'Instagram',
  host: 'www.instagram.com',
  address: 'https://www.instagram.com/p/C8kQ/',
  inChat: false,
  listed: { list: '00112233445566aa', listName: 'Helpline list', entry: '00ff00ff00ff00ff', practice: false },
  context: {
    title: 'A name',
    byline: 'A writer',
    siteName: 'A blog',
    published: null,
    language: 'en',
    isArticle: true,
  },
};

const walk = (...answers: readonly Answer[]): Screen => answers.reduce(next, firstScreen(SUBJECT));

describe('the conversation of a report', () => {
  test.each(ROLES)('asks %s for their age once, and is ready after two answers', role => {
    expect(walk({ kind: 'role', role })).toMatchObject({ kind: 'age', role });
    expect(walk({ kind: 'role', role }, { kind: 'age', age: 'no' })).toEqual({ kind: 'ready', subject: SUBJECT, role });
  });

  test.each(ROLES.flatMap(role => (['yes', 'unsure'] as const).map(age => [role, age] as const)))(
    '%s, under 18: %s: keeps the address of the page and nothing else',
    (role, age) => {
      const screen = walk({ kind: 'role', role }, { kind: 'age', age });
      expect(screen).toEqual({
        kind: 'protected',
        role,
        subject: { host: SUBJECT.host, address: SUBJECT.address },
      });
      expect(JSON.stringify(screen)).not.toMatch(/00ff|0011|Helpline|A name|A writer|Instagram"/);
    },
  );

  test('there is no way back out of the protected screen to what was there before', () => {
    const answers: readonly Answer[] = [
      { kind: 'back' },
      { kind: 'wrong' },
      { kind: 'role', role: 'bystander' },
      ...(['yes', 'unsure', 'no'] as const).map((age: AgeAnswer) => ({ kind: 'age', age }) as const),
    ];
    const screen = walk({ kind: 'role', role: 'bystander' }, { kind: 'age', age: 'yes' });
    for (const answer of answers) expect(next(screen, answer)).toBe(screen);
  });

  test('every other screen has a way back to the one before', () => {
    const age = walk({ kind: 'role', role: 'depicted' });
    expect(next(age, { kind: 'back' })).toEqual(firstScreen(SUBJECT));
    expect(next(firstScreen(SUBJECT, 'depicted'), { kind: 'back' })).toEqual(firstScreen(SUBJECT));
    expect(next(next(age, { kind: 'age', age: 'no' }), { kind: 'back' })).toEqual(age);
    expect(next(walk({ kind: 'wrong' }), { kind: 'back' })).toEqual(firstScreen(SUBJECT));
  });

  test('a match can be called wrong only where there is one', () => {
    expect(walk({ kind: 'wrong' }).kind).toBe('wrong');
    const unmatched = firstScreen({ ...SUBJECT, listed: null });
    expect(next(unmatched, { kind: 'wrong' })).toBe(unmatched);
  });

  test('an answer that does not belong to a screen changes nothing', () => {
    const first = firstScreen(SUBJECT);
    expect(next(first, { kind: 'age', age: 'no' })).toBe(first);
    expect(next(first, { kind: 'back' })).toBe(first);
    const age = walk({ kind: 'role', role: 'bystander' });
    expect(next(age, { kind: 'role', role: 'depicted' })).toBe(age);
  });
});
