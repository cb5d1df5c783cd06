/**
 * Where the warning stands: a host element with a random name on the document element, a closed shadow root and one
 * modal dialog in it. It holds that place against the page: comes back when removed, above what the page puts on top,
 * and undoes what the page does to the host. A `popover` would lose to a page that fights for the focus; a modal
 * dialog makes the rest of the page inert. It knows nothing of what is shown.
 */
import { signRoot } from './leftovers.ts';
import { isRival } from './warning-events.ts';

/** A page that takes the place back more often than this is not one that the question can be asked on. */
const MAX_FIGHTS = 100;
const FIGHT_WINDOW_MS = 2_000;

export interface Stage {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly dialog: HTMLDialogElement;
  open(): void;
  /** Takes everything away and gives the focus back to where it was. */
  close(): void;
  /** For every event while open: stays on top if one of them says that the dialog no longer is. */
  watch(event: Event): void;
  /** True while the dialog is what a person sees and reaches. */
  isOnTop(): boolean;
}

/** A name that page code cannot know, so that neither its styles nor its selectors are meant for us. */
function randomName(): string {
  const letters = Array.from(crypto.getRandomValues(new Uint8Array(12)), byte => String.fromCharCode(97 + (byte % 26)));
  return `${letters.slice(0, 6).join('')}-${letters.slice(6).join('')}`;
}

/**
 * What is left to scroll in the dialog may scroll; there it ends, and not in the page underneath. `overscroll-behavior`
 * alone does not hold in Firefox, where nothing is left to scroll.
 */
function containScroll(dialog: HTMLDialogElement, event: WheelEvent): void {
  event.stopPropagation();
  const below = dialog.scrollHeight - dialog.clientHeight - dialog.scrollTop;
  if (!event.ctrlKey && (event.deltaY < 0 ? dialog.scrollTop : below) < 1) event.preventDefault();
}

export function createStage(style: string, onLost: () => void): Stage {
  const host = document.createElement(randomName());
  const root = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet(); // unlike a <style> element, never subject to the page's CSP
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  signRoot(root);
  const dialog = document.createElement('dialog');
  dialog.setAttribute('closedby', 'none'); // browsers give in to the second or third Escape otherwise
  dialog.addEventListener('wheel', event => containScroll(dialog, event), { passive: false });
  root.append(dialog);

  const focusedBefore = document.activeElement;
  let focused: Element | null = null;
  let fights: number[] = [];
  let closed = false;

  const isOnTop = (): boolean =>
    host.parentNode === document.documentElement &&
    dialog.matches(':modal') &&
    document.elementFromPoint(innerWidth / 2, innerHeight / 2) === host;

  const focusOn = (element: Element | null): void => {
    if (element instanceof HTMLElement) element.focus({ preventScroll: true });
  };

  const rememberFocus = (): void => {
    focused = root.activeElement;
  };

  /** Last in the top layer, whatever came there since. */
  function raise(): void {
    const back = root.activeElement ?? focused; // showModal moves the focus to the first thing that takes it
    if (dialog.open) dialog.close();
    if (host.parentNode !== document.documentElement) document.documentElement.append(host);
    dialog.showModal();
    focusOn(back);
  }

  function fight(): void {
    const now = performance.now();
    fights = [...fights.filter(at => now - at < FIGHT_WINDOW_MS), now];
    if (fights.length > MAX_FIGHTS || document.documentElement === null) onLost();
    else raise();
  }

  function defend(): void {
    if (closed) return;
    for (const { name } of [...host.attributes]) host.removeAttribute(name);
    if (!isOnTop()) fight();
    else if (root.activeElement === null) focusOn(focused); // inert takes the focus away for good
  }

  const mutations = new MutationObserver(defend);
  const sizes = new ResizeObserver(defend); // notices when it is no longer rendered, for whatever reason

  return {
    host,
    root,
    dialog,
    open() {
      mutations.observe(document, { childList: true });
      mutations.observe(document.documentElement, { childList: true, attributes: true });
      mutations.observe(host, { attributes: true });
      dialog.addEventListener('close', () => {
        if (!closed && !dialog.open) onLost();
      });
      root.addEventListener('focusin', rememberFocus); // moves within a shadow tree never reach the window
      raise();
      sizes.observe(dialog);
    },
    close() {
      closed = true;
      mutations.disconnect();
      sizes.disconnect();
      if (dialog.open) dialog.close();
      host.remove();
      if (document.activeElement !== focusedBefore) focusOn(focusedBefore);
    },
    watch(event) {
      if (event.type === 'focusin' && event.target === host) rememberFocus();
      // In a microtask: the page's code may be in the middle of opening something.
      else if (event.type === 'focusin') queueMicrotask(defend);
      else if (isRival(event)) queueMicrotask(() => closed || fight());
    },
    isOnTop,
  };
}
