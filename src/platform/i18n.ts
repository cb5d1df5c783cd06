/** Texts. A key is a key of public/_locales/en/messages.json; the house test holds every locale to the same keys. */
import type messages from '../../public/_locales/en/messages.json';
import { browser } from './browser.ts';

export type MessageKey = keyof typeof messages;

/** The text in the browser's language. `substitutions` fill $1..$9 in the order of the placeholders. */
export const t = (key: MessageKey, ...substitutions: readonly string[]): string =>
  browser.i18n.getMessage(key, [...substitutions]);

/** `ltr` or `rtl`: of the texts, which are English where a translation is missing, whatever the browser's own are. */
export const direction = (): 'ltr' | 'rtl' => (t('locale_dir') === 'rtl' ? 'rtl' : 'ltr');

/** BCP 47 tag of the texts, for `lang` attributes and Intl; with the browser's region where the language is the same. */
export function language(): string {
  const [texts, ui] = [t('locale_tag'), browser.i18n.getUILanguage()];
  return ui.split(/[-_]/)[0] === texts.split('-')[0] ? ui.replaceAll('_', '-') : texts;
}
