/**
 * Reddit's web page of custom elements with open shadow roots: a post tells its facts in attributes, the pictures are
 * slotted from outside, videos and the inside of the share button are not.
 */
import { knownSite } from '../core/sites.ts';
import { isOn, lastSegment } from './last-segment.ts';
import { siteFrom } from './site-from.ts';

/** `preview.redd.it/a-title-v0-<id>.jpg` and `i.redd.it/<id>.jpg` are the same picture. */
const TITLED = /^.*-v\d+-/;
/** Where the site keeps its own drawings, portraits and awards. */
const NOT_POSTS = /^(styles|emoji|www)\.redd\.it$/;

function mediaKey(source: URL): string | null {
  if (!isOn(source.hostname, 'redd.it') || NOT_POSTS.test(source.hostname)) return null;
  const name = lastSegment(source)?.replace(TITLED, '') ?? null;
  if (name === null) return null;
  // `crop=smart` keeps the whole picture; `crop=1:1,smart` cuts a part out, and `blur` leaves only colours.
  const crop = source.searchParams.get('crop') ?? '';
  const part = [/^\d/.test(crop) ? crop : '', source.searchParams.get('blur') ?? ''].filter(each => each !== '');
  return part.length === 0 ? name : `${name}~${part.join(' ')}`;
}

export const reddit = siteFrom({
  site: knownSite('reddit'),
  mediaKey,
  notMedia: ['[aria-hidden="true"]', '.post-background-image-filter', 'faceplate-img[slot="avatar"]', '[avatar]'],
  shadowHosts: [
    ...['shreddit-post', 'shreddit-player', 'shreddit-player-2', 'gallery-carousel', 'shreddit-aspect-ratio'],
    'shreddit-blurred-container',
  ],
  controlHosts: ['shreddit-post-share-button'],
  posts: ['shreddit-post', 'article', 'shreddit-comment'],
  permalinks: [
    ['shreddit-post[permalink]', 'permalink'],
    ['a[slot="full-post-link"]', 'href'],
    ['a[href*="/comments/"]', 'href'],
  ],
  signs: [
    { kind: 'share', inside: ['shreddit-post-share-button', '[slot="share-button"]'], at: ['[icon-name^="share"]'] },
    { kind: 'repost', at: ['[icon-name^="crosspost"]'], inside: ['[data-post-click-location="crosspost"]'] },
    {
      kind: 'other',
      inside: ['[data-action-bar-action="comment"]', '[slot="vote-button"]', 'shreddit-post-overflow-menu'],
    },
  ],
  labels: ['share', 'copy-link', 'repost'],
  feeds: /^\/(best|hot|new|top|rising|r\/[^/]+)?\/?$|^\/r\/[^/]+\/comments\//,
});
