/**
 * Telegram Web in its two forms, K and A. Both are built of class names that mean something and have stood for years,
 * which is why they are selectors here. Media is decrypted in the page; a message has no public address.
 */
import { knownSite } from '../core/sites.ts';
import { siteFrom } from './site-from.ts';

export const telegram = siteFrom({
  site: knownSite('telegram'),
  mediaKey: () => null,
  notMedia: ['.avatar', '.Avatar', '.chatlist', '.emoji', '.sticker', '.media-sticker'],
  posts: ['.bubble[data-mid]', '[id^="message-"]', '.media-viewer-whole', '#MediaViewer'],
  permalinks: [],
  controls: ['.btn-icon', '.btn-menu-item', '.MenuItem', '.bubble-beside-button'],
  signs: [
    { kind: 'forward', at: ['.tgico-forward', '.icon-forward', '.forward.bubble-beside-button', '.quick-forward'] },
    { kind: 'download', at: ['.tgico-download', '.icon-download'] },
  ],
  labels: ['forward', 'download', 'copy-link'],
  owners: ['.bubble.is-selected', '.bubble.menu-open', '.Message.is-selected', '.Message.has-menu-open'],
});
