/**
 * Pictures and videos as a page shows them, read when the person asks to be warned about one: put into the page by our
 * own page then and never else, by `activeTab`. It asks no server where the pixels can be drawn, and changes nothing.
 */
import { encodeBase64 } from '../core/list/bytes.ts';
import type { ShownMedia } from '../platform/media-reader.ts';
import { shadowRootOf } from '../platform/shadow.ts';
import type { MediaElement } from '../sites/site.ts';
import { drawnBytes } from './drawn.ts';

/** Smaller on screen than this is decoration. */
const MIN_SHOWN_PX = 64;
/** More than that nobody wants to choose from. */
const MAX_OFFERED = 6;
/** A content script's fetch is answered by the page's own cache in Chromium; in Firefox the page's CSP is told of it. */
const SHARES_PAGE_CACHE = !navigator.userAgent.includes('Firefox/');

function* mediaIn(root: ParentNode): Generator<MediaElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element instanceof HTMLImageElement || element instanceof HTMLVideoElement) yield element;
    const shadow = element instanceof HTMLElement ? shadowRootOf(element) : null;
    if (shadow !== null) yield* mediaIn(shadow);
  }
}

const addressOf = (element: MediaElement): string => element.currentSrc || element.src;

/** In CSS pixels, of the part that is on screen. */
function shownArea(element: MediaElement): number {
  const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
  if (Math.max(width, height) < MIN_SHOWN_PX || !element.checkVisibility()) return 0;
  const across = Math.min(right, innerWidth) - Math.max(left, 0);
  const down = Math.min(bottom, innerHeight) - Math.max(top, 0);
  return Math.max(0, across) * Math.max(0, down);
}

/** What shows `source`, or without one what fills most of the screen; the largest first, no address twice. */
function chosen(source: string | null): readonly MediaElement[] {
  const all = [...mediaIn(document)].map(element => ({ element, area: shownArea(element) }));
  const isMeant = ({ element, area }: (typeof all)[number]): boolean =>
    source === null ? area > 0 : [element.currentSrc, element.src].includes(source);
  const sorted = all.filter(isMeant).toSorted((a, b) => b.area - a.area);
  const distinct = new Map(sorted.toReversed().map(({ element }) => [addressOf(element), element]));
  return [...distinct.values()].toReversed().slice(0, source === null ? MAX_OFFERED : 1);
}

async function pixelsOf(element: MediaElement): Promise<Blob | null> {
  try {
    return await drawnBytes(element);
  } catch {
    // Of another origin, or nothing there yet. Its bytes may still be had.
    if (element instanceof HTMLVideoElement || !SHARES_PAGE_CACHE) return null;
  }
  try {
    const response = await fetch(addressOf(element), { credentials: 'same-origin' });
    return response.ok ? await response.blob() : null;
  } catch {
    return null;
  }
}

async function read(element: MediaElement): Promise<ShownMedia> {
  const blob = await pixelsOf(element);
  return {
    kind: element instanceof HTMLVideoElement ? 'video' : 'picture',
    source: addressOf(element),
    type: blob?.type ?? '',
    pixels: blob === null ? null : encodeBase64(new Uint8Array(await blob.arrayBuffer())),
  };
}

globalThis.consentryPageMedia = source => Promise.all(chosen(source).map(read));
