/**
 * X on the desktop web: timeline, post, photo viewer. Its test ids have stood for years (public tools 2023-2026); Share
 * has none and is the last button of its bar. Menus lie in a layer of their own, as far from the post as can be.
 */
import { knownSite } from '../core/sites.ts';
import { isOn, lastSegment } from './last-segment.ts';
import { siteFrom } from './site-from.ts';

/** Pictures, and the covers of videos; not portraits, banners and emoji. */
const FOLDER = /^\/(media|ext_tw_video_thumb|amplify_video_thumb|tweet_video_thumb|card_img)\//;

export const x = siteFrom({
  site: knownSite('x'),
  mediaKey: source => (isOn(source.hostname, 'twimg.com') && FOLDER.test(source.pathname) ? lastSegment(source) : null),
  posts: ['article[data-testid="tweet"]', 'article', '[role="dialog"][aria-modal="true"]'],
  permalinks: [
    ['a[href*="/status/"]:has(time)', 'href'],
    ['a[href*="/status/"]', 'href'],
  ],
  notActions: ['nav', 'header[role="banner"]'],
  signs: [
    { kind: 'repost', at: ['[data-testid="retweet"]', '[data-testid="retweetConfirm"]', 'a[href$="/compose/post"]'] },
    {
      kind: 'other',
      at: ['unretweet', 'reply', 'like', 'unlike', 'bookmark', 'removeBookmark', 'caret'].map(
        id => `[data-testid="${id}"]`,
      ),
    },
    { kind: 'share', at: ['[role="group"] > :last-child button:not([data-testid])'] },
  ],
  controls: ['a[href$="/compose/post"]'],
  labels: ['share', 'repost', 'copy-link'],
  place: { bar: '[role="group"]', from: 1 },
  owners: ['[aria-haspopup="menu"][aria-expanded="true"]'],
  feeds: /^\/(home|[^/]+\/status\/\d+)\/?$/,
});
