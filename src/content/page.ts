/**
 * One run of the extension on one page: joins discovery, checking, marks and guard. Ends when its signal aborts
 * (switched off, paused, or the extension was updated under the page) and leaves nothing behind.
 */
import type { UnknownReason } from '../core/verdict.ts';
import type { ContentApi, FlaggedItem, PageStatus, PointedAt, SiteState } from '../platform/messages.ts';
import type { Health } from '../sites/health.ts';
import type { MediaElement, Site } from '../sites/site.ts';
import { createChecker, shownBy } from './check.ts';
import { createClipboard } from './clipboard.ts';
import { discover } from './discover.ts';
import { createFilms } from './films.ts';
import { createGuard, type GuardPorts } from './guard.ts';
import { watchHealth } from './health.ts';
import { createMarks } from './marks.ts';
import type { PagePorts } from './page-channel.ts';
import { createPointed } from './pointed.ts';
import { createRest } from './rest.ts';
import { createUploads } from './upload.ts';
import { createVerdicts, type MediaKey } from './verdicts.ts';

export interface Page extends PagePorts {
  /** For every event of the kinds that were registered at document_start. */
  intercept(event: Event): void;
  update(state: SiteState): void;
  status(): PageStatus;
  pointedAt(source: string | null): PointedAt | null;
}

/** Addresses of posts are kept for the report, as many as a person can have scrolled past. */
const MAX_PERMALINKS = 5_000;

export function createPage(
  site: Site,
  ports: Pick<GuardPorts, 'ask' | 'onAnswer' | 'onFault'> & {
    readonly background: ContentApi;
    onHealth(health: Health): void;
  },
  signal: AbortSignal,
): Page {
  const verdicts = createVerdicts();
  const checker = createChecker(ports.background, site, verdicts, ports.onFault, signal);
  const films = createFilms(ports.background, site, verdicts, ports.onFault, signal);
  const guard = createGuard({ site, verdicts, checker, ...ports }, signal);
  const marks = createMarks(site, verdicts, signal);
  let files = 0;
  const onUnknown = (reason: UnknownReason) => verdicts.set(`file ${files++}`, { status: 'unknown', reason });
  const uploads = createUploads({ ...ports, onUnknown }, signal);
  const clipboard = createClipboard({ ...ports, site, guard, uploads, near: () => near }, signal);
  const pointed = createPointed({ site, films, near: () => near });
  const permalinks = new Map<MediaKey, string | null>();
  let listRevision = '';

  function onShown(element: MediaElement): void {
    checker.check(element);
    const shown = shownBy(site, element);
    if (shown === null) return;
    health.look();
    const permalink = site.permalink(element);
    guard.remember(permalink, shown.key);
    rest.watch(element);
    if (element instanceof HTMLVideoElement) films.watch(element);
    if (permalinks.size < MAX_PERMALINKS) permalinks.set(shown.key, permalink);
    showMarks();
  }

  function onGone(element: MediaElement): void {
    rest.unwatch(element);
    if (element instanceof HTMLVideoElement) films.unwatch(element);
    showMarks();
  }

  const rest = createRest(checker.askHarder, signal);
  const { near } = discover(site, onShown, onGone, signal);
  const health = watchHealth(site, near, ports.onHealth, signal);
  let scheduled = false;
  /** Once per turn, however many verdicts and elements changed in it. */
  function showMarks(): void {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      marks.update(near);
    });
  }
  verdicts.onChange(showMarks, signal);

  return {
    intercept(event) {
      pointed.note(event);
      if (marks.intercept(event) || uploads.intercept(event) || clipboard.intercept(event)) return;
      guard.intercept(event);
    },
    pointedAt: pointed.at,
    onPress: uploads.onPress,
    onAsk: clipboard.onAsk,
    update(state) {
      marks.setBlur(state.blurFlagged);
      const listsChanged = listRevision !== '' && listRevision !== state.listRevision;
      listRevision = state.listRevision;
      if (!listsChanged) return;
      verdicts.clear();
      checker.forget();
      films.forget();
      for (const element of near) {
        checker.check(element);
        rest.watch(element);
        if (element instanceof HTMLVideoElement) films.watch(element);
      }
    },
    status() {
      const unknown: { [R in UnknownReason]?: number } = {};
      const flagged: FlaggedItem[] = [];
      const shownNow = new Set([...near].map(element => shownBy(site, element)?.key));
      let clear = 0;
      for (const [key, standing] of verdicts.entries()) {
        const isLoading = standing.status === 'unknown' && standing.reason === 'loading';
        if (isLoading && !shownNow.has(key)) continue; // scrolled past before it arrived: nobody saw it
        if (standing.status === 'clear') clear++;
        else if (standing.status === 'flagged') {
          flagged.push({ key, listed: standing.listed, permalink: permalinks.get(key) ?? null });
        } else {
          const reason = standing.status === 'pending' ? 'loading' : standing.reason;
          unknown[reason] = (unknown[reason] ?? 0) + 1;
        }
      }
      return { site: site.id, active: true, clear, flagged, unknown, health: health.now() };
    },
  };
}
