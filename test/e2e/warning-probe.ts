/**
 * Content script of the throw-away extension that warning.test.ts builds: the warning and its listeners as the real
 * content script registers them, plus a way for the test to see into the closed root and to hear the answers.
 */
import { createWarning, INTERCEPTED_EVENTS, type Look, type WarningSubject } from '../../src/content/warning.tsx';

export interface Answered {
  readonly choice: string;
  /** Resolved before anything else ran, and while the browser still counted the press as the person's. */
  readonly sameTurn: boolean;
  readonly activated: boolean;
}

export interface Seen {
  readonly open: boolean;
  readonly answers: readonly Answered[];
  readonly title: string;
  /** Value of the focused button, id or tag of any other focused element, or empty. */
  readonly focused: string;
  readonly controls: readonly { readonly name: string; readonly x: number; readonly y: number }[];
  readonly scroll: { readonly top: number; readonly height: number; readonly client: number };
  readonly status: string;
}

const roots: ShadowRoot[] = [];
const attachShadow = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (init) {
  const root = attachShadow.call(this, location.hash === '#open' ? { ...init, mode: 'open' } : init);
  roots.push(root);
  return root;
};

const life = new AbortController();
let look: Look = { layout: 'band', profile: 'adult', law: 'warn_law', trustedAdult: '' };
const warning = createWarning(() => look, life.signal);
const answers: Answered[] = [];
/** True from the start of a press until the browser runs anything else. */
let pressing = false;

for (const kind of INTERCEPTED_EVENTS) {
  addEventListener(
    kind,
    event => {
      if (kind === 'click' || kind === 'keydown') {
        pressing = true;
        setTimeout(() => {
          pressing = false;
        }, 0);
      }
      warning.intercept(event);
    },
    { capture: true, signal: life.signal },
  );
}

async function ask(subject: WarningSubject): Promise<void> {
  const choice = await warning.ask(subject);
  answers.push({
    choice: JSON.stringify(choice),
    sameTurn: pressing,
    activated: navigator.userActivation.isActive,
  });
}

const nameOf = (element: Element): string =>
  element.getAttribute('value') ?? (element.id === '' ? element.localName : element.id);

function see(): Seen {
  const newest = roots.findLast(root => root.host.isConnected && root.querySelector('dialog') !== null);
  const status = roots.findLast(root => root.host.isConnected && root.querySelector('[role=status]') !== null);
  const dialog = newest?.querySelector('dialog');
  return {
    open: warning.isOpen,
    answers,
    title: newest?.querySelector('h2')?.textContent ?? '',
    focused: newest?.activeElement ? nameOf(newest.activeElement) : '',
    controls: [...(newest?.querySelectorAll('button, summary') ?? [])].map(element => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { name: nameOf(element), x: x + width / 2, y: y + height / 2 };
    }),
    scroll: { top: dialog?.scrollTop ?? 0, height: dialog?.scrollHeight ?? 0, client: dialog?.clientHeight ?? 0 },
    status: status?.textContent ?? '',
  };
}

document.addEventListener('probe', event => {
  const request = JSON.parse((event as CustomEvent<string>).detail) as {
    ask?: WarningSubject;
    look?: Partial<Look>;
    abort?: true;
  };
  look = { ...look, ...request.look };
  if (request.ask !== undefined) void ask(request.ask);
  if (request.abort) life.abort();
  document.dispatchEvent(new CustomEvent('probed', { detail: JSON.stringify(see()) }));
});
