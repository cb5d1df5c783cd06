/**
 * Looks now and then whether the site is still recognised: shortly after the page came or moved on, and when media comes
 * near. As soon as a control is recognised it rests until the page moves on.
 */
import { type Health, hasChanged, healthOf, PATIENCE_MS } from '../sites/health.ts';
import type { MediaElement, Site } from '../sites/site.ts';

const SOON_MS = 1_000;
/** Timers and the clock are rounded, each in its own way. */
const ROUNDING_MS = 200;
/** Portraits are smaller, pictures of posts larger. */
const LARGE_PX = 200;

export interface HealthWatch {
  now(): Health;
  /** Media came near: worth another look, if the last one was not good. */
  look(): void;
}

const isLargeOnScreen = (element: Element): boolean => {
  const { width, height, top, bottom } = element.getBoundingClientRect();
  return width >= LARGE_PX && height >= LARGE_PX && bottom > 0 && top < innerHeight;
};

/** `onChange` is told each time the answer is another one. */
export function watchHealth(
  site: Site,
  near: ReadonlySet<MediaElement>,
  onChange: (health: Health) => void,
  signal: AbortSignal,
): HealthWatch {
  const { feeds = null, recognisesControls } = site;
  let health: Health = 'unsure';
  let since = performance.now();
  const timers = new Set<ReturnType<typeof setTimeout>>();

  function observe(): void {
    if (document.hidden || recognisesControls === undefined) return;
    const feed = feeds?.test(location.pathname) ?? false;
    const watchedMs = performance.now() - since;
    const isPatient = feed && watchedMs >= PATIENCE_MS;
    const found = healthOf({
      feed,
      watchedMs,
      pictures:
        isPatient && near.size === 0 ? [...document.querySelectorAll('img, video')].filter(isLargeOnScreen).length : 0,
      media: near.size,
      controls: near.size > 0 && recognisesControls(),
    });
    if (found === health || (found === 'unsure' && hasChanged(health))) return;
    health = found;
    onChange(health);
  }

  function observeIn(ms: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (health !== 'working') observe();
    }, ms);
    timers.add(timer);
  }

  function stop(): void {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  }

  /** The page is in view, now or again. What was said of it stands until there is something else to say. */
  function watch(): void {
    stop();
    if (document.hidden) return;
    since = performance.now();
    for (const ms of [SOON_MS, PATIENCE_MS + ROUNDING_MS]) observeIn(ms);
  }

  /** The page moved on to another address: nothing is known of it. */
  function forget(): void {
    if (health !== 'unsure') {
      health = 'unsure';
      onChange(health);
    }
    watch();
  }

  if (feeds !== null && recognisesControls !== undefined) {
    document.addEventListener('visibilitychange', watch, { signal });
    window.navigation?.addEventListener('currententrychange', forget, { signal });
    signal.addEventListener('abort', stop);
    watch();
  }
  return {
    now: () => health,
    look() {
      if (feeds !== null && health !== 'working' && timers.size === 0) observeIn(SOON_MS);
    },
  };
}
