/**
 * Threads on the desktop web: pressable containers, four icons below each post (like, reply, repost, share) whose labels
 * are translated and whose outlines no public tool has written down; so the place in the bar decides.
 */
import { knownSite } from '../core/sites.ts';
import { metaMediaKey } from './meta-media.ts';
import { siteFrom } from './site-from.ts';

export const threads = siteFrom({
  site: knownSite('threads'),
  mediaKey: metaMediaKey,
  posts: ['div[data-pressable-container="true"]', '[data-pagelet^="threads_feed_"]', '[data-pagelet^="threads_post_"]'],
  permalinks: [
    ['a[href*="/post/"]:has(time)', 'href'],
    ['a[href*="/post/"]', 'href'],
  ],
  notActions: ['nav', 'header'],
  signs: [{ kind: 'other', outlines: ['M16.5 2C14.8335 2 13.2217 2.70703'] }],
  labels: ['share', 'repost', 'copy-link'],
  place: { bar: null, from: 2 },
  owners: ['[aria-haspopup="menu"][aria-expanded="true"]'],
  feeds: /^\/(?:for_you|following|@[^/]+\/post\/[^/]+)?\/?$/,
});
