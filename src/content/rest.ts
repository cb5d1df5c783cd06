/**
 * Tells when a person rests on media: half of it, or half a screen of it, in view for a moment. Nobody shares what they
 * scrolled past, so this is when it is worth asking harder about it, before the press and not after.
 */
import type { MediaElement } from '../sites/site.ts';

/** Long enough to rule out scrolling past, short enough to be done before anybody can aim at a button. */
const REST_MS = 400;
const HALF = 0.5;

export interface Rest {
  /** Watches an element; call it again when the element shows something else. */
  watch(element: MediaElement): void;
  unwatch(element: MediaElement): void;
}

export function createRest(onRest: (element: MediaElement) => void, signal: AbortSignal): Rest {
  const inView = new Set<Element>();
  const timers = new Map<Element, ReturnType<typeof setTimeout>>();

  const stop = (element: Element) => {
    clearTimeout(timers.get(element));
    timers.delete(element);
  };
  const start = (element: MediaElement) => {
    stop(element);
    const done = () => {
      timers.delete(element);
      onRest(element);
    };
    timers.set(element, setTimeout(done, REST_MS));
  };

  const observer = new IntersectionObserver(
    entries => {
      for (const { target, intersectionRatio, intersectionRect } of entries) {
        if (intersectionRatio >= HALF || intersectionRect.height >= innerHeight * HALF) {
          if (!inView.has(target)) start(target as MediaElement);
          inView.add(target);
        } else {
          inView.delete(target);
          stop(target);
        }
      }
    },
    { threshold: [0, 0.25, HALF, 0.75, 1] },
  );
  signal.addEventListener('abort', () => {
    observer.disconnect();
    for (const element of [...timers.keys()]) stop(element);
  });

  return {
    watch(element) {
      if (inView.has(element)) start(element);
      else observer.observe(element);
    },
    unwatch(element) {
      observer.unobserve(element);
      inView.delete(element);
      stop(element);
    },
  };
}
