/**
 * Discord in the browser. Attachments keep their path on both servers, all that follows is signature and size. No public
 * tool names the forward control for certain: the label tells it, or the name of the item in the message's menu.
 */
import { knownSite } from '../core/sites.ts';
import { isOn } from './last-segment.ts';
import { siteFrom } from './site-from.ts';

/** What people post; not portraits, icons, emoji and stickers, which lie in folders of their own. */
const FOLDER = /^\/(?:attachments|ephemeral-attachments|external)\//;

const mediaKey = ({ hostname, pathname }: URL): string | null =>
  (isOn(hostname, 'discordapp.com') || isOn(hostname, 'discordapp.net')) && FOLDER.test(pathname) ? pathname : null;

export const discord = siteFrom({
  site: knownSite('discord'),
  mediaKey,
  posts: ['li[id^="chat-messages-"]', '[id^="message-accessories-"]', '[role="dialog"]'],
  permalinks: [],
  signs: [
    { kind: 'forward', at: ['[id="message-forward"]', '[id="message-actions-forward"]'] },
    {
      kind: 'copy-link',
      at: ['[id="message-copy-link"]', '[id="message-copy-native-link"]', '[id="copy-native-link"]'],
    },
    { kind: 'download', at: ['[id="message-save-native-link"]', '[id="save-image"]'] },
  ],
  labels: ['forward', 'copy-link', 'download'],
  owners: ['[aria-expanded="true"]'],
});
