/**
 * Facebook on the desktop web. It has no stable container of a post (by mid-2026 not even role=article), and hides false
 * letters in its labels; but the parts of a post say what they are for in `data-ad-rendering-role`, in every language.
 */
import { knownSite } from '../core/sites.ts';
import { metaMediaKey } from './meta-media.ts';
import { siteFrom } from './site-from.ts';

const part = (role: string): string => `[data-ad-rendering-role="${role}"]`;

export const facebook = siteFrom({
  site: knownSite('facebook'),
  mediaKey: metaMediaKey,
  notMedia: ['svg', '[role="banner"]'],
  posts: [
    'div[aria-posinset]',
    '[data-pagelet^="FeedUnit_"]',
    '[role="article"]:not([role="article"] [role="article"])',
  ],
  holdsOne: part('share_button'),
  permalinks: [
    ['a[href*="/posts/"]', 'href'],
    ['a[href*="/permalink/"]', 'href'],
    ['a[href*="/reel/"]', 'href'],
    ['a[href*="/videos/"]', 'href'],
    ['a[href*="fbid="]', 'href'],
    ['a[href*="/watch/"]', 'href'],
  ],
  notActions: ['[role="banner"]', '[role="navigation"]'],
  signs: [
    { kind: 'share', at: [part('share_button')] },
    { kind: 'other', at: [part('like_button'), part('comment_button')] },
  ],
  labels: ['share', 'repost', 'copy-link'],
  owners: ['[aria-haspopup][aria-expanded="true"]'],
  feeds: /^\/(?:home\.php)?$|\/(?:posts|permalink)\//,
});
