/** Lengths of lessons and their pages, as the language writes them. */
import { language } from '../../platform/i18n.ts';

export const minutes = (count: number): string =>
  new Intl.NumberFormat(language(), { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(count);
