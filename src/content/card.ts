/**
 * A small card of ours that asks nothing: it takes no focus, darkens nothing, and goes by itself. In a closed shadow
 * root in the top layer, above whatever the page stacks.
 */
import { direction, language, t } from '../platform/i18n.ts';
import { CARD_STYLE } from './card-style.ts';

export interface CardView {
  readonly title?: string;
  readonly text: string;
  /** Progress from 0 to 1, with a way to cancel. Without it the card is only words. */
  readonly share?: number;
  readonly cancel?: () => void;
  /** Where the pointer is, in CSS pixels of the viewport; without it the card stands at the lower edge. */
  readonly at?: { readonly x: number; readonly y: number };
}

export interface Card {
  readonly isShown: boolean;
  show(view: CardView): void;
  hide(): void;
  /** True when the event was on the card; the page does not get it. */
  intercept(event: Event): boolean;
}

/** Browsers open their menu to the lower right of the pointer, so the card goes to its upper left. */
const FROM_POINTER_PX = 8;

interface Shown {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly box: HTMLElement;
  readonly title: HTMLElement;
  readonly words: HTMLElement;
  readonly progress: HTMLProgressElement;
  readonly button: HTMLButtonElement;
}

function build(): Shown {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CARD_STYLE);
  root.adoptedStyleSheets = [sheet];
  const box = document.createElement('div');
  box.popover = 'manual';
  box.lang = language();
  box.dir = direction();
  const words = document.createElement('p');
  words.role = 'status';
  const title = document.createElement('strong');
  const text = document.createElement('span');
  const progress = document.createElement('progress');
  const button = document.createElement('button');
  button.type = 'button';
  words.append(title, text);
  box.append(words, progress, button);
  root.append(box);
  document.documentElement.append(host);
  box.showPopover();
  return { host, root, box, title, words: text, progress, button };
}

function place({ box }: Shown, at: CardView['at']): void {
  box.classList.toggle('placed', at !== undefined);
  if (at === undefined) return;
  const { width, height } = box.getBoundingClientRect();
  const left = Math.min(Math.max(at.x - width - FROM_POINTER_PX, FROM_POINTER_PX), innerWidth - width);
  const top = Math.max(at.y - height - FROM_POINTER_PX, FROM_POINTER_PX);
  box.style.translate = `${left}px ${top}px`;
}

export function createCard(signal: AbortSignal): Card {
  let shown: Shown | null = null;
  let cancel: (() => void) | undefined;

  function hide(): void {
    shown?.host.remove();
    shown = null;
  }
  signal.addEventListener('abort', hide);

  return {
    get isShown() {
      return shown !== null;
    },
    hide,
    show(view) {
      if (signal.aborted) return;
      shown ??= build();
      const { title, words, progress, button } = shown;
      title.textContent = view.title ?? '';
      title.hidden = view.title === undefined;
      words.textContent = view.text;
      progress.hidden = view.share === undefined;
      progress.value = view.share ?? 0;
      progress.ariaLabel = view.text;
      button.textContent = t('upload_cancel');
      button.hidden = view.cancel === undefined;
      cancel = view.cancel;
      place(shown, view.at);
    },
    intercept(event) {
      if (shown === null || event.target !== shown.host) return false;
      event.stopImmediatePropagation();
      if (event.type !== 'click' || !event.isTrusted) return true;
      const { detail, clientX, clientY } = event as MouseEvent;
      const { root, button } = shown;
      const pressed = detail === 0 ? root.activeElement : root.elementFromPoint(clientX, clientY);
      if (pressed === button) cancel?.();
      return true;
    },
  };
}
