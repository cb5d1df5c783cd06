/**
 * Instagram on the desktop web: feed, posts, carousels, grids, reels, stories, messages, share sheets.
 * Class names change weekly and labels are translated, so things are found by structure first, then by icon, and labels
 * have only a second vote. Where all of that is new, the place in the action bar decides: one question too many at worst.
 */
import { cleanPermalink } from '../core/report/permalink.ts';
import { composerAction, layerAction, layerOf } from './instagram-layers.ts';
import { type IconKind, iconKind, labelKind } from './instagram-signs.ts';
import type { MediaElement, ShareAction, Site, Subject } from './site.ts';
import { sourceOf } from './source.ts';

const MATCHES = ['https://www.instagram.com/*'];
const MEDIA_HOSTS = /(^|\.)(cdninstagram\.com|fbcdn\.net)$/;
/** Serves the site's own icons and scripts, never posts. */
const STATIC_HOST = /^static\./;
/** `t51.2885-19` is the folder of profile pictures; posts lie in other ones. */
const PROFILE_PICTURE = /\/t\d+\.\d+-19\//;
/** `stp=c0.180.1440.1440a_dst-jpg_...`: the server cut a part out of the picture (x, y, width, height). */
const SERVER_CROP = /(?:^|_)c(\d+(?:\.\d+){3})a/;

const MEDIA = 'img, video';
const POST = 'article';
const CONTROL = 'button, [role="button"]';
/** The paper plane in the rail and in headers leads to the inbox; it passes nothing on. */
const NOT_AN_ACTION = 'a[href^="/direct/"], nav, header';
const PERMALINK = 'a[href*="/p/"], a[href*="/reel/"], a[href*="/tv/"]';

/** Pages that always show posts with a bar: the feed, a post, a reel. Grids of tiles have none. */
const FEEDS = /^\/$|^\/(?:[^/]+\/)?(?:p|reel)\/[^/]+\/$/;

/** Leads away from the post, or around in it. */
const NOT_AN_OPENER = 'a[href^="/direct/"], nav';
/** Where one answers a story; its share control stands beside it. */
const REPLY = 'textarea';

/** Icons of the action bar are 24 px; hearts beside comments are 16, badges 22 and less. */
const BAR_ICON_PX = 24;
/** A bar holds Like, Comment, Share, Save, and lately Repost; private accounts have no Share. */
const BAR_MIN_ICONS = 3;
const BAR_MAX_CLIMB = 8;

function mediaKey(source: string): string | null {
  if (!URL.canParse(source)) return null;
  const { protocol, hostname, pathname, searchParams } = new URL(source);
  if (protocol === 'blob:') return `blob-${source.slice(source.lastIndexOf('/') + 1)}`;
  if (!MEDIA_HOSTS.test(hostname) || STATIC_HOST.test(hostname) || PROFILE_PICTURE.test(pathname)) return null;
  const stem = pathname
    .split('/')
    .at(-1)
    ?.replace(/\.\w+$/, '');
  if (!stem) return null;
  const crop = SERVER_CROP.exec(searchParams.get('stp') ?? '')?.[1];
  return crop ? `${stem}~${crop}` : stem;
}

function* media(root: ParentNode): Iterable<MediaElement> {
  if (root instanceof HTMLImageElement || root instanceof HTMLVideoElement) {
    if (mediaKey(sourceOf(root)) !== null) yield root;
    return;
  }
  for (const element of root.querySelectorAll<MediaElement>(MEDIA)) {
    if (mediaKey(sourceOf(element)) !== null) yield element;
  }
}

const hasMedia = (root: ParentNode): boolean => !media(root)[Symbol.iterator]().next().done;

/** The post around an element: its article, else the smallest ancestor that shows media. */
function postOf(element: Element): Element | null {
  const article = element.closest(POST);
  if (article !== null) return article;
  for (let node = element.parentElement; node !== null && node !== document.body; node = node.parentElement) {
    if (hasMedia(node)) return node;
  }
  return null;
}

/** The scroller of reels has the address of the one in view; its neighbours are mounted as well. */
function isInView(post: Element): boolean {
  const { top, bottom } = post.getBoundingClientRect();
  return top <= innerHeight / 2 && bottom >= innerHeight / 2;
}

function permalink(element: Element): string | null {
  const post = postOf(element);
  const links = [...(post?.querySelectorAll<HTMLAnchorElement>(PERMALINK) ?? [])];
  const tile = element.closest<HTMLAnchorElement>(PERMALINK);
  const link = tile ?? links.find(candidate => candidate.querySelector('time') !== null) ?? links[0];
  const own = link ? cleanPermalink(link.href) : null;
  if (own !== null || (location.pathname.startsWith('/reels/') && post !== null && !isInView(post))) return own;
  return cleanPermalink(location.href);
}

const barIcon = (control: Element): SVGElement | null =>
  [...control.querySelectorAll<SVGElement>('svg')].find(
    svg => Number(svg.getAttribute('height') ?? svg.getAttribute('width')) === BAR_ICON_PX,
  ) ?? null;

const iconControls = (root: Element): readonly Element[] =>
  [...root.querySelectorAll(CONTROL)].filter(
    control => barIcon(control) !== null && control.querySelector(CONTROL) === null,
  );

/** The smallest ancestor that holds at least three controls with an icon. */
function barOf(control: Element): Element | null {
  let node = control.parentElement;
  for (let climbed = 0; node !== null && climbed < BAR_MAX_CLIMB; climbed++, node = node.parentElement) {
    if (iconControls(node).length >= BAR_MIN_ICONS) return node;
  }
  return null;
}

/** Beside the reply to a story: Like, then what passes it on. */
function isLastBesideReply(control: Element): boolean {
  let node = control.parentElement;
  for (let climbed = 0; node !== null && climbed < BAR_MAX_CLIMB; climbed++, node = node.parentElement) {
    if (node.querySelector(REPLY) === null) continue;
    const controls = iconControls(node);
    return controls.length > 1 && controls.at(-1) === control;
  }
  return false;
}

/**
 * Like and Comment come first, Save stands alone at the far end; what comes after the first two passes the post on.
 * Used only for a control whose icon and label are both new to us.
 */
function kindByPlace(control: Element): IconKind | null {
  if (location.pathname.startsWith('/stories/')) return isLastBesideReply(control) ? 'share' : null;
  const bar = barOf(control);
  if (bar === null) return null;
  const groups = [...bar.children].map(iconControls).filter(group => group.length > 0);
  const [first, ...rest] = groups;
  const standsAlone = rest.at(-1)?.length === 1 && rest.at(-1)?.[0] === control && (first?.length ?? 0) > 1;
  return groups.flat().indexOf(control) >= 2 && !standsAlone ? 'share' : null;
}

/** Sending a message passes on what is attached to it. */
function sendAction(target: Element): ShareAction | null {
  const found = composerAction(target);
  if (found === null) return null;
  const attached = [...media(found.composer)];
  return attached.length === 0 ? null : { kind: 'send', control: found.control, media: attached, permalink: null };
}

/** A menu or sheet passes on what it was opened from, and what it shows itself. */
function sheetAction(target: Element, layer: Element): ShareAction | null {
  const found = layerAction(target, layer);
  return found && { ...found, media: [...media(layer)], permalink: null, ofOpened: true };
}

function opens(target: Element): Subject | null {
  const control = target.closest(CONTROL);
  if (control === null || control.closest(NOT_AN_OPENER) !== null || layerOf(control) !== null) return null;
  const post = postOf(control);
  const shown = post === null ? [] : [...media(post)];
  // What holds the media of several posts is the page, and the control is about none of them.
  return post?.matches(POST) || shown.length === 1 ? { media: shown, permalink: permalink(control) } : null;
}

function shareAction(target: Element): ShareAction | null {
  const layer = layerOf(target);
  if (layer !== null) return sheetAction(target, layer);
  if (location.pathname.startsWith('/direct/')) return sendAction(target);
  const control = target.closest<HTMLElement>(CONTROL);
  if (control === null || control.closest(NOT_AN_ACTION) !== null) return null;
  const icon = barIcon(control);
  if (icon === null) return null;
  const kind = iconKind(icon) ?? labelKind(control, icon) ?? kindByPlace(control);
  if (kind !== 'share' && kind !== 'repost') return null;
  const post = postOf(control);
  if (post === null) return null;
  const shown = [...media(post)];
  // Every post here has media; at first an empty picture stands in for it.
  const awaits = shown.length === 0 ? ({ awaitsMedia: true } as const) : {};
  return { kind, control, media: shown, permalink: permalink(control), ...awaits };
}

/** Any control of a bar counts, Like and Save too: private accounts have no Share. What the place alone tells counts as well. */
function recognisesControls(): boolean {
  return iconControls(document.documentElement).some(control => {
    const icon = barIcon(control);
    const isKnown = icon !== null && iconKind(icon) !== null && control.closest(NOT_AN_ACTION) === null;
    return (isKnown || shareAction(control) !== null) && postOf(control) !== null;
  });
}

export const instagram: Site = {
  id: 'instagram',
  name: 'Instagram',
  matches: MATCHES,
  media,
  mediaKey,
  permalink,
  shareAction,
  feeds: FEEDS,
  recognisesControls,
  opens,
};
