/** Texts. A key is a key of public/_locales/en/messages.json; the house test holds every locale to the same keys. */
import type messages from '../../public/_locales/en/messages.json';
import { browser } from './browser.ts';

export type MessageKey = keyof typeof messages;

/** The text in the browser's language. `substitutions` fill $1..$9 in the order of the placeholders. */
export const t = (key: MessageKey, ...substitutions: readonly string[]): string =>
  browser.i18n.getMessage(key, [...substitutions]);

/** `ltr` or `rtl`, for the roots of our own pages and of the warning. */
export const direction = (): 'ltr' | 'rtl' => (browser.i18n.getMessage('@@bidi_dir') === 'rtl' ? 'rtl' : 'ltr');

/** BCP 47 tag of the language in use, for `lang` attributes and Intl. */
export const language = (): string => browser.i18n.getUILanguage();
