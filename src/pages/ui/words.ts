/** Numbers, times and plurals in the language of the texts. Whole sentences come from the locale files; see platform/i18n. */
import { language, type MessageKey, t } from '../../platform/i18n.ts';

/** Stems of texts that exist as `<stem>_one` and `<stem>_other`. */
export type PluralStem = { [K in MessageKey]: K extends `${infer Stem}_other` ? Stem : never }[MessageKey];

export const number = (value: number): string => new Intl.NumberFormat(language()).format(value);

/** "1 entry", "24 entries": the number goes in as the first substitution. */
export function counted(stem: PluralStem, count: number): string {
  const form = new Intl.PluralRules(language()).select(count) === 'one' ? 'one' : 'other';
  return t(`${stem}_${form}` as MessageKey, number(count));
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size in bytes as people read it: "96 bytes", "1.2 kB". */
export function size(bytes: number): string {
  const step = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const format = new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: BYTE_UNITS[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short', // the short form of "bytes" has no plural
    maximumFractionDigits: 1,
  });
  return format.format(bytes / 1000 ** step);
}

const MINUTE = 60_000;
const TIME_UNITS = [
  ['year', 365 * 24 * 60 * MINUTE],
  ['month', 30 * 24 * 60 * MINUTE],
  ['day', 24 * 60 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
] as const;

/** "3 days ago". `now` in milliseconds since 1970; a time still to come counts as now, since clocks differ. */
export function ago(iso: string, now: number): string {
  const elapsed = Math.max(0, now - Date.parse(iso));
  const [unit, length] = TIME_UNITS.find(([, milliseconds]) => elapsed >= milliseconds) ?? ['minute', MINUTE];
  const format = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' });
  return format.format(-Math.floor(elapsed / length), unit);
}

export const date = (iso: string): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'long' }).format(new Date(iso));

/** "Instagram", "Instagram and Reddit": names joined as the language joins them. */
export const joined = (names: readonly string[]): string =>
  new Intl.ListFormat(language(), { type: 'conjunction' }).format(names);

/**
 * A name that somebody else chose, for the inside of a sentence: between Unicode's isolates (UAX 9), it cannot turn the
 * words around it. Names from lists hold no such characters of their own (core/list/json.ts).
 */
export const isolated = (name: string): string => `\u2068${name}\u2069`;

/** Date and time of day, as people write them where they are. `time` in milliseconds since 1970. */
export const moment = (time: number): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(time);

/** "in 5 hours": how long something still has, in its largest unit. */
export function remaining(milliseconds: number): string {
  const [unit, length] = TIME_UNITS.find(([, each]) => milliseconds >= each) ?? ['minute', MINUTE];
  return new Intl.RelativeTimeFormat(language(), { numeric: 'always' }).format(Math.floor(milliseconds / length), unit);
}
