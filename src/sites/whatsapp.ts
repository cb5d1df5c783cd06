/**
 * WhatsApp Web: media is decrypted in the page (`blob:`), icons say their name in `data-icon` (which replaced test ids in
 * 2023). The badge "Forwarded" has the same icon as the button, but is none. A message has no public address.
 */
import { knownSite } from '../core/sites.ts';
import { siteFrom } from './site-from.ts';

const icons = (...names: readonly string[]): readonly string[] => names.map(name => `[data-icon="${name}"]`);

export const whatsapp = siteFrom({
  site: knownSite('whatsapp'),
  mediaKey: () => null,
  notMedia: ['#pane-side', 'header'],
  posts: ['#main [data-id]', '#main [role="row"]', '[role="row"] [data-id]', '[role="dialog"]'],
  permalinks: [],
  signs: [
    {
      kind: 'forward',
      at: icons('forward-chat', 'forward', 'forward-refreshed', 'wds-ic-forward-outline', 'wds-ic-forward'),
    },
    { kind: 'download', at: icons('download', 'download-refreshed', 'wds-ic-download') },
  ],
  controls: ['[role="application"] li'],
  labels: ['forward', 'download'],
  owners: ['[role="checkbox"][aria-checked="true"]', 'input[type="checkbox"]:checked', '[aria-expanded="true"]'],
});
