/**
 * What an adapter makes of a page: the facts that a golden case holds it to. Used by the contract test, and by the tool
 * that makes a case of a saved page.
 */
import type { Site } from '../../src/sites/site.ts';
import { sourceOf } from '../../src/sites/source.ts';

export interface GoldenAction {
  /** `button[data-testid="retweet"]`, with its place among the controls of the page. */
  readonly control: string;
  readonly kind: string;
  readonly media: readonly string[];
  readonly permalink: string | null;
}

export interface GoldenFacts {
  readonly media: readonly { readonly key: string; readonly permalink: string | null }[];
  readonly actions: readonly GoldenAction[];
  /** Controls that pass nothing on. */
  readonly others: readonly string[];
  readonly recognisesControls: boolean;
}

const CONTROLS = 'button, [role="button"], [role="menuitem"], a[href]';
const NAMES = ['id', 'data-testid', 'data-e2e', 'data-icon', 'data-ad-rendering-role', 'aria-label', 'slot', 'href'];

/** Every element, those in open shadow roots after their host. */
function* everything(root: ParentNode): Iterable<Element> {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot !== null) yield* everything(element.shadowRoot);
  }
}

function nameOf(control: Element, place: number): string {
  for (const element of [control, ...control.querySelectorAll('*')]) {
    const name = NAMES.find(each => element.hasAttribute(each));
    if (name !== undefined) {
      return `${place} ${control.localName} ${name}=${element.getAttribute(name)}`;
    }
  }
  return `${place} ${control.localName}`;
}

const keyOf = (site: Site, element: HTMLImageElement | HTMLVideoElement): string =>
  site.mediaKey(sourceOf(element)) ?? '';

export function factsOf(site: Site, page: Document): GoldenFacts {
  const elements = [...everything(page)].map(element => ({ element, action: site.shareAction(element) }));
  const found = elements
    .filter(({ element, action }) => action?.control === element || element.matches(CONTROLS))
    .map(({ element, action }, place) => ({ name: nameOf(element, place), action }));
  return {
    media: [...site.media(page)].map(element => ({
      key: keyOf(site, element),
      permalink: site.permalink(element),
    })),
    actions: found.flatMap(({ name, action }) =>
      action === null
        ? []
        : [
            {
              control: name,
              kind: action.kind,
              media: action.media.map(element => keyOf(site, element)),
              permalink: action.permalink,
            },
          ],
    ),
    others: found.filter(({ action }) => action === null).map(({ name }) => name),
    recognisesControls: site.recognisesControls?.() ?? false,
  };
}

/** Puts a golden page into the test's document, with its address as the base of links, and opens its shadow roots. */
export function showGolden(html: string): void {
  const page = new DOMParser().parseFromString(html, 'text/html');
  document.documentElement.lang = page.documentElement.lang;
  document.head.innerHTML = page.head.innerHTML;
  document.body.innerHTML = page.body.innerHTML;
  openShadows(document);
}

function openShadows(root: ParentNode): void {
  for (const template of [...root.querySelectorAll<HTMLTemplateElement>('template[shadowrootmode="open"]')]) {
    const shadow = template.parentElement?.attachShadow({ mode: 'open' });
    shadow?.append(template.content);
    template.remove();
    if (shadow !== undefined) openShadows(shadow);
  }
}
