/**
 * What a site looks like, as data: every selector in several alternatives, since sites change one thing at a time.
 * `siteFrom` (site-from.ts) makes an adapter of it. A spec says nothing that a site does not say itself in attributes,
 * structure, outlines or labels; class names stand in it only where a site offers nothing else.
 */
import type { KnownSite } from '../core/sites.ts';
import type { ShareKind } from './site.ts';

/** One way of telling a control. `other` is a control that we know and that passes nothing on. */
export interface Sign {
  readonly kind: ShareKind | 'other';
  /** The control itself, or something in it: test ids, roles, names of icons. */
  readonly at?: readonly string[];
  /** Something around the control, also the host of the shadow root that it stands in. */
  readonly inside?: readonly string[];
  /** Beginnings of the outlines of its icon, with commas and runs of blanks made one blank. */
  readonly outlines?: readonly string[];
}

export interface Spec {
  readonly site: KnownSite;
  /** What stays the same however the same media is addressed; null for what is none of the site's posts. Not asked about `blob:`. */
  mediaKey(source: URL): string | null;
  /** Media inside of these is none of a post's: portraits, emoji, blurred copies behind the picture. */
  readonly notMedia?: readonly string[];
  /** Elements with an open shadow root that may hold media. */
  readonly shadowHosts?: readonly string[];
  /** Elements whose open shadow root holds a control and never media. */
  readonly controlHosts?: readonly string[];
  /** Containers of one post, the most certain first. */
  readonly posts: readonly string[];
  /** Where no container is known: the largest ancestor that holds one of these, and no second. */
  readonly holdsOne?: string;
  /** Where a post's address stands: selector and attribute. */
  readonly permalinks: readonly (readonly [selector: string, attribute: string])[];
  /** Controls in addition to buttons, menu items and whatever has such a role. */
  readonly controls?: readonly string[];
  /** What stands in these passes nothing on, whatever it looks like. */
  readonly notActions?: readonly string[];
  /** The first that fits decides. */
  readonly signs: readonly Sign[];
  /** Kinds that a label alone may tell (words.ts). */
  readonly labels: readonly ShareKind[];
  /**
   * Used when neither sign nor label is known: the controls of a bar from this one on (0 is the first) are taken to pass
   * the post on. `bar`: its selectors, or null for the smallest ancestor with three controls that have an icon.
   */
  readonly place?: { readonly bar: string | null; readonly from: number };
  /** Menus and bars stand outside of the post. Posts that hold one of these are what they are about. */
  readonly owners?: readonly string[];
  /** Paths on which posts with controls always show: where none is recognised there, the site has changed. */
  readonly feeds?: RegExp;
}
