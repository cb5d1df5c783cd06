/**
 * Follows films as they play: takes a still of each second of a film that the person has on screen, once, and asks about
 * it. A film that loops costs nothing the second time. Never plays, pauses or seeks: it sees what the person sees.
 */
import { HASH_BYTES, MIN_QUALITY } from '../core/hash/types.ts';
import type { ContentApi, ContentVerdict } from '../platform/messages.ts';
import { patiently } from '../platform/patiently.ts';
import type { Site } from '../sites/site.ts';
import { shownBy } from './check.ts';
import { hashStill } from './still.ts';
import type { MediaKey, Verdicts } from './verdicts.ts';

/**
 * Publishers list a still of every whole second (vPDQ's own habit), so these are taken where they can be had: the
 * callback is asked for this much before the second begins.
 */
const EARLY_MS = 40;
/** Videos that run on for hours are live; nobody lists these. */
const MAX_STILLS = 600;
/** As many as a person can have scrolled past; the oldest go first. */
const MAX_FILMS = 1_000;

/** A film none of whose stills says anything. */
const DULL: ContentVerdict = { status: 'unknown', reason: 'plain' };

/** What was seen of one film. */
interface Progress {
  readonly seconds: Set<number>;
  /** The upright hash of each telling still, for whoever wants to be warned about this film. */
  readonly hashes: Uint8Array[];
  /** What stands when all of it was seen: clear, or why that cannot be said. */
  outcome: ContentVerdict;
  done: boolean;
}

export interface Films {
  /** Follows what the element plays; to be called again whenever that may have changed. */
  watch(element: HTMLVideoElement): void;
  unwatch(element: HTMLVideoElement): void;
  /** Hashes of what was seen of a film. */
  seen(key: MediaKey): readonly Uint8Array[];
  /** The lists changed: whatever was seen has to be seen again. */
  forget(): void;
}

const isOnScreen = (element: Element): boolean => {
  const { top, bottom, left, right } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
};

export function createFilms(
  background: ContentApi,
  site: Site,
  verdicts: Verdicts,
  onFault: (error: unknown) => void,
  signal: AbortSignal,
): Films {
  const followed = new Map<HTMLVideoElement, AbortController>();
  const films = new Map<MediaKey, Progress>();

  function progressOf(key: MediaKey): Progress {
    const progress = films.get(key) ?? { seconds: new Set(), hashes: [], outcome: DULL, done: false };
    films.set(key, progress);
    if (films.size > MAX_FILMS) {
      const oldest = films.keys().next().value;
      if (oldest !== undefined) films.delete(oldest);
    }
    return progress;
  }

  /** Clear only when each of its seconds was on screen; until then a part of it was never compared. */
  function conclude(key: MediaKey, progress: Progress, verdict: ContentVerdict, duration: number): void {
    if (verdict.status === 'flagged') verdicts.set(key, verdict);
    if (progress.outcome.status !== 'clear') progress.outcome = verdict;
    const all = Math.max(1, Math.floor(duration));
    progress.done = verdict.status === 'flagged' || progress.seconds.size >= Math.min(all, MAX_STILLS);
    if (!progress.done || verdict.status === 'flagged' || progress.seconds.size < all) return;
    const standing = verdicts.get(key);
    if (standing?.status !== 'unknown' || standing.reason !== 'video') return; // its cover has a say too
    verdicts.set(key, progress.outcome);
  }

  async function ask(key: MediaKey, second: number, element: HTMLVideoElement): Promise<void> {
    const progress = progressOf(key);
    progress.seconds.add(second);
    const still = hashStill(element);
    if (still === null) {
      progress.done = true;
      if (verdicts.get(key)?.status !== 'flagged') verdicts.set(key, { status: 'unknown', reason: 'unreadable' });
      return;
    }
    const [whole] = still;
    if (whole !== undefined && whole.quality >= MIN_QUALITY) progress.hashes.push(whole.hashes.subarray(0, HASH_BYTES));
    const verdict = still.length === 0 ? DULL : await patiently(() => background.checkStill(key, still));
    if (!signal.aborted) conclude(key, progress, verdict, element.duration);
  }

  /** From one frame to the next that is due, until the film is done with or `end` aborts. */
  function follow(element: HTMLVideoElement, end: AbortSignal): void {
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onFrame = (_: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
      const shown = shownBy(site, element);
      if (shown === null || progressOf(shown.key).done) {
        leave(element);
        return;
      }
      const second = Math.floor(mediaTime + EARLY_MS / 2_000);
      const isDue = !progressOf(shown.key).seconds.has(second) && isOnScreen(element);
      if (isDue) ask(shown.key, second, element).catch(onFault);
      const wait = (1_000 * (second + 1 - mediaTime)) / Math.max(0.25, element.playbackRate) - EARLY_MS;
      timer = setTimeout(next, Math.max(0, wait));
    };
    const next = (): void => {
      frame = element.requestVideoFrameCallback(onFrame);
    };
    end.addEventListener('abort', () => {
      clearTimeout(timer);
      element.cancelVideoFrameCallback(frame);
    });
    next();
  }

  function leave(element: HTMLVideoElement): void {
    followed.get(element)?.abort();
    followed.delete(element);
  }
  signal.addEventListener('abort', () => {
    for (const element of [...followed.keys()]) leave(element);
  });

  return {
    watch(element) {
      const shown = shownBy(site, element);
      if (shown === null || followed.has(element) || films.get(shown.key)?.done === true) return;
      const end = new AbortController();
      followed.set(element, end);
      follow(element, end.signal);
    },
    unwatch: leave,
    seen: key => films.get(key)?.hashes ?? [],
    forget() {
      films.clear();
    },
  };
}
