/** What a media element shows, or is about to show, as an address. */
import type { MediaElement } from './site.ts';

/**
 * While a picture loads, `currentSrc` still names what the element showed before: in a feed that re-uses its nodes, the
 * picture of another post. What counts then is what was asked for.
 */
export function sourceOf(media: MediaElement): string {
  if (!(media instanceof HTMLImageElement)) return media.poster || media.currentSrc || media.src;
  return media.complete ? media.currentSrc || media.src : media.src || media.currentSrc;
}
