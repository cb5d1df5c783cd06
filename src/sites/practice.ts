/**
 * The practice feed of our own learn page, as an adapter like any other: posts of drawings that the page made itself,
 * each with a button to share. It is in no registry, since no other page looks like this.
 */
import { siteFrom } from './site-from.ts';

export const practice = siteFrom({
  site: { id: 'practice', name: 'Practice', hosts: [], mediaServers: [] },
  mediaKey: ({ protocol, pathname }) => (protocol === 'blob:' ? pathname : null),
  posts: ['[data-post]'],
  permalinks: [],
  signs: [{ kind: 'share', at: ['[data-share]'] }],
  labels: [],
});
