/**
 * TikTok on the desktop web: one player at a time, controls with `data-e2e` names, a panel of share targets that opens
 * under the pointer, so that its items are pressed without any press on Share.
 */
import { knownSite } from '../core/sites.ts';
import { isOn } from './last-segment.ts';
import { siteFrom } from './site-from.ts';

const DOMAINS = ['tiktokcdn.com', 'tiktokcdn-us.com', 'tiktokcdn-eu.com'];
/** Folders whose name has `-avt-` hold portraits. */
const PORTRAITS = /-avt-/;

/** `/tos-maliva-p-0068/<id>~tplv-photomode-image.jpeg`: what comes after the tilde is size and format. */
function mediaKey({ hostname, pathname }: URL): string | null {
  if (!DOMAINS.some(domain => isOn(hostname, domain)) || PORTRAITS.test(pathname)) return null;
  const [name = ''] = (pathname.split('/').at(-1) ?? '').split('~');
  return name === '' ? null : name;
}

const named = (name: string): string => `[data-e2e="${name}"]`;

export const tiktok = siteFrom({
  site: knownSite('tiktok'),
  mediaKey,
  notMedia: [named('video-avatar'), named('user-avatar')],
  posts: [named('recommend-list-item-container'), 'article', named('browse-video-container'), '[id^="xgwrapper-"]'],
  permalinks: [
    ['a[href*="/video/"]', 'href'],
    ['a[href*="/photo/"]', 'href'],
  ],
  controls: ['a[data-e2e^="share-"]', '[data-e2e="share-group"] a', '[data-e2e="share-link"]'],
  notActions: ['nav', 'header'],
  signs: [
    { kind: 'repost', at: [named('share-repost')] },
    { kind: 'copy-link', at: [named('share-copy'), named('share-link')] },
    { kind: 'share', at: [named('share-icon'), named('browse-share-icon'), '[data-e2e^="share-"]'] },
    { kind: 'share', inside: [named('share-group')] },
    { kind: 'other', at: ['like-icon', 'comment-icon', 'browse-like-icon', 'browse-comment-icon'].map(named) },
  ],
  labels: ['share', 'repost', 'copy-link'],
  place: { bar: null, from: 3 },
  owners: ['[aria-expanded="true"]'],
  feeds: /^\/(?:foryou|following|@[^/]+\/video\/\d+)?\/?$/,
});
