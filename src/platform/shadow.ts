/** Shadow roots that their page keeps closed: extensions may look into them, in each browser by another door. */
import { browser } from './browser.ts';

interface Opener {
  openOrClosedShadowRoot?(host: Element): ShadowRoot | null;
}

export function shadowRootOf(host: Element): ShadowRoot | null {
  const { dom } = browser as { readonly dom?: Opener }; // Chrome
  const { openOrClosedShadowRoot } = host as { readonly openOrClosedShadowRoot?: ShadowRoot | null }; // Firefox
  return openOrClosedShadowRoot ?? dom?.openOrClosedShadowRoot?.(host) ?? host.shadowRoot;
}
