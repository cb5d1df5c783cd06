/** What the locale files owe to people and translators; that all have the same keys is held by the house test. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UNKNOWN_REASONS } from '../../src/core/verdict.ts';
import { LOCALES as TEXT_LOCALES } from '../../src/platform/texts.ts';

interface Message {
  readonly message: string;
  readonly description?: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string; readonly example?: string }>>;
}
type Messages = Readonly<Record<string, Message>>;

const root = join(import.meta.dirname, '../..');
const LOCALES = readdirSync(join(root, 'public/_locales'));
const messagesOf = (locale: string): Messages =>
  JSON.parse(readFileSync(join(root, 'public/_locales', locale, 'messages.json'), 'utf8')) as Messages;
const english = messagesOf('en');

const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .concat(readFileSync(join(root, 'manifest.json'), 'utf8'))
  .join('\n');

const FAMILIES = [/^unknown_/, /_(one|other)$/];
/** Words that we do not say to people: they promise too much, blame, or sound like surveillance. */
const UNWANTED = /\b(safe|nsfw|victim|blacklist|fingerprint|scan|scanned|detect|detected|revenge|porn|leaked)\b/i;

describe('the English texts', () => {
  test('each has a note for translators, and each placeholder an example', () => {
    const bare = Object.entries(english).filter(
      ([, { description = '', placeholders = {} }]) =>
        description.length < 5 || Object.values(placeholders).some(({ example = '' }) => example === ''),
    );
    expect(bare.map(([key]) => key)).toEqual([]);
  });

  test('none is left over: each is used somewhere', () => {
    const stem = (key: string) => key.replace(/_(one|other)$/, '');
    const isUsed = (key: string) => new RegExp(`\\b(__MSG_)?${stem(key)}(__)?\\b`).test(sources);
    const unused = Object.keys(english).filter(key => !isUsed(key) && !FAMILIES[0]?.test(key));
    expect(unused).toEqual([]);
  });

  test('every reason for not checking media has its sentence, and no other has', () => {
    const sentences = Object.keys(english).filter(key => key.startsWith('unknown_'));
    expect(sentences.sort()).toEqual(UNKNOWN_REASONS.map(reason => `unknown_${reason.replaceAll('-', '_')}`).sort());
  });

  test('none uses a word that we do not say', () => {
    expect(Object.values(english).filter(({ message }) => UNWANTED.test(message))).toEqual([]);
  });
});

describe.each(LOCALES)('the texts in %s', locale => {
  const messages = messagesOf(locale);

  test('say which language they are in', () => {
    expect(messages['locale_tag']?.message).toBe(locale.replace('_', '-'));
    expect(['ltr', 'rtl']).toContain(messages['locale_dir']?.message);
  });

  test('fit into the stores', () => {
    expect(messages['app_description']?.message.length).toBeLessThanOrEqual(132);
  });

  test('are none of them empty or padded', () => {
    expect(Object.entries(messages).filter(([, { message }]) => message.trim() !== message || message === '')).toEqual(
      [],
    );
  });
});

test('texts in other languages than the browser’s are found for every locale that there is', () => {
  expect([...TEXT_LOCALES]).toEqual([...LOCALES].sort());
});
