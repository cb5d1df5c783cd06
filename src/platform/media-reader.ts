/**
 * Reads pictures and videos of a tab on which the person asked for it: as the page shows them, by `activeTab`; and where
 * the browser withholds their pixels, from their own server, which it asks the person about.
 */
import { decodeBase64 } from '../core/list/bytes.ts';
import { browser } from './browser.ts';

/** What page-media.ts finds, in a form that crosses in both browsers. */
export interface ShownMedia {
  readonly kind: 'picture' | 'video';
  readonly source: string;
  readonly type: string;
  /** Base64 of a picture file: of a video the frame on the screen. Null where the browser withholds the pixels. */
  readonly pixels: string | null;
}

/** Where page-media.ts leaves its function: content scripts share it with each other, not with the page. */
declare global {
  var consentryPageMedia: (source: string | null) => Promise<readonly ShownMedia[]>;
}

export interface PageMedia {
  readonly kind: ShownMedia['kind'];
  readonly source: string;
  readonly picture: Blob | null;
}

/** A film of some minutes. */
const MAX_BYTES = 300_000_000;

const isShown = (value: unknown): value is ShownMedia => {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, source, type, pixels } = value as Record<string, unknown>;
  const isText = [source, type].every(each => typeof each === 'string');
  return (kind === 'picture' || kind === 'video') && isText && (pixels === null || typeof pixels === 'string');
};

function pageMediaOf({ kind, source, type, pixels }: ShownMedia): PageMedia {
  return { kind, source, picture: pixels === null ? null : new Blob([decodeBase64(pixels, 'a picture')], { type }) };
}

/** What shows `source`, or without one what fills most of the screen. Null where the browser lets nobody read. */
export async function readShownMedia(
  tabId: number,
  frameId: number,
  source: string | null,
): Promise<readonly PageMedia[] | null> {
  const target = { tabId, frameIds: [frameId] };
  try {
    // From the root: Firefox resolves names against the page that asks.
    await browser.scripting.executeScript({ target, files: ['/page-media.js'] });
    const func = (wanted: string | null) => globalThis.consentryPageMedia(wanted);
    const [answer] = await browser.scripting.executeScript({ target, func, args: [source] });
    return Array.isArray(answer?.result) ? answer.result.filter(isShown).map(pageMediaOf) : null;
  } catch {
    return null; // a page of the browser's own, one that has moved on since, or a tab that is gone
  }
}

const originOf = (source: string) => ({ origins: [`${new URL(source).origin}/*`] });

/** The server that could be asked about, or null. */
export const serverOf = (source: string): string | null =>
  source.startsWith('https://') && URL.canParse(source) ? new URL(source).hostname : null;

/** The file behind an address, with no cookie and no word of who asks. Null while the person has not allowed that. */
export async function fetchMedia(source: string): Promise<Blob | null> {
  if (serverOf(source) === null || !(await browser.permissions.contains(originOf(source)))) return null;
  try {
    const response = await fetch(source, { credentials: 'omit', referrerPolicy: 'no-referrer' });
    const length = Number(response.headers.get('content-length') ?? 0);
    return response.ok && length <= MAX_BYTES ? await response.blob() : null;
  } catch {
    return null;
  }
}

/** To be called in a click. What was not permitted before is given back at once. */
export async function fetchMediaOnce(source: string): Promise<Blob | null> {
  if (!(await browser.permissions.request(originOf(source)))) return null;
  try {
    return await fetchMedia(source);
  } finally {
    await browser.permissions.remove(originOf(source));
  }
}
