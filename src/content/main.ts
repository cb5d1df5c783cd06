/**
 * The start of a content script, for the site that its entry names. Listeners are registered here, once and at
 * document_start: those added later come after the page's own. Whether they act is decided by the state that the
 * background reports.
 */
import { browser } from '../platform/browser.ts';
import type { ContentApi, PageStatus, SiteState, TabApi } from '../platform/messages.ts';
import { bystanderNote } from '../platform/note.ts';
import { remote, serve } from '../platform/rpc.ts';
import { type Health, hasChanged } from '../sites/health.ts';
import type { Site } from '../sites/site.ts';
import type { Answer, Question } from './guard.ts';
import { createPage, type Page } from './page.ts';
import { createWarning, INTERCEPTED_EVENTS } from './warning.tsx';

const background = remote<ContentApi>('content');

/** Until the background has answered we guard: its first answer may take a second, and nothing is lost if it says no. */
const ASSUMED: SiteState = { active: true, blurFlagged: true, listRevision: '' };

/** Nothing was checked here: what the popup is told while the person has switched us off or paused this site. */
const inactive = (site: Site): PageStatus => ({
  site: site.id,
  active: false,
  clear: 0,
  flagged: [],
  unknown: {},
  health: 'unsure',
});

export function start(site: Site): void {
  /** Aborts when this script is orphaned: the extension was updated or removed under the page. */
  const life = new AbortController();
  const warning = createWarning(life.signal);
  let run: { readonly page: Page; readonly end: AbortController } | null = null;

  const note = ({ listed, permalink }: Question): string => bystanderNote(listed, permalink, site.name);

  const ports = {
    ask: (question: Question): Promise<Answer> =>
      warning.ask({
        variant: question.listed.practice ? 'practice' : question.listed.closeness,
        listName: question.listed.listName,
        siteName: site.name,
        note: note(question),
      }),
    onAnswer(question: Question, answer: Answer): void {
      carryOut(question, answer).catch(report);
    },
    onFault: report,
    onHealth(health: Health): void {
      background.siteChanged(hasChanged(health)).catch(report);
    },
  };

  async function carryOut(question: Question, answer: Answer): Promise<void> {
    if (answer.kind === 'report') {
      await navigator.clipboard.writeText(note(question));
      await background.openReport();
    } else if (answer.wrong) await background.dismissEntry(question.listed.list, question.listed.entry);
  }

  function apply(state: SiteState): void {
    if (!state.active) {
      run?.end.abort();
      run = null;
      return;
    }
    if (run === null) {
      const end = new AbortController();
      run = { end, page: createPage(site, ports, AbortSignal.any([end.signal, life.signal])) };
    }
    run.page.update(state);
  }

  /** A fault of ours must not break the page: it is told in the console, and what it concerned stays unchecked. */
  function report(error: unknown): void {
    if (browser.runtime?.id === undefined) life.abort();
    else console.warn('Consentry:', error);
  }

  const refresh = async () => apply(await background.siteState(site.id));

  for (const kind of INTERCEPTED_EVENTS) {
    const listener = (event: Event) => {
      if (!warning.intercept(event)) run?.page.intercept(event);
    };
    // Touches are stopped but never cancelled (that would cancel the click), so scrolling need not wait for us.
    addEventListener(kind, listener, { capture: true, passive: kind.startsWith('touch'), signal: life.signal });
  }
  serve<TabApi>('tab', 'page', { refresh, status: async () => run?.page.status() ?? inactive(site) }, life.signal);
  apply(ASSUMED);
  refresh().catch(report);
}
