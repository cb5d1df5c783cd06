/**
 * Instagram's menus, share sheets and message box: their controls pass on what is shown elsewhere. Told by shape first;
 * words have a second vote.
 */
import { wordsKind } from './instagram-labels.ts';
import { iconKind } from './instagram-signs.ts';
import type { ShareKind } from './site.ts';

const LAYER = '[role="dialog"], [role="menu"]';
const PRESSABLE = 'button, a[href], [role="button"], [role="menuitem"], [role="link"]';
const SEARCH = 'input:not([type="hidden"]):not([type="file"]):not([type="checkbox"]):not([type="radio"])';
/** Whom to send it to. */
const CHOICE = '[role="option"], [role="checkbox"], [role="radio"], input[type="checkbox"], input[type="radio"]';
/** A sheet offers more people than this; a form with a box to tick does not. */
const MIN_CHOICES = 3;
const MESSAGE_BOX = '[role="textbox"][contenteditable="true"]';
/** The message box and its buttons lie within a few elements of each other. */
const COMPOSER_CLIMB = 6;
const MESSAGE = '[role="row"]';

/** The menu, sheet or dialog around an element; not the dialog that shows a post. */
export function layerOf(element: Element): Element | null {
  const layer = element.closest(LAYER);
  return layer?.querySelector('article') ? null : (layer ?? null);
}

/** A sheet asks whom to send something to. */
function isSheet(layer: Element): boolean {
  if (layer.querySelector(SEARCH) === null) return false;
  if (layer.querySelectorAll(CHOICE).length >= MIN_CHOICES) return true;
  return [...layer.querySelectorAll(PRESSABLE)].some(control => wordsKind(control) !== null);
}

/** How a control of a menu or sheet passes on what that is about; null if it does not. */
export function layerAction(target: Element, layer: Element): { control: HTMLElement; kind: ShareKind } | null {
  const control = target.closest<HTMLElement>(PRESSABLE);
  if (control === null || !layer.contains(control) || control.closest(CHOICE) !== null) return null;
  const kind = wordsKind(control);
  if (kind !== null) return { control, kind };
  const icon = control.querySelector('svg');
  if (icon !== null && iconKind(icon) === 'share') return { control, kind: 'share' };
  // Whatever else a sheet offers in words sends it somewhere; a bare icon is the way out.
  return isSheet(layer) && (control.textContent ?? '').trim() !== '' ? { control, kind: 'send' } : null;
}

/** The box for messages around an element: where one writes, with its buttons and what is attached. */
function composerOf(element: Element): Element | null {
  let node: Element | null = element;
  for (let climbed = 0; node !== null && climbed < COMPOSER_CLIMB; climbed++, node = node.parentElement) {
    if (node.querySelector(MESSAGE_BOX) === null || node.querySelector('input[type="file"]') === null) continue;
    const around = node.parentElement; // what is attached may stand above the line in which one writes
    return around === null || around.querySelector(MESSAGE) !== null ? node : around;
  }
  return null;
}

/** Sending what is attached to a message: by its button, or from where one writes. */
export function composerAction(target: Element): { control: HTMLElement; composer: Element } | null {
  const composer = composerOf(target);
  if (composer === null) return null;
  const controls = [...composer.querySelectorAll<HTMLElement>('button, [role="button"]')];
  const worded = controls.filter(control => (control.textContent ?? '').trim() !== '');
  const control = controls.find(candidate => wordsKind(candidate) === 'send') ?? worded.at(-1) ?? controls.at(-1);
  const isMeant = control?.contains(target) || target.closest(MESSAGE_BOX) !== null;
  return control !== undefined && isMeant ? { control, composer } : null;
}
