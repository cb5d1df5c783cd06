/**
 * The content script of the practice feed on our own learn page: the same code as on a site, with two differences. What
 * it compares with is the list of the lesson alone, and what somebody answers is kept in this page's memory alone. The
 * page is told what came of a press, so that the class can talk about it.
 */
import { lawFor } from '../core/report/law.ts';
import { guessRegion } from '../core/report/regions.ts';
import type { EntryId } from '../core/verdict.ts';
import type { ContentApi, LessonApi } from '../platform/messages.ts';
import { remote } from '../platform/rpc.ts';
import { practice } from '../sites/practice.ts';
import { start } from './main.ts';

const lesson = remote<LessonApi>('lesson');
const law = lawFor(guessRegion(navigator.languages, Intl.DateTimeFormat().resolvedOptions().timeZone));
/** "This match looks wrong", until the page is closed. */
const wrong = new Set<EntryId>();
let asked = 0;

const tellPage = (outcome: 'stop' | 'share' | 'report' | 'wrong'): boolean =>
  document.dispatchEvent(new CustomEvent('practised', { detail: outcome }));

const answers: ContentApi = {
  siteState: async () => ({
    active: true,
    blurFlagged: false, // a class has to see what it talks about
    listRevision: `lesson ${wrong.size}`,
    profile: 'adult',
    trustedAdult: '',
    mayShareAnyway: true,
    law,
    asked,
  }),
  async check(bytes, depth) {
    if (bytes.kind === 'url') return { status: 'unknown', reason: 'unreadable' };
    const verdict = await lesson.compare(bytes.blob, depth);
    return verdict.status === 'flagged' && wrong.has(verdict.listed.entry) ? { status: 'clear' } : verdict;
  },
  checkStill: async () => ({ status: 'unknown', reason: 'video' }),
  checkFile: async () => ({ status: 'unknown', reason: 'video' }),
  async dismissEntry(_, entry) {
    wrong.add(entry);
    tellPage('wrong');
    await refresh();
  },
  async siteChanged() {},
  async answered(_, __, answer) {
    asked++;
    tellPage(answer);
  },
  async openReport() {}, // `answered` follows, and the page says what would have opened
};

const refresh = start(practice, answers);
