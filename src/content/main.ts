/**
 * The start of a content script, for the site that its entry names. Listeners are registered here, once and at
 * document_start: those added later come after the page's own. Whether they act is decided by the state that the
 * background reports.
 */
import { OWN_LIST } from '../core/verdict.ts';
import { browser } from '../platform/browser.ts';
import type { ContentApi, PageStatus, SiteState, TabApi } from '../platform/messages.ts';
import { remote, serve } from '../platform/rpc.ts';
import { type Health, hasChanged } from '../sites/health.ts';
import type { Site } from '../sites/site.ts';
import type { Answer, Question } from './guard.ts';
import { removeLeftovers } from './leftovers.ts';
import { createPage, type Page } from './page.ts';
import { listenToPage } from './page-channel.ts';
import { UPLOAD_EVENTS } from './upload.ts';
import { createWarning, INTERCEPTED_EVENTS, type Look } from './warning.tsx';
import { layoutFor, type Variant } from './warning-words.ts';

/** Until the background has answered we guard: its first answer may take a second, and nothing is lost if it says no. */
const ASSUMED: SiteState = {
  active: true,
  blurFlagged: true,
  listRevision: '',
  profile: 'adult',
  trustedAdult: '',
  mayShareAnyway: true,
  law: 'warn_law',
  asked: 0,
};

/** Nothing was checked here: what the popup is told while the person has switched us off or paused this site. */
const inactive = (site: Site): PageStatus => ({
  site: site.id,
  active: false,
  clear: 0,
  flagged: [],
  unknown: {},
  health: 'unsure',
});

const variantOf = ({ listed, isVideo }: Question): Variant =>
  listed.list === OWN_LIST
    ? 'own'
    : listed.practice
      ? 'practice'
      : isVideo && listed.closeness !== 'file'
        ? 'video'
        : listed.closeness;

/**
 * `background` answers for lists and settings: that of the extension, except on the practice feed (learn.ts). The
 * function that is returned has what it says of the site read again.
 */
export function start(site: Site, background = remote<ContentApi>('content')): () => Promise<void> {
  removeLeftovers();
  /** Aborts when this script is orphaned: the extension was updated or removed under the page. */
  const life = new AbortController();
  const endIfOrphaned = (): void => {
    if (browser.runtime?.id === undefined) life.abort();
  };
  let state = ASSUMED;
  /** Questions asked on this page since the background last told their number. */
  let askedHere = 0;
  const nextLook = (): Look => ({
    layout: layoutFor(state.asked + askedHere++),
    profile: state.profile,
    law: state.law,
    trustedAdult: state.trustedAdult,
  });
  const warning = createWarning(nextLook, life.signal);
  let run: { readonly page: Page; readonly end: AbortController } | null = null;
  let toldOfChange = false;

  const ports = {
    background,
    ask: (question: Question): Promise<Answer> =>
      warning.ask({
        variant: variantOf(question),
        act: question.act ?? 'share',
        names: question.names ?? [],
        publisher: question.listed.publisher,
        listName: question.listed.listName,
        mayGoOn: state.mayShareAnyway || question.listed.list === OWN_LIST,
      }),
    onAnswer(question: Question, answer: Answer): void {
      carryOut(question, answer).catch(report);
    },
    onFault: report,
    onHealth: tellHealth,
  };

  async function carryOut(question: Question, answer: Answer): Promise<void> {
    const { list, entry } = question.listed;
    if (answer.kind === 'report') {
      await background.openReport(list, entry, question.permalink);
    } else if (answer.wrong) await background.dismissEntry(list, entry);
    if (answer.kind === 'report' || !answer.wrong) await background.answered(list, entry, answer.kind);
  }

  /** The background hears of it only when there is something to say, or nothing any more. */
  function tellHealth(health: Health): void {
    if (hasChanged(health) === toldOfChange) return;
    toldOfChange = !toldOfChange;
    background.siteChanged(toldOfChange).catch(report);
  }

  function apply(told: SiteState): void {
    state = told;
    askedHere = 0;
    if (!state.active) {
      tellHealth('unsure');
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
    endIfOrphaned();
    if (!life.signal.aborted) console.warn('Consentry:', error);
  }

  const refresh = async () => apply(await background.siteState(site.id));

  for (const kind of new Set([...INTERCEPTED_EVENTS, ...UPLOAD_EVENTS])) {
    const listener = (event: Event) => {
      endIfOrphaned(); // before an event meets what can no longer be answered
      if (life.signal.aborted) return;
      if (!warning.intercept(event)) run?.page.intercept(event);
    };
    // Touches are stopped but never cancelled (that would cancel the click), so scrolling need not wait for us.
    addEventListener(kind, listener, { capture: true, passive: kind.startsWith('touch'), signal: life.signal });
  }
  listenToPage(
    { onPress: pressed => run?.page.onPress(pressed), onAsk: request => run?.page.onAsk(request) ?? null },
    life.signal,
  );
  serve<TabApi>(
    'tab',
    'page',
    {
      refresh,
      status: async () => run?.page.status() ?? inactive(site),
      pointedAt: async (_, source) => run?.page.pointedAt(source) ?? null,
    },
    life.signal,
  );
  apply(ASSUMED);
  refresh().catch(report);
  return refresh;
}
