/**
 * Texts in a language other than the browser's own: an official form may want a note in its language. Read from the
 * package; i18n.getMessage knows one language only.
 */
import type { MessageKey } from './i18n.ts';

/** Folders of public/_locales; a test holds this list to them. */
export const LOCALES = [
  ...['ar', 'bn', 'de', 'en', 'es', 'fr', 'hi'],
  ...['id', 'mr', 'pt_BR', 'ta', 'te', 'tr'],
] as const;

export type Texts = (key: MessageKey, ...substitutions: readonly string[]) => string;

interface Message {
  readonly message: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}

const folderFor = (tag: string): string => {
  const wanted = tag.replaceAll('-', '_');
  const base = wanted.split('_')[0];
  return LOCALES.find(folder => folder === wanted) ?? LOCALES.find(folder => folder.split('_')[0] === base) ?? 'en';
};

/** The texts in a language (BCP 47), English where there are none in it; and the language that they really are in. */
export async function textsIn(tag: string): Promise<{ readonly language: string; readonly say: Texts }> {
  const folder = folderFor(tag);
  const response = await fetch(`/_locales/${folder}/messages.json`);
  const messages = (await response.json()) as Readonly<Record<MessageKey, Message>>;
  const say: Texts = (key, ...substitutions) => {
    const { message, placeholders = {} } = messages[key];
    return message.replace(/\$(\w+)\$/g, (_, name: string) => {
      const place = /^\$([1-9])$/.exec(placeholders[name.toLowerCase()]?.content ?? '')?.[1];
      return substitutions[Number(place) - 1] ?? '';
    });
  };
  return { language: folder.replaceAll('_', '-'), say };
}
