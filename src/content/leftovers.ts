/**
 * What a former life of this extension has left in the page. Firefox ends the scripts of a page without a word when the
 * extension is updated, and starts the new ones in the same page: marks, and a warning over everything, would stay
 * there dead. Chrome leaves the page to the old script, which clears away behind itself (main.ts).
 */
import { browser } from '../platform/browser.ts';

/** In Firefox another one in each installation and never shown to pages, so none can pretend to be a leftover. */
const ours = (): string => browser.runtime.getURL('');

/** Firefox lets extensions look into closed shadow roots; nothing else can. */
interface Openable {
  readonly openOrClosedShadowRoot?: ShadowRoot | null;
}

const isOurs = (element: Element & Openable): boolean => {
  const first = element.openOrClosedShadowRoot?.firstChild;
  return first?.nodeName === '#comment' && first.nodeValue === ours();
};

/** To be called for every shadow root of ours, before anything else is put into it. */
export const signRoot = (root: ShadowRoot): void => root.append(new Comment(ours()));

export function removeLeftovers(): void {
  for (const element of [...(document.documentElement?.children ?? [])]) if (isOurs(element)) element.remove();
}
