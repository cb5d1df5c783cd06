/**
 * One line of thanks after a person chose not to share. Not a dialog: it takes no focus and no press, and goes by itself.
 */

import { direction, language } from '../platform/i18n.ts';
import { signRoot } from './leftovers.ts';
import { THANKS_STYLE } from './warning-style.ts';

const SHOWN_MS = 6_000;
/** Screen readers speak a change inside of a status that is already there, not one that arrives filled. */
const SPEAK_AFTER_MS = 100;

export interface Thanks {
  show(text: string): void;
  hide(): void;
}

export function createThanks(signal: AbortSignal): Thanks {
  let hide = (): void => {};
  signal.addEventListener('abort', () => hide());

  return {
    hide: () => hide(),
    show(text) {
      hide();
      if (signal.aborted) return;
      const host = document.createElement('div');
      const root = host.attachShadow({ mode: 'closed' });
      signRoot(root);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(THANKS_STYLE);
      root.adoptedStyleSheets = [sheet];
      const status = document.createElement('p');
      status.role = 'status';
      status.popover = 'manual'; // the top layer, above whatever the page stacks
      status.lang = language();
      status.dir = direction();
      root.append(status);
      document.documentElement.append(host);
      status.showPopover();

      const speak = setTimeout(() => {
        status.textContent = text;
      }, SPEAK_AFTER_MS);
      const leave = setTimeout(() => hide(), SHOWN_MS);
      hide = () => {
        clearTimeout(speak);
        clearTimeout(leave);
        host.remove();
        hide = () => {};
      };
    },
  };
}
