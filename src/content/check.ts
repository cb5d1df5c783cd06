/**
 * From a media element to its verdict: reads how the page shows it, gets the bytes the cheapest way, asks the
 * background. At most a few at once, what was seen last goes first, each key once.
 */
import type { Depth } from '../core/hash/query.ts';
import type { ContentApi, ContentVerdict, MediaBytes } from '../platform/messages.ts';
import { patiently } from '../platform/patiently.ts';
import type { MediaElement, Site } from '../sites/site.ts';
import { sourceOf } from '../sites/source.ts';
import { drawnBytes } from './drawn.ts';
import type { MediaKey, Standing, Verdicts } from './verdicts.ts';

/** Enough to keep two cores busy with decoding; more would only hold memory. */
const MAX_AT_ONCE = 6;
/** Chromium gives a picture 16,384 px a side at the most on a canvas; the check is here so that nothing big is sent. */
const MAX_SIDE = 16_384;
/** Smaller on screen than this is decoration. Instagram's smallest tiles are about 100 px wide. */
const MIN_SHOWN_PX = 48;

/**
 * In Chromium a content script's fetch is answered by the page's own cache: no second download. Firefox downloads again
 * in any case, and there the page's CSP may veto the fetch, so the background does it.
 */
const SHARES_PAGE_CACHE = !navigator.userAgent.includes('Firefox/');

export interface Shown {
  readonly element: MediaElement;
  readonly key: MediaKey;
  readonly source: string;
}

/** What each element showed when it was last asked about: addresses are long, and each verdict asks about all that is near. */
const lastShown = new WeakMap<
  MediaElement,
  { readonly site: Site; readonly source: string; readonly key: MediaKey | null }
>();

/** What an element shows now, or null when that is nothing of the site's. */
export function shownBy(site: Site, element: MediaElement): Shown | null {
  const source = sourceOf(element);
  let last = lastShown.get(element);
  if (last?.source !== source || last.site !== site) {
    last = { site, source, key: site.mediaKey(source) };
    lastShown.set(element, last);
  }
  return last.key === null ? null : { element, key: last.key, source };
}

/** What can be told without looking at the pixels; null when they have to be looked at. */
function verdictByElement(element: MediaElement): ContentVerdict | null {
  if (element instanceof HTMLVideoElement) return element.poster === '' ? { status: 'unknown', reason: 'video' } : null;
  if (!element.complete) return { status: 'unknown', reason: 'loading' };
  if (element.naturalWidth === 0) return { status: 'unknown', reason: 'not-loaded' };
  if (Math.max(element.naturalWidth, element.naturalHeight) > MAX_SIDE)
    return { status: 'unknown', reason: 'too-large' };
  return null;
}

function isTiny(site: Site, element: MediaElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  return Math.max(width, height) < (site.minSide ?? MIN_SHOWN_PX);
}

/** What a picture is while it loads, and after a failed load that the page may yet repeat. */
const isProvisional = (standing: Standing): boolean =>
  standing.status === 'unknown' && (standing.reason === 'loading' || standing.reason === 'not-loaded');

/** Media that the page made itself (`blob:`) is nowhere else to be had; what is the page's own needs no permission. */
function isReadableHere(element: MediaElement, source: string): boolean {
  if (source.startsWith('blob:')) return true;
  if (!SHARES_PAGE_CACHE || element instanceof HTMLVideoElement) return false;
  return element.crossOrigin !== null || new URL(source).origin === location.origin;
}

async function bytesOf({ element, source }: Shown, signal: AbortSignal): Promise<MediaBytes> {
  if (!isReadableHere(element, source)) return { kind: 'url', url: source };
  const isDrawable = source.startsWith('blob:') && element instanceof HTMLImageElement && sourceOf(element) === source;
  // In Firefox the page's CSP would forbid the fetch, and be told of it.
  if (isDrawable && !SHARES_PAGE_CACHE) return { kind: 'blob', blob: await drawnBytes(element) };
  try {
    const response = await fetch(source, { credentials: 'same-origin', signal });
    return response.ok ? { kind: 'blob', blob: await response.blob() } : { kind: 'url', url: source };
  } catch (error) {
    if (signal.aborted) throw error;
    if (isDrawable && sourceOf(element) === source) return { kind: 'blob', blob: await drawnBytes(element) };
    return { kind: 'url', url: source }; // not allowed from here; the background may be
  }
}

async function ask(background: ContentApi, shown: Shown, depth: Depth, signal: AbortSignal): Promise<ContentVerdict> {
  const bytes = await bytesOf(shown, signal);
  const verdict = await patiently(() => background.check(bytes, depth));
  // A clear cover does not clear a video; films.ts sees to the rest of it.
  const onlyCover = shown.element instanceof HTMLVideoElement && verdict.status === 'clear';
  return onlyCover ? { status: 'unknown', reason: 'video' } : verdict;
}

export interface Checker {
  /** Sees to it that there is, or soon will be, a verdict on what `element` shows; `now` also if it is tiny. */
  check(element: MediaElement, when?: 'soon' | 'now'): void;
  /** Asks harder about what `element` shows, once, if it is clear so far. The verdict stands meanwhile. */
  askHarder(element: MediaElement): void;
  /** The lists changed: whatever was asked has to be asked again. */
  forget(): void;
}

/** `onFault` is told of faults of ours; what they concerned is unknown from then on. */
export function createChecker(
  background: ContentApi,
  site: Site,
  verdicts: Verdicts,
  onFault: (error: unknown) => void,
  signal: AbortSignal,
): Checker {
  const waiting: Shown[] = [];
  /** Asked when nothing else waits. */
  const waitingHarder: Shown[] = [];
  const askedHarder = new Set<MediaKey>();
  const harderWhenClear = new Map<MediaKey, Shown>();
  let running = 0;

  async function run(shown: Shown, depth: Depth): Promise<void> {
    running++;
    try {
      const verdict = await ask(background, shown, depth, signal);
      // Asking harder can only add a match: whatever else comes of it, the picture was compared once.
      if (depth === 'seen' || verdict.status === 'flagged') verdicts.set(shown.key, verdict);
      const harder = harderWhenClear.get(shown.key);
      harderWhenClear.delete(shown.key);
      if (harder !== undefined && verdict.status === 'clear') waitingHarder.push(harder);
    } catch (error) {
      if (signal.aborted) return;
      if (depth === 'seen') verdicts.set(shown.key, { status: 'unknown', reason: 'fault' });
      onFault(error);
    } finally {
      running--;
      pump();
    }
  }

  function pump(): void {
    while (running < MAX_AT_ONCE && !signal.aborted) {
      const next = waiting.pop();
      const harder = next === undefined && running === 0 ? waitingHarder.pop() : undefined;
      if (next !== undefined) run(next, 'seen').catch(onFault);
      else if (harder !== undefined) run(harder, 'share').catch(onFault);
      else return;
    }
  }

  /** What the person waits for goes before what is only near. */
  function putFirst(key: MediaKey): void {
    const at = waiting.findIndex(shown => shown.key === key);
    if (at !== -1) waiting.push(...waiting.splice(at, 1));
  }

  return {
    check(element, when = 'soon') {
      const shown = shownBy(site, element);
      if (shown === null) return;
      const known = verdicts.get(shown.key);
      if (when === 'now') putFirst(shown.key);
      if (known !== undefined && !isProvisional(known)) return;
      const byElement = verdictByElement(element);
      if (byElement !== null) {
        verdicts.set(shown.key, byElement);
        return;
      }
      if (when === 'soon' && isTiny(site, element)) return;
      verdicts.set(shown.key, { status: 'pending' });
      waiting.push(shown);
      pump();
    },
    askHarder(element) {
      const shown = shownBy(site, element);
      if (shown === null || askedHarder.has(shown.key)) return;
      const standing = verdicts.get(shown.key)?.status;
      if (standing !== 'pending' && standing !== 'clear') return;
      askedHarder.add(shown.key);
      if (standing === 'pending') harderWhenClear.set(shown.key, shown);
      else waitingHarder.push(shown);
      pump();
    },
    forget() {
      askedHarder.clear();
      harderWhenClear.clear();
    },
  };
}
