/**
 * Which events the warning takes from the page while it is open, and what it does with keys.
 * The list is registered once, on window, capturing, at document_start: listeners that are added when the warning
 * opens come after the page's own, and the page would see every key.
 */

/** By these the page can come on top. The warning looks at them and leaves them to the page. */
const RIVALRY = ['toggle', 'fullscreenchange'];

/**
 * Everything by which a person's hand, pen, finger or keyboard can press something. Not wheel and touchmove: a
 * listener that may prevent those makes every scroll of the page wait for it, warning or not.
 */
const INPUT = [
  ...['pointerdown', 'pointerup', 'pointermove', 'pointercancel', 'gotpointercapture', 'lostpointercapture'],
  ...['pointerover', 'pointerout', 'pointerenter', 'pointerleave'],
  ...['mousedown', 'mouseup', 'mousemove', 'mouseover', 'mouseout', 'mouseenter', 'mouseleave'],
  ...['click', 'auxclick', 'dblclick', 'contextmenu'],
  ...['touchstart', 'touchend', 'touchcancel'],
  ...['keydown', 'keypress', 'keyup'],
  ...['focus', 'blur', 'focusin', 'focusout'],
  ...['selectstart', 'selectionchange', 'copy', 'cut', 'paste'],
  ...['dragstart', 'drag', 'dragenter', 'dragover', 'dragleave', 'dragend', 'drop'],
];
const INPUT_KINDS: ReadonlySet<string> = new Set(INPUT);

export const INTERCEPTED_EVENTS: readonly string[] = [...INPUT, ...RIVALRY];

/**
 * Is the event the warning's? While a modal dialog is open a person can reach nothing else, so every trusted input
 * event is. One that page code made is ours only when aimed at our host: what the page does to itself goes on.
 * Events of the window itself (another tab, another program) stay the page's.
 */
export const belongsTo = (host: Element, event: Event): boolean =>
  event.target instanceof Node && (event.isTrusted ? INPUT_KINDS.has(event.type) : event.target === host);

/** True when the event says that something of the page now lies above the dialog. */
export function isRival({ type, target }: Event): boolean {
  if (type === 'fullscreenchange') return document.fullscreenElement !== null;
  return type === 'toggle' && target instanceof HTMLElement && target.matches(':popover-open, :modal');
}

export interface KeyActions {
  /** Tab, Shift+Tab. */
  moveFocus(backwards: boolean): void;
  /** Escape. */
  leave(): void;
  canScroll(): boolean;
  /** Is the focus on something that Space would press? */
  isOnControl(): boolean;
}

export interface Keys {
  /** For every key event while the warning is open. */
  handle(event: KeyboardEvent): void;
  /** For every event while it is closed: true for the release of a key that was pressed in it. */
  isRelease(event: Event): boolean;
}

const SCROLL_KEYS = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']);

/** Enter and Space are left to the browser, which presses the focused button; here it is decided when they may not. */
export function createKeys({ moveFocus, leave, canScroll, isOnControl }: KeyActions): Keys {
  /** Keys that went down inside of the warning. One that was down before it opened presses nothing in it. */
  const down = new Set<string>();

  function onKeyDown(event: KeyboardEvent): void {
    const { key, repeat } = event;
    if (key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault(); // the browser's own Tab leaves for its toolbar after the last button
      moveFocus(event.shiftKey);
    } else if (SCROLL_KEYS.has(key) || (key === ' ' && !isOnControl())) {
      if (!canScroll()) event.preventDefault(); // it would scroll the page underneath
    } else if (repeat) {
      event.preventDefault();
    } else {
      down.add(event.code);
      if (key === 'Escape') leave();
    }
  }

  return {
    handle(event) {
      if (event.type === 'keydown') onKeyDown(event);
      // Some browsers press a button on the release of Space alone.
      else if (event.type === 'keyup' && !down.delete(event.code)) event.preventDefault();
    },
    isRelease(event) {
      if (down.size === 0 || !(event instanceof KeyboardEvent)) return false;
      const known = down.delete(event.code);
      return known && event.type === 'keyup';
    },
  };
}
