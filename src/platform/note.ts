/** The note that goes with a report, in the person's language: what popup and warning show and copy, word for word. */
import { reportNote } from '../core/report/note.ts';
import { t } from './i18n.ts';
import type { Listed } from './messages.ts';

/** For somebody who came across it. Nothing in it says more than that, and the practice list's note says what it is. */
export const bystanderNote = (listed: Listed, permalink: string | null, siteName: string): string =>
  listed.practice
    ? t('note_practice')
    : reportNote({
        sentences: [t('note_intro', siteName), t('note_reason'), t('note_basis', listed.listName)],
        permalink,
      });
