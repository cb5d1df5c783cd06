/**
 * Whether a site still looks as its adapter expects. Sites are rebuilt without notice; then sharing is not guarded, and
 * the person has to be told instead of being left in the belief that it is. Pure: what was observed in, a word out.
 */

/** What is on one page now. It stays in that page; counts are compared with nothing but zero and three. */
export interface Observed {
  /** Is this an address that always shows posts with controls? */
  readonly feed: boolean;
  /** For how long the page has been looked at since it came, in milliseconds. */
  readonly watchedMs: number;
  /** Large pictures on screen, whatever they are. */
  readonly pictures: number;
  /** Media of posts, as the adapter sees it. */
  readonly media: number;
  /** Is a control of at least one post with media recognised? */
  readonly controls: boolean;
}

/** `sharing-changed`: controls are not recognised; `media-changed`: media is not, so that nothing is checked either. */
export type Health = 'unsure' | 'working' | 'sharing-changed' | 'media-changed';

/** A feed on a slow line may show its pictures before its buttons; only after this long is a missing button a sign. */
export const PATIENCE_MS = 6_000;
/** One or two large pictures may be anything: a banner, an advertisement. */
const MANY_PICTURES = 3;

export function healthOf({ feed, watchedMs, pictures, media, controls }: Observed): Health {
  if (controls) return 'working';
  if (!feed || watchedMs < PATIENCE_MS) return 'unsure';
  if (media > 0) return 'sharing-changed';
  return pictures >= MANY_PICTURES ? 'media-changed' : 'unsure';
}

export const hasChanged = (health: Health): boolean => health === 'sharing-changed' || health === 'media-changed';
