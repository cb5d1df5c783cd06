/**
 * Finds a site's media as it comes near the viewport, and tells when what an element shows has changed (feeds re-use
 * their nodes, sources arrive late, `srcset` is upgraded). Reads only what changed; writes nothing to the page.
 */
import type { MediaElement, Site } from '../sites/site.ts';

/** One viewport ahead: at scrolling speed that is a second or more before the person sees it. */
const NEAR = '100% 0px';

export interface Discovery {
  /** Elements within one viewport of what is on screen. */
  readonly near: ReadonlySet<MediaElement>;
}

const isMedia = (node: EventTarget | null): node is MediaElement =>
  node instanceof HTMLImageElement || node instanceof HTMLVideoElement;

/**
 * Calls `onShown` for each element that is near and whenever its source or loading state may have changed, and
 * `onGone` when it leaves. Runs until `signal` aborts.
 */
export function discover(
  site: Site,
  onShown: (element: MediaElement) => void,
  onGone: (element: MediaElement) => void,
  signal: AbortSignal,
): Discovery {
  const near = new Set<MediaElement>();

  const intersections = new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries) {
        if (!isMedia(target)) continue;
        if (isIntersecting) {
          near.add(target);
          onShown(target);
        } else {
          if (near.delete(target)) onGone(target);
          if (!target.isConnected) intersections.unobserve(target);
        }
      }
    },
    { rootMargin: NEAR },
  );

  const look = (element: MediaElement) => {
    if (near.has(element)) onShown(element);
    else intersections.observe(element); // observing twice is one observation
  };

  const mutations = new MutationObserver(records => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes') {
        if (isMedia(target)) look(target);
        continue;
      }
      for (const node of addedNodes) {
        if (node instanceof Element) for (const element of site.media(node)) look(element);
      }
    }
  });
  mutations.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['src', 'srcset', 'poster'],
  });

  // Neither event bubbles, both are captured. Loading decides `currentSrc`, so this is when the source is certain.
  const onLoading = (event: Event) => {
    if (isMedia(event.target)) look(event.target);
  };
  for (const kind of ['load', 'error', 'loadeddata']) {
    document.addEventListener(kind, onLoading, { capture: true, signal });
  }

  for (const element of site.media(document)) look(element);
  signal.addEventListener('abort', () => {
    mutations.disconnect();
    intersections.disconnect();
    near.clear();
  });
  return { near };
}
