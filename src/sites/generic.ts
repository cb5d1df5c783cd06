/**
 * Any page that the person switched on, without knowing it: every picture over a size is compared. No share control is
 * known; what is flagged is marked, and the guards of copying, dragging, uploading and the system's share sheet work as
 * they do everywhere.
 */

import type { MediaElement, Site } from './site.ts';
import { sourceOf } from './source.ts';

/** Portraits and buttons are smaller, pictures in articles and galleries larger. */
const MIN_SIDE = 120;

/** Nothing is known of how the site addresses its media, so the whole address is the key. */
function mediaKey(source: string): string | null {
  if (!URL.canParse(source)) return null;
  const { protocol, href, hash } = new URL(source);
  if (protocol !== 'https:' && protocol !== 'blob:') return null;
  return href.slice(0, href.length - hash.length);
}

function* media(root: ParentNode): Iterable<MediaElement> {
  const found = [...root.querySelectorAll<MediaElement>('img, video')];
  if (root instanceof HTMLImageElement || root instanceof HTMLVideoElement) found.push(root);
  for (const element of found) if (mediaKey(sourceOf(element)) !== null) yield element;
}

/** A site without adapter is called by its host, also in settings. */
export const genericSite = (host: string): Site => ({
  id: host,
  name: host,
  matches: [`https://${host}/*`],
  media,
  mediaKey,
  permalink: () => null,
  shareAction: () => null,
  minSide: MIN_SIDE,
});
