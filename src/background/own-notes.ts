/** "Tell me when it appears in this browser": one quiet note for each of one's own media, until the browser is closed. */
import type { OwnId } from '../core/own/item.ts';
import { createTurns } from '../core/turns.ts';
import { type EntryId, OWN_LIST } from '../core/verdict.ts';
import { browser } from '../platform/browser.ts';
import { t } from '../platform/i18n.ts';
import type { Listed } from '../platform/messages.ts';
import { notify, onNoteClicked } from '../platform/notify.ts';
import { readSession, writeSession } from '../platform/session.ts';

const NOTE = 'own';
const SESSION_KEY = 'own-met';

export interface OwnNotes {
  met(id: OwnId): Promise<void>;
}

/** How a match with own media looks to a page's process: a list like any other, and no word of what it is. */
export const listedAsOwn = (id: OwnId): Listed => ({
  list: OWN_LIST,
  listName: t('own_list_name'),
  publisher: t('app_name'),
  entry: id as string as EntryId,
  closeness: 'exact',
  practice: false,
});

/** Registers its listener at once. The note names nothing: others may see it. */
export function createOwnNotes(): OwnNotes {
  const inTurn = createTurns();
  onNoteClicked(id => {
    const url = browser.runtime.getURL('report/report.html?role=depicted');
    if (id === NOTE) browser.tabs.create({ url }).catch(console.error);
  });

  async function meet(id: OwnId): Promise<void> {
    const met = await readSession(SESSION_KEY);
    const known = typeof met === 'string' ? met.split(' ') : [];
    if (known.includes(id)) return;
    await writeSession(SESSION_KEY, [...known, id].join(' '));
    await notify(NOTE, t('plan_note_title'), t('own_note_body'));
  }

  return {
    met: id => inTurn(() => meet(id)),
  };
}
