/**
 * What a site adapter knows. Pure DOM reading: an element goes in, facts come out; no waiting, no browser API, no
 * writing to the page. One file per site; its selectors stand as data at the top of that file.
 */

export type MediaElement = HTMLImageElement | HTMLVideoElement;

/** How a control passes media on. */
export type ShareKind = 'share' | 'repost' | 'story' | 'forward' | 'send' | 'copy-link' | 'download';

/** What a control is about. */
export interface Subject {
  /** As mounted now. */
  readonly media: readonly MediaElement[];
  /** Cleaned address of the post (origin and path only), or null where the page shows none. */
  readonly permalink: string | null;
}

/** Activating `control` would pass the subject's media on. */
export interface ShareAction extends Subject {
  readonly kind: ShareKind;
  /** The element whose activation the page acts on: replaying a click on it does what the person meant. */
  readonly control: HTMLElement;
  /** It stands in a menu or sheet apart from the post: what `opens` said last is passed on as well. */
  readonly ofOpened?: true;
  /** There is media in the post for certain, and the page has not begun to load it. */
  readonly awaitsMedia?: true;
}

export interface Site {
  /** Also the name of its file and of its fixture folder. */
  readonly id: string;
  /** Name as people know it; a proper name, so not translated. */
  readonly name: string;
  /** Match patterns of its pages. */
  readonly matches: readonly string[];
  /** Media under (or at) `root` that is somebody's post: not avatars, icons or emoji. */
  media(root: ParentNode): Iterable<MediaElement>;
  /** What stays the same for the same media however it is addressed, or null if `source` is none of this site's. */
  mediaKey(source: string): string | null;
  /** Cleaned address of the post that holds `element`, or null. */
  permalink(element: Element): string | null;
  /** Would activating `target` (or what it stands in) pass a post on? */
  shareAction(target: Element): ShareAction | null;
  /** Could activating `target` open a menu or sheet, and about what? For sites that have share controls in these. */
  opens?(target: Element): Subject | null;
  /** Elements with an open shadow root that may hold media, as a selector; null or missing if there are none. */
  readonly shadowHosts?: string | null;
  /** Paths of pages that always show posts with controls; null or missing if no page is sure to. */
  readonly feeds?: RegExp | null;
  /** Is a control of at least one mounted post with media recognised? */
  recognisesControls?(): boolean;
  /** Smaller media than this is decoration, in px on screen of the longer side; the content script has a default. */
  readonly minSide?: number;
}
