/**
 * Makes an adapter of a spec. A control is told by its signs, then by its label, then by its place; a post by its
 * container, then by what it must hold exactly once, then as the smallest surroundings that show media. When all is
 * new, that asks one question too many rather than one too few.
 */
import { cleanPermalink } from '../core/report/permalink.ts';
import { pagesOf } from '../core/sites.ts';
import type { MediaElement, ShareAction, ShareKind, Site } from './site.ts';
import { sourceOf } from './source.ts';
import type { Sign, Spec } from './spec.ts';
import { closest, parentOf, within } from './tree.ts';
import { kindOfLabel } from './words.ts';

type Kind = ShareKind | 'other';

const MEDIA = 'img, video';
const CONTROLS = ['button', '[role="button"]', '[role="menuitem"]'];
const SHAPES = 'path, polygon, polyline, line';
/** Bars hold like, comment and share at the least. */
const BAR_MIN = 3;
const BAR_MAX_CLIMB = 8;

const listed = (selectors: readonly string[] | undefined): string | null =>
  selectors === undefined || selectors.length === 0 ? null : selectors.join(', ');

const tidy = (outline: string): string => outline.replace(/[\s,]+/g, ' ').trim();

const outlineOf = (shape: Element): string =>
  tidy(
    shape.getAttribute('d') ??
      shape.getAttribute('points') ??
      ['x1', 'y1', 'x2', 'y2'].map(name => shape.getAttribute(name) ?? '').join(' '),
  );

export function siteFrom(spec: Spec): Site {
  const control = [...CONTROLS, ...(spec.controls ?? [])].join(', ');
  const shadowHosts = listed(spec.shadowHosts);
  const allHosts = listed([...(spec.shadowHosts ?? []), ...(spec.controlHosts ?? [])]);
  const notMedia = listed(spec.notMedia);
  const notActions = listed(spec.notActions);

  /** What the page made itself has an address that is made once and never means anything else. */
  function mediaKey(source: string): string | null {
    if (!URL.canParse(source)) return null;
    const own = spec.site.hosts.find(host => source.startsWith(`blob:https://${host}/`));
    return own === undefined ? spec.mediaKey(new URL(source)) : `blob-${source.slice(source.lastIndexOf('/') + 1)}`;
  }

  function* media(root: ParentNode): Iterable<MediaElement> {
    for (const element of within<MediaElement>(root, MEDIA, shadowHosts)) {
      if (mediaKey(sourceOf(element)) === null) continue;
      if (notMedia === null || closest(element, notMedia) === null) yield element;
    }
  }

  const hasMedia = (root: ParentNode): boolean => !media(root)[Symbol.iterator]().next().done;

  function largestHolding(element: Element, selector: string): Element | null {
    let post: Element | null = null;
    for (let node = parentOf(element); node !== null && node !== document.body; node = parentOf(node)) {
      const held = node.querySelectorAll(selector).length;
      if (held > 1) break;
      if (held === 1) post = node;
    }
    return post;
  }

  function knownPost(element: Element): Element | null {
    for (const selector of spec.posts) {
      const post = closest(element, selector);
      if (post !== null) return post;
    }
    return spec.holdsOne === undefined ? null : largestHolding(element, spec.holdsOne);
  }

  function smallestWithMedia(element: Element): Element | null {
    for (let node = parentOf(element); node !== null && node !== document.body; node = parentOf(node)) {
      if (hasMedia(node)) return node;
    }
    return null;
  }

  /** What a menu is about: the posts whose button is open or that are chosen, else the one that has the focus. */
  function ownersOf(): readonly Element[] {
    const marks = (spec.owners ?? []).flatMap(selector => [...document.querySelectorAll(selector)]);
    const owners = new Set([...marks, document.activeElement].flatMap(mark => (mark && knownPost(mark)) ?? []));
    return [...owners];
  }

  /** The posts that a control passes on; all that are mounted, if nothing shows which. */
  function postsOf(element: Element): readonly Element[] {
    const post = knownPost(element);
    if (post !== null) return [post];
    const around = smallestWithMedia(element);
    const isBoxOfItsOwn = around !== null && around.querySelector(spec.posts.join(', ')) === null; // a viewer
    if (isBoxOfItsOwn) return [around];
    const owners = ownersOf();
    return owners.length > 0 ? owners : [around ?? document.body];
  }

  function permalinkIn(post: Element): string | null {
    for (const [selector, attribute] of spec.permalinks) {
      for (const element of within<Element>(post, selector, null)) {
        const address = element.getAttribute(attribute) ?? '';
        const cleaned = URL.canParse(address, document.baseURI)
          ? cleanPermalink(new URL(address, document.baseURI).href)
          : null;
        if (cleaned !== null) return cleaned;
      }
    }
    return null;
  }

  function permalink(element: Element): string | null {
    const post = knownPost(element) ?? smallestWithMedia(element);
    const tile = closest(element, 'a[href]') as HTMLAnchorElement | null;
    return (
      (tile === null ? null : cleanPermalink(tile.href)) ??
      (post === null ? null : permalinkIn(post)) ??
      cleanPermalink(location.href)
    );
  }

  /** In the control, and not in a smaller control inside of it. */
  const holds = (button: Element, selector: string): boolean =>
    [...within(button, selector, null)].some(found => closest(found, control) === button);

  function fits(button: Element, { at = [], inside = [], outlines = [] }: Sign): boolean {
    if (at.some(selector => holds(button, selector))) return true;
    if (inside.some(selector => closest(button, selector) !== null)) return true;
    if (outlines.length === 0) return false;
    const drawn = [...button.querySelectorAll(SHAPES)].map(outlineOf);
    return outlines.some(outline => drawn.some(shape => shape.startsWith(outline)));
  }

  function byLabel(button: Element): Kind | null {
    const named = [button, ...button.querySelectorAll('[aria-label], [title]')];
    const labels = named.flatMap(each => [each.getAttribute('aria-label'), each.getAttribute('title')]);
    const texts = [...button.querySelectorAll('title')].map(each => each.textContent);
    for (const label of [...labels, ...texts, button.textContent]) {
      const kind = kindOfLabel(label ?? '', document.documentElement.lang || 'en');
      if (kind === 'other' || (kind !== null && spec.labels.includes(kind))) return kind;
    }
    return null;
  }

  const drawn = (root: ParentNode): readonly Element[] =>
    [...root.querySelectorAll(control)].filter(each => each.querySelector('svg') !== null);

  function barOf(button: Element): Element | null {
    if (spec.place?.bar != null) return closest(button, spec.place.bar);
    let node = parentOf(button);
    for (let climbed = 0; node !== null && climbed < BAR_MAX_CLIMB; climbed++, node = parentOf(node)) {
      if (drawn(node).length >= BAR_MIN) return node;
    }
    return null;
  }

  function byPlace(button: Element): Kind | null {
    if (spec.place === undefined || knownPost(button) === null) return null;
    const bar = barOf(button);
    return bar !== null && drawn(bar).indexOf(button) >= spec.place.from ? 'share' : null;
  }

  const bySign = (button: Element): Kind | null => spec.signs.find(sign => fits(button, sign))?.kind ?? null;

  const isAction = (kind: Kind | null): kind is ShareKind => kind !== null && kind !== 'other';

  const mayAct = (button: Element): boolean => notActions === null || closest(button, notActions) === null;

  function shareAction(target: Element): ShareAction | null {
    const button = closest(target, control);
    if (!(button instanceof HTMLElement) || !mayAct(button)) return null;
    const kind = bySign(button) ?? byLabel(button) ?? byPlace(button);
    if (!isAction(kind)) return null;
    const posts = postsOf(button);
    const [post] = posts;
    return {
      kind,
      control: button,
      media: posts.flatMap(each => [...media(each)]),
      permalink: posts.length === 1 && post !== undefined ? (permalinkIn(post) ?? permalink(button)) : null,
    };
  }

  /** What a label says counts only if it passes something on: "More" and "Close" stand everywhere. */
  function isRecognised(button: Element): boolean {
    if (!mayAct(button)) return false;
    if (bySign(button) === null && !isAction(byLabel(button) ?? byPlace(button))) return false;
    const post = knownPost(button) ?? smallestWithMedia(button);
    return post !== null && hasMedia(post);
  }

  return {
    id: spec.site.id,
    name: spec.site.name,
    matches: pagesOf(spec.site),
    media,
    mediaKey,
    permalink,
    shareAction,
    shadowHosts,
    feeds: spec.feeds ?? null,
    recognisesControls: () => [...within<Element>(document, control, allHosts)].some(isRecognised),
  };
}
