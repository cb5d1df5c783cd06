/**
 * Walking a page that is built of web components: up through the hosts of shadow roots, and down into open ones.
 * Where there are none it does what `closest` and `querySelectorAll` do.
 */

/** The parent as it is drawn: out of a shadow root the way leads to its host. */
export function parentOf(element: Element): Element | null {
  if (element.parentElement !== null) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** Like `element.closest(selector)`, and on through the hosts of shadow roots. */
export function closest(element: Element, selector: string): Element | null {
  for (let from: Element | null = element; from !== null; ) {
    const found = from.closest(selector);
    if (found !== null) return found;
    const root = from.getRootNode();
    from = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
}

/** Like `root.querySelectorAll(selector)`, with `root` itself, and with what is in the open shadow roots of `hosts`. */
export function* within<E extends Element>(root: ParentNode, selector: string, hosts: string | null): Iterable<E> {
  if (root instanceof Element && root.matches(selector)) yield root as E;
  yield* root.querySelectorAll<E>(selector);
  for (const shadow of shadowsIn(root, hosts)) yield* shadow.querySelectorAll<E>(selector);
}

/** The open shadow roots under (or at) `root` whose hosts match, and those inside of them. */
export function* shadowsIn(root: ParentNode, hosts: string | null): Iterable<ShadowRoot> {
  if (hosts === null) return;
  const own = root instanceof Element && root.matches(hosts) ? [root] : [];
  for (const host of [...own, ...root.querySelectorAll(hosts)]) {
    if (host.shadowRoot === null) continue;
    yield host.shadowRoot;
    yield* shadowsIn(host.shadowRoot, hosts);
  }
}

/** Is `element` inside of `container`, through shadow roots too? */
export function isInside(element: Element, container: Element): boolean {
  for (let node: Element | null = element; node !== null; node = parentOf(node)) if (node === container) return true;
  return false;
}
