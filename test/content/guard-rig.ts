/** The guard with the real adapter on two posts, and what the page's own handlers and the person get to see of it. */
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { Checker } from '../../src/content/check.ts';
import { type Answer, createGuard, type Guard, type Question } from '../../src/content/guard.ts';
import { createVerdicts, type Verdicts } from '../../src/content/verdicts.ts';
import type { EntryId, ListId } from '../../src/core/verdict.ts';
import type { Listed } from '../../src/platform/messages.ts';
import { instagram } from '../../src/sites/instagram.ts';

export const LISTED: Listed = {
  list: 'practice' as ListId,
  listName: 'Practice list',
  publisher: 'Consentry',
  entry: '0123456789abcdef' as EntryId,
  closeness: 'exact',
  practice: true,
};
const PLANE = '<svg height="24"><path d="M13.973 20.046 21.77 6.928"/></svg>';
const post = (code: string, ...stems: readonly string[]) => `
  <article><a href="/p/${code}/"><time></time></a>
    ${stems.map(stem => `<img src="https://scontent.cdninstagram.com/v/t51.2885-15/${stem}.jpg">`).join('')}
    <section><button id="share-${code}">${PLANE}</button></section></article>`;

const noChecks: Checker = { check: () => undefined, askHarder: () => undefined, forget: () => undefined };
export const turn = () => new Promise(resolve => setTimeout(resolve));

export interface GuardRig {
  readonly verdicts: Verdicts;
  readonly guard: Guard;
  /** Kinds of events, each with the post, that the page's handlers got. */
  readonly reached: string[];
  readonly questions: Question[];
  answer(choice: Answer): void;
}

export const byId = (id: string): HTMLElement => document.querySelector(`#${id}`) ?? expect.fail(id);
export const button = (code: string): HTMLElement => byId(`share-${code}`);

export const press = (code: string) => {
  button(code).dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }));
  button(code).click();
};

/** Post `one` shows first_n, post `two` second_n and third_n. A rig for each test, by the function that is returned. */
export function useGuard(): () => GuardRig {
  let life: AbortController;
  let rig: GuardRig;

  beforeEach(() => {
    life = new AbortController();
    const verdicts = createVerdicts();
    const [reached, questions]: [string[], Question[]] = [[], []];
    let resolveAnswer: (choice: Answer) => void = () => expect.fail('nothing was asked');
    const ask = (question: Question) => {
      questions.push(question);
      return new Promise<Answer>(resolve => {
        resolveAnswer = resolve;
      });
    };
    const ports = { ask, onAnswer: () => undefined, onFault: (error: unknown) => expect.fail(String(error)) };
    const guard = createGuard({ site: instagram, verdicts, checker: noChecks, ...ports }, life.signal);
    rig = { verdicts, guard, reached, questions, answer: choice => resolveAnswer(choice) };
    for (const kind of ['pointerdown', 'mousedown', 'click', 'keydown', 'keyup']) {
      window.addEventListener(kind, event => guard.intercept(event), { capture: true, signal: life.signal });
    }
    document.body.innerHTML = post('one', 'first_n') + post('two', 'second_n', 'third_n');
    for (const code of ['one', 'two']) {
      for (const kind of ['pointerdown', 'mousedown', 'click', 'keydown']) {
        button(code).addEventListener(kind, () => reached.push(`${kind} ${code}`));
      }
    }
  });

  afterEach(() => {
    life.abort();
    vi.useRealTimers();
  });
  return () => rig;
}
