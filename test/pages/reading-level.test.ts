/** What we say to people in English can be read after seven years of school, also by somebody who is upset. */
import { describe, expect, test } from 'vitest';
import en from '../../public/_locales/en/messages.json';
import { grade, syllables } from '../support/reading-level.ts';

const MOST = 7;
/** Shorter ones are labels; a formula for sentences says nothing of them. */
const FEWEST_WORDS = 5;

/** Letters to offices and to the staff of sites, in the words that a law asks for; the person is shown what they say. */
const isLetter = (key: string): boolean => key.startsWith('note_');

/** Above the line although they are read by people, each with its reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  mark_label: 'five words on a picture, all of them used elsewhere in a sentence',
};

type Entry = {
  readonly message: string;
  readonly placeholders?: Readonly<Record<string, { readonly example: string }>>;
};

/** As a person reads it: with the examples in place of the placeholders. */
const asRead = ({ message, placeholders = {} }: Entry): string =>
  message.replace(/\$(\w+)\$/g, (_, name: string) => placeholders[name.toLowerCase()]?.example ?? name);

const TEXTS = Object.entries(en as Readonly<Record<string, Entry>>)
  .filter(([key]) => !isLetter(key))
  .map(([key, entry]) => ({ key, text: asRead(entry), grade: grade(asRead(entry)) }));

describe('the measure', () => {
  test.each([
    ['shared', 1],
    ['matches', 2],
    ['pages', 2],
    ['reported', 3],
    ['little', 2],
    ['private', 2],
    ['computer', 3],
    ['anyone', 3],
    ['people', 2],
    ['images', 3],
    ['deleted', 3],
    ['don’t', 1],
  ])('hears the syllables of “%s”: %i', (word, count) => {
    expect(syllables(word)).toBe(count);
  });

  test('agrees with the published formula where syllables are beyond doubt', () => {
    expect(grade('The cat sat on the mat.')).toBe(0); // 0.39 x 6 + 11.8 - 15.59 = -1.45
    expect(grade('Notwithstanding international organisations, communities deliberate.')).toBeGreaterThan(20);
  });
});

test('no text that people read asks for more than seven years of school', () => {
  const hard = TEXTS.filter(
    ({ key, text, grade }) => grade > MOST && text.split(/\s+/).length >= FEWEST_WORDS && !(key in EXCEPTIONS),
  );
  expect(hard.map(({ key, text, grade }) => `${grade.toFixed(1)} ${key}: ${text}`)).toEqual([]);
});

test('an exception is one: it is still there, and still above the line', () => {
  for (const key of Object.keys(EXCEPTIONS)) {
    expect(TEXTS.find(text => text.key === key)?.grade, key).toBeGreaterThan(MOST);
  }
});

test('all of it together reads like a text for the fourth year of school', () => {
  expect(grade(TEXTS.map(({ text }) => (/[.?!]$/.test(text) ? text : `${text}.`)).join(' '))).toBeLessThan(4.5);
});
