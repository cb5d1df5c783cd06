/**
 * Takes everything out of a saved page that is about people, and leaves what an adapter goes by. A closed world: nothing
 * stays because it looks harmless, only because it is a number, a shape, a state, or a word of our own source code.
 */
import { cleanPermalink } from '../../src/core/report/permalink.ts';
import type { KnownSite } from '../../src/core/sites.ts';
import { kindOfLabel } from '../../src/sites/words.ts';

export interface Scrubber {
  /** The site whose page it is. */
  readonly site: KnownSite;
  /** Source code of its adapter and of the shapes of addresses: the words in it may stay. */
  readonly vocabulary: string;
  /** Values that whoever makes the case has read and wants to keep, as `attribute=value`. */
  readonly keep: readonly string[];
  isMedia(address: string): boolean;
}

const DROPPED =
  'script, style, noscript, link, meta, title, iframe, object, embed, canvas > *, template:not([shadowrootmode])';
/** Attributes with a state or a kind: one short word, or a small number. */
const STATES = [
  ...[
    'role',
    'type',
    'tabindex',
    'slot',
    'dir',
    'contenteditable',
    'crossorigin',
    'shadowrootmode',
    'hidden',
    'disabled',
  ],
  ...['aria-haspopup', 'aria-expanded', 'aria-checked', 'aria-selected', 'aria-pressed', 'aria-hidden', 'aria-modal'],
  ...['aria-posinset', 'width', 'height'],
];
const STATE = /^(?:[a-z]{0,20}(?:-[a-z]{1,20}){0,3}|\d{1,4})$/;
/** Outlines of icons: commands and numbers. */
const OUTLINES = ['d', 'points', 'x1', 'y1', 'x2', 'y2'];
const OUTLINE = /^[MLHVCSQTAZmlhvcsqtaz\d\s,.+-]*$/;
const LABELS = ['aria-label', 'title'];
/** Folders of Meta's servers tell portraits from posts. */
const FOLDER = /^t\d+\.\d+-\d+$/;

/** A number for each thing, the same for the same thing. */
function createNumbers() {
  const known = new Map<string, number>();
  return (thing: string): number => {
    const number = known.get(thing) ?? known.size + 1;
    known.set(thing, number);
    return number;
  };
}

export function createScrub({ site, vocabulary, keep, isMedia }: Scrubber) {
  const words = new Set(vocabulary.match(/[\w-]+/g));
  const beginnings = [...words].filter(word => /^[a-z][\w-]*[-_]$/i.test(word));
  const numberOf = createNumbers();

  /** A part of a path: a word that we know, else a name or a number that means nothing. */
  function part(text: string): string {
    if (text === '' || FOLDER.test(text) || words.has(text)) return text;
    const number = numberOf(text);
    if (/^\d+$/.test(text)) return String(1_000 + number);
    return text.startsWith('@') ? `@name${number}` : `name${number}`;
  }

  function link(address: string, base: string): string {
    const clean = URL.canParse(address, base) ? cleanPermalink(new URL(address, base).href) : null;
    if (clean === null) return '#';
    const { pathname, searchParams } = new URL(clean);
    const query = [...searchParams].map(([name, value]) => `${name}=${part(value)}`).join('&');
    return pathname.split('/').map(part).join('/') + (query === '' ? '' : `?${query}`);
  }

  /** Another file on the same kind of server: who looked at it, from where and with which right is not in it. */
  function media(address: string): string | null {
    if (!isMedia(address)) return null;
    const { protocol, hostname, pathname } = new URL(address);
    if (protocol === 'blob:') return `blob:https://${site.hosts[0]}/name${numberOf(address)}`;
    const domain = site.mediaServers
      .map(pattern => new URL(pattern.replace('*.', '')).hostname)
      .find(each => hostname === each || hostname.endsWith(`.${each}`));
    if (domain === undefined) return null;
    const folders = pathname.split('/');
    const name = folders.pop() ?? '';
    return `https://media.${domain}${folders.map(part).join('/')}/name${numberOf(name.replace(/\.\w+$/, ''))}.jpg`;
  }

  const isLabel = (text: string, locale: string): boolean => kindOfLabel(text, locale) !== null;

  /** The value that stays, or null when the attribute goes. */
  function attribute(name: string, value: string, base: string, locale: string): string | null {
    if (keep.includes(`${name}=${value}`)) return value;
    if (STATES.includes(name)) return STATE.test(value) ? value : null;
    if (OUTLINES.includes(name)) return OUTLINE.test(value) ? value : null;
    if (LABELS.includes(name)) return isLabel(value, locale) ? value : '?';
    if (name === 'src' || name === 'poster') return media(value);
    if (name === 'href' || name === 'permalink') return link(value, base);
    if (name === 'class')
      return (
        value
          .split(/\s+/)
          .filter(token => words.has(token))
          .join(' ') || null
      );
    const isNamed = [']', '=', '^', '*', '$'].some(next => vocabulary.includes(`[${name}${next}`)); // in a selector of ours
    if (name !== 'id' && !isNamed) return null;
    if (words.has(value) && value !== '') return value;
    const beginning = beginnings.find(each => value.startsWith(each));
    if (beginning !== undefined) return `${beginning}${numberOf(value)}`;
    return name === 'id' ? null : `name${numberOf(value)}`;
  }

  function scrubTree(root: ParentNode, base: string, locale: string): void {
    for (const dropped of root.querySelectorAll(DROPPED)) dropped.remove();
    for (const element of [...root.querySelectorAll('*')]) {
      for (const { name, value } of [...element.attributes]) {
        const kept = attribute(name, value, base, locale);
        if (kept === null) element.removeAttribute(name);
        else element.setAttribute(name, kept);
      }
      for (const node of [...element.childNodes]) {
        const isText = node.nodeType === node.TEXT_NODE;
        if (isText && isLabel(node.textContent ?? '', locale)) continue;
        if (isText || node.nodeType === node.COMMENT_NODE) node.remove();
      }
      if (element instanceof HTMLTemplateElement) scrubTree(element.content, base, locale);
    }
    // What says nothing any more goes, from the inside out.
    for (const element of [...root.querySelectorAll('div, span, p, i, b, g, defs')].reverse()) {
      if (element.attributes.length === 0 && element.childNodes.length === 0) element.remove();
    }
  }

  /** The scrubbed page; `base` is its address, of which only the path's known words stay. */
  return (page: Document, base: string): string => {
    const locale = /^[a-z]{2}(-[A-Z]{2})?$/.test(page.documentElement.lang) ? page.documentElement.lang : 'en';
    const path = new URL(base).pathname.split('/').map(part).join('/');
    scrubTree(page.body, base, locale);
    for (const node of [...page.body.childNodes]) if (node.nodeType !== node.ELEMENT_NODE) node.remove();
    return `<!doctype html>
<html lang="${locale}">
<head><base href="https://${site.hosts[0]}${path}"></head>
<body>
${page.body.innerHTML.replaceAll('><', '>\n<')}
</body>
</html>
`;
  };
}
