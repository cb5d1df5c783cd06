/**
 * From a media element to its verdict: reads how the page shows it, gets the bytes the cheapest way, asks the
 * background. At most a few at once, what was seen last goes first, each key once.
 */
import type { ContentApi, ContentVerdict, MediaBytes } from '../platform/messages.ts';
import { remote } from '../platform/rpc.ts';
import type { MediaElement, Site } from '../sites/site.ts';
import { sourceOf } from '../sites/source.ts';
import type { MediaKey, Standing, Verdicts } from './verdicts.ts';

const background = remote<ContentApi>('content');

/** Enough to keep two cores busy with decoding; more would only hold memory. */
const MAX_AT_ONCE = 6;
/** Chromium gives a picture 16,384 px a side at the most on a canvas; the check is here so that nothing big is sent. */
const MAX_SIDE = 16_384;
/** Smaller on screen than this is decoration. Instagram's smallest tiles are about 100 px wide. */
const MIN_SHOWN_PX = 48;
/** A background that was stopped just then loses the question; asking once more wakes it. */
const ATTEMPTS = 2;

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

/** What an element shows now, or null when that is nothing of the site's. */
export function shownBy(site: Site, element: MediaElement): Shown | null {
  const source = sourceOf(element);
  const key = site.mediaKey(source);
  return key === null ? null : { element, key, source };
}

/** What can be told without looking at the pixels; null when they have to be looked at. */
function verdictByElement(element: MediaElement): ContentVerdict | null {
  if (element instanceof HTMLVideoElement) return null;
  if (!element.complete) return { status: 'unknown', reason: 'loading' };
  if (element.naturalWidth === 0) return { status: 'unknown', reason: 'not-loaded' };
  if (Math.max(element.naturalWidth, element.naturalHeight) > MAX_SIDE)
    return { status: 'unknown', reason: 'too-large' };
  return null;
}

function isTiny(element: MediaElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  return Math.max(width, height) < MIN_SHOWN_PX;
}

/** What a picture is while it loads, and after a failed load that the page may yet repeat. */
const isProvisional = (standing: Standing): boolean =>
  standing.status === 'unknown' && (standing.reason === 'loading' || standing.reason === 'not-loaded');

async function bytesOf({ element, source }: Shown, signal: AbortSignal): Promise<MediaBytes> {
  if (!SHARES_PAGE_CACHE || element instanceof HTMLVideoElement || element.crossOrigin === null) {
    return { kind: 'url', url: source };
  }
  try {
    const response = await fetch(source, { credentials: 'omit', signal });
    return response.ok ? { kind: 'blob', blob: await response.blob() } : { kind: 'url', url: source };
  } catch (error) {
    if (signal.aborted) throw error;
    return { kind: 'url', url: source }; // not allowed from here; the background may be
  }
}

async function ask(shown: Shown, signal: AbortSignal): Promise<ContentVerdict> {
  const bytes = await bytesOf(shown, signal);
  for (let attempt = 1; ; attempt++) {
    try {
      const verdict = await background.check(bytes);
      // The film of a video is not compared yet, so a clear cover does not clear it.
      const onlyCover = shown.element instanceof HTMLVideoElement && verdict.status === 'clear';
      return onlyCover ? { status: 'unknown', reason: 'video' } : verdict;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

export interface Checker {
  /** Sees to it that there is, or soon will be, a verdict on what `element` shows; `now` also if it is tiny. */
  check(element: MediaElement, when?: 'soon' | 'now'): void;
}

export function createChecker(site: Site, verdicts: Verdicts, signal: AbortSignal): Checker {
  const waiting: Shown[] = [];
  let running = 0;

  async function run(shown: Shown): Promise<void> {
    running++;
    try {
      verdicts.set(shown.key, await ask(shown, signal));
    } catch (error) {
      if (signal.aborted) return;
      verdicts.set(shown.key, { status: 'unknown', reason: 'fault' });
      console.warn('Consentry could not check a picture:', error);
    } finally {
      running--;
      pump();
    }
  }

  function pump(): void {
    while (running < MAX_AT_ONCE && !signal.aborted) {
      const next = waiting.pop();
      if (next === undefined) return;
      void run(next);
    }
  }

  return {
    check(element, when = 'soon') {
      const shown = shownBy(site, element);
      if (shown === null) return;
      const known = verdicts.get(shown.key);
      if (known !== undefined && !isProvisional(known)) return;
      const byElement = verdictByElement(element);
      if (byElement !== null) {
        verdicts.set(shown.key, byElement);
        return;
      }
      if (when === 'soon' && isTiny(element)) return;
      verdicts.set(shown.key, { status: 'pending' });
      waiting.push(shown);
      pump();
    },
  };
}
