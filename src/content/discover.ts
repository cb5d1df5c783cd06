/**
 * Finds a site's media as it comes near the viewport, and tells when what an element shows has changed (feeds re-use
 * their nodes, sources arrive late, `srcset` is upgraded). Reads only what changed; writes nothing to the page.
 */
import type { MediaElement, Site } from '../sites/site.ts';
import { shadowsIn } from '../sites/tree.ts';

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
  const { shadowHosts = null } = site;
  const watchedShadows = new WeakSet<ShadowRoot>();
  /** Custom elements get their shadow root some time after they came, and nothing tells when: looked at again later. */
  const closedYet = new Set<Element>();

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

  const lookUnder = (root: ParentNode) => {
    for (const element of site.media(root)) look(element);
    if (shadowHosts === null) return;
    const hosts = root.querySelectorAll(shadowHosts);
    for (const host of root instanceof Element && root.matches(shadowHosts) ? [root, ...hosts] : hosts) {
      if (host.shadowRoot === null) closedYet.add(host);
    }
    for (const shadow of shadowsIn(root, shadowHosts)) watchShadow(shadow);
  };

  /** An element may show something else now. Whether that is media, and no decoration, the site knows. */
  const lookAt = (element: MediaElement) => {
    if (near.has(element)) onShown(element);
    else lookUnder(element);
  };

  const lookAgain = () => {
    for (const host of closedYet) {
      if (host.shadowRoot !== null || !host.isConnected) closedYet.delete(host);
      if (host.shadowRoot !== null) lookUnder(host);
    }
  };

  const mutations = new MutationObserver(records => {
    lookAgain();
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes') {
        if (isMedia(target)) lookAt(target);
        continue;
      }
      for (const node of addedNodes) {
        if (node instanceof Element) lookUnder(node);
      }
    }
  });

  // Neither event bubbles, both are captured. Loading decides `currentSrc`, so this is when the source is certain.
  const onLoading = (event: Event) => {
    lookAgain();
    if (isMedia(event.target)) lookAt(event.target);
  };

  /** Neither changes nor loading inside of a shadow root are told outside of it. */
  function watch(root: Document | ShadowRoot): void {
    mutations.observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['src', 'srcset', 'poster'],
    });
    for (const kind of ['load', 'error', 'loadeddata']) {
      root.addEventListener(kind, onLoading, { capture: true, signal });
    }
  }

  function watchShadow(shadow: ShadowRoot): void {
    if (watchedShadows.has(shadow)) return;
    watchedShadows.add(shadow);
    watch(shadow);
    lookUnder(shadow);
  }

  watch(document);
  lookUnder(document);
  signal.addEventListener('abort', () => {
    mutations.disconnect();
    intersections.disconnect();
    near.clear();
  });
  return { near };
}
