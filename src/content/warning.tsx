/**
 * The question before a share. One at a time, in a place that the page can neither read nor press (warning-stage.ts);
 * this file ties events, views and answers together. It does not decide when to ask, nor what follows from an answer.
 */
import { render } from 'preact';
import { direction, language, t } from '../platform/i18n.ts';
import { belongsTo, createKeys, INTERCEPTED_EVENTS } from './warning-events.ts';
import { createStage, type Stage } from './warning-stage.ts';
import { WARNING_STYLE } from './warning-style.ts';
import { createThanks } from './warning-thanks.ts';
import {
  ACTIONS,
  type ActionName,
  type Choice,
  type Look,
  type View,
  type WarningSubject,
  WarningView,
} from './warning-view.tsx';

export { type Choice, INTERCEPTED_EVENTS, type Look, type WarningSubject };

/** Clicks up to this far apart count as double in Windows (GetDoubleClickTime) and about so elsewhere. */
const DOUBLE_CLICK_MS = 500;
/**
 * A view answers to nothing in its first moments, so that the second half of a double click or a quick second Enter
 * cannot answer a question that nobody has read.
 */
const ARMING_MS = DOUBLE_CLICK_MS + 100;

export interface Warning {
  readonly isOpen: boolean;
  /**
   * Shows the question; resolves within the very event in which the person answered, so that user activation is still
   * live. Any closing by other means is `stop`. Resolves `stop` at once if already open.
   */
  ask(subject: WarningSubject): Promise<Choice>;
  /**
   * For every event of INTERCEPTED_EVENTS, first of all window-capture listeners, registered at document_start.
   * True when the event was the warning's: it has then been stopped and handled.
   */
  intercept(event: Event): boolean;
}

const CONTROLS = 'button, summary';
const STOP: Choice = ACTIONS.stop.answer;

/** `nextLook` is asked once a question. */
export function createWarning(nextLook: () => Look, signal: AbortSignal): Warning {
  const thanks = createThanks(signal);
  let stage: Stage | null = null;
  let finish: (choice: Choice) => void = () => {};
  let closedAt = -Infinity;
  /** Clicks in quick succession, as the browser counts them. */
  let clickCount = 0;

  const keys = createKeys({
    moveFocus(backwards) {
      if (stage === null) return;
      const stops = [...stage.root.querySelectorAll<HTMLElement>(CONTROLS)];
      const at = stops.findIndex(control => control.matches(':focus'));
      const next = backwards ? Math.max(at, 0) - 1 : at + 1;
      stops.at(next % stops.length)?.focus();
    },
    leave: () => answer(STOP),
    isOnControl: () => stage?.root.activeElement?.matches(CONTROLS) ?? false,
    canScroll: () => stage !== null && stage.dialog.scrollHeight > stage.dialog.clientHeight,
  });

  /** The person's own answer, as opposed to a warning that had to close. */
  function answer(choice: Choice): void {
    finish(choice);
    if (choice.kind === 'stop') thanks.show(t(choice.wrong ? 'warn_wrong_thanks' : 'warn_thanks'));
  }

  /** Renders one view after another into the open stage until one of them answers. */
  function converse({ root, dialog, isOnTop }: Stage, subject: WarningSubject): void {
    const look = nextLook();
    let view: View = 'main';
    let shownAt = 0;

    function show(next: View): void {
      const from = view;
      view = next;
      shownAt = performance.now();
      render(<WarningView subject={subject} look={look} view={view} onAction={act} />, dialog);
      dialog.scrollTop = 0;
      const back = from === 'main' ? 'stop' : `to-${from}`;
      const focus = view === 'main' ? `button[value="${back}"]` : '#title';
      root.querySelector<HTMLElement>(focus)?.focus({ preventScroll: true });
    }

    function act(name: ActionName): void {
      const armed = performance.now() - shownAt >= ARMING_MS;
      // Not to share may be answered at once, but not by the tail of a double click.
      if (!armed && (name !== 'stop' || clickCount > 1)) return;
      const action = ACTIONS[name];
      if ('view' in action) show(action.view);
      else if (action.answer.kind === 'stop' || isOnTop()) answer(action.answer);
    }

    show('main');
  }

  /** What a press on the last button still brings after it: the release of a key, the second half of a double click. */
  const isTail = (event: Event): boolean =>
    keys.isRelease(event) ||
    (event instanceof MouseEvent && event.detail > 1 && performance.now() - closedAt < DOUBLE_CLICK_MS);

  signal.addEventListener('abort', () => finish(STOP));

  return {
    get isOpen() {
      return stage !== null;
    },

    ask(subject) {
      if (stage !== null || signal.aborted) return Promise.resolve(STOP);
      thanks.hide();
      const { promise, resolve } = Promise.withResolvers<Choice>();
      const opened = createStage(WARNING_STYLE, () => finish(STOP));
      finish = choice => {
        if (stage !== opened) return;
        render(null, opened.dialog);
        opened.close();
        stage = null;
        closedAt = performance.now();
        resolve(choice);
      };
      // Before the dialog opens: moving the focus into it is already an event that the page must not see.
      stage = opened;
      clickCount = 0;
      opened.dialog.lang = language();
      opened.dialog.dir = direction();
      opened.dialog.role = 'alertdialog';
      opened.dialog.setAttribute('aria-labelledby', 'about-to title');
      opened.dialog.setAttribute('aria-describedby', 'about');
      try {
        opened.open();
        converse(opened, subject);
      } catch (error) {
        finish(STOP);
        return Promise.reject(error);
      }
      return promise;
    },

    intercept(event) {
      if (stage === null) {
        if (!event.isTrusted || !isTail(event)) return false;
        event.stopImmediatePropagation();
        event.preventDefault();
        return true;
      }
      stage.watch(event);
      if (!belongsTo(stage.host, event)) return false;
      event.stopImmediatePropagation();
      if (!event.isTrusted || event instanceof DragEvent) event.preventDefault();
      else if (event instanceof KeyboardEvent) keys.handle(event);
      else if (event.type === 'click') clickCount = (event as MouseEvent).detail;
      return true;
    },
  };
}
