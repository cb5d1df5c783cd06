import { describe, expect, test, vi } from 'vitest';
import { belongsTo, createKeys, INTERCEPTED_EVENTS, isRival } from '../../src/content/warning-events.ts';

/** jsdom makes untrusted events only, as a page does; here trust is what the browser would have said. */
const event = (type: string, target: EventTarget, isTrusted = true): Event =>
  Object.create(Event.prototype, { type: { value: type }, target: { value: target }, isTrusted: { value: isTrusted } });

describe('an event belongs to the open warning', () => {
  const host = document.createElement('div');

  test('when a person caused it, wherever it went', () => {
    expect(belongsTo(host, event('keydown', host))).toBe(true);
    expect(belongsTo(host, event('pointerdown', document.body))).toBe(true);
    expect(belongsTo(host, event('focusin', document.body))).toBe(true);
  });

  test('when page code aimed it at the warning, of whatever kind', () => {
    expect(belongsTo(host, event('click', host, false))).toBe(true);
    expect(belongsTo(host, event('anything', host, false))).toBe(true);
  });

  test('but not when page code aimed it at the page, or it is the window’s own', () => {
    expect(belongsTo(host, event('click', document.body, false))).toBe(false);
    expect(belongsTo(host, event('blur', window))).toBe(false);
    expect(belongsTo(host, event('toggle', document.body))).toBe(false);
  });
});

test('what opens is a rival only while it is open', () => {
  const element = document.createElement('div');
  const matches = vi.spyOn(element, 'matches').mockReturnValue(true);
  expect(isRival(event('toggle', element))).toBe(true);
  matches.mockReturnValue(false);
  expect(isRival(event('toggle', element))).toBe(false);
  expect(isRival(event('focusin', element))).toBe(false);
});

test('no event that scrolls is intercepted: it would make every scroll wait', () => {
  expect(INTERCEPTED_EVENTS.filter(kind => ['wheel', 'touchmove', 'scroll'].includes(kind))).toEqual([]);
  expect(new Set(INTERCEPTED_EVENTS).size).toBe(INTERCEPTED_EVENTS.length);
});

describe('keys', () => {
  function start({ canScroll = false, isOnControl = true } = {}) {
    const moveFocus = vi.fn();
    const leave = vi.fn();
    const keys = createKeys({ moveFocus, leave, canScroll: () => canScroll, isOnControl: () => isOnControl });
    const press = (type: 'keydown' | 'keyup', key: string, init: KeyboardEventInit = {}) => {
      const event = new KeyboardEvent(type, { key, code: key === ' ' ? 'Space' : key, cancelable: true, ...init });
      keys.handle(event);
      return event;
    };
    return { keys, press, moveFocus, leave };
  }

  test('Tab moves the focus in both directions and never leaves for the browser’s toolbar', () => {
    const { press, moveFocus } = start();
    expect(press('keydown', 'Tab').defaultPrevented).toBe(true);
    expect(press('keydown', 'Tab', { shiftKey: true }).defaultPrevented).toBe(true);
    expect(moveFocus.mock.calls).toEqual([[false], [true]]);
  });

  test('Ctrl+Tab stays the browser’s', () => {
    const { press, moveFocus } = start();
    expect(press('keydown', 'Tab', { ctrlKey: true }).defaultPrevented).toBe(false);
    expect(moveFocus).not.toHaveBeenCalled();
  });

  test('Enter and Space are left to the browser, which presses the focused button', () => {
    const { press } = start();
    expect(press('keydown', 'Enter').defaultPrevented).toBe(false);
    expect(press('keydown', ' ').defaultPrevented).toBe(false);
    expect(press('keyup', ' ').defaultPrevented).toBe(false);
  });

  test('a key that is held down presses nothing', () => {
    const { press, leave } = start();
    expect(press('keydown', 'Enter', { repeat: true }).defaultPrevented).toBe(true);
    expect(press('keydown', ' ', { repeat: true }).defaultPrevented).toBe(true);
    press('keydown', 'Escape', { repeat: true });
    expect(leave).not.toHaveBeenCalled();
  });

  test('the release of a key that went down before the warning opened presses nothing', () => {
    const { press } = start();
    expect(press('keyup', ' ').defaultPrevented).toBe(true);
  });

  test('Escape leaves', () => {
    const { press, leave } = start();
    press('keydown', 'Escape');
    expect(leave).toHaveBeenCalledOnce();
  });

  test('keys that scroll work while there is something to scroll, and never move the page', () => {
    for (const key of ['ArrowDown', 'PageUp', 'End']) {
      expect(start({ canScroll: true }).press('keydown', key).defaultPrevented, key).toBe(false);
      expect(start({ canScroll: false }).press('keydown', key).defaultPrevented, key).toBe(true);
    }
    expect(start({ isOnControl: false }).press('keydown', ' ').defaultPrevented).toBe(true);
  });

  test('the release of the key that closed the warning is not the page’s, and only that one', () => {
    const { keys, press } = start();
    press('keydown', 'Escape');
    const release = new KeyboardEvent('keyup', { key: 'Escape', code: 'Escape' });
    expect(keys.isRelease(release)).toBe(true);
    expect(keys.isRelease(release)).toBe(false);
  });

  test('a new press of the same key after closing is the page’s, release and all', () => {
    const { keys, press } = start();
    press('keydown', 'Escape');
    expect(keys.isRelease(new KeyboardEvent('keydown', { code: 'Escape' }))).toBe(false);
    expect(keys.isRelease(new KeyboardEvent('keyup', { code: 'Escape' }))).toBe(false);
  });
});
