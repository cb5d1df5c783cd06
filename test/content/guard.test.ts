/** The guard with the real adapter on a post: what the page's own handler gets to see. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Checker } from '../../src/content/check.ts';
import { type Answer, createGuard, type Guard, type Question } from '../../src/content/guard.ts';
import { createVerdicts, type Verdicts } from '../../src/content/verdicts.ts';
import type { EntryId, ListId } from '../../src/core/verdict.ts';
import type { Listed } from '../../src/platform/messages.ts';
import { instagram } from '../../src/sites/instagram.ts';

const LISTED: Listed = {
  list: 'practice' as ListId,
  listName: 'Practice list',
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
const turn = () => new Promise(resolve => setTimeout(resolve));

let life: AbortController;
let verdicts: Verdicts;
let guard: Guard;
let reached: string[];
let questions: Question[];
let answer: (choice: Answer) => void;

const button = (code: string): HTMLElement => document.querySelector(`#share-${code}`) ?? expect.fail(code);

beforeEach(() => {
  life = new AbortController();
  verdicts = createVerdicts();
  reached = [];
  questions = [];
  const ask = (question: Question) => {
    questions.push(question);
    return new Promise<Answer>(resolve => {
      answer = resolve;
    });
  };
  const ports = { ask, onAnswer: () => undefined, onFault: (error: unknown) => expect.fail(String(error)) };
  guard = createGuard({ site: instagram, verdicts, checker: noChecks, ...ports }, life.signal);
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

const press = (code: string) => {
  button(code).dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }));
  button(code).click();
};

const shareAnyway = async () => {
  await turn();
  answer({ kind: 'share', wrong: false });
  await turn();
};

describe('clear media', () => {
  test('is passed on at once: every event reaches the page', () => {
    verdicts.set('first_n', { status: 'clear' });
    press('one');
    expect(reached).toEqual(['mousedown one', 'click one']);
    expect(questions).toEqual([]);
  });

  test('that could not be judged is passed on too: our faults fail open', () => {
    verdicts.set('first_n', { status: 'unknown', reason: 'undecodable' });
    press('one');
    expect(reached).toEqual(['mousedown one', 'click one']);
  });
});

describe('flagged media', () => {
  beforeEach(() => {
    verdicts.set('second_n', { status: 'flagged', listed: LISTED });
    verdicts.set('third_n', { status: 'clear' });
  });

  test('reaches no handler before the answer, and one question is asked however often one presses', async () => {
    for (let i = 0; i < 20; i++) press('two');
    await turn();
    expect(reached).toEqual([]);
    expect(questions).toEqual([{ listed: LISTED, permalink: 'https://www.instagram.com/p/two/' }]);
  });

  test('"Don\'t share" reaches nothing, and the next press asks again', async () => {
    press('two');
    await turn();
    answer({ kind: 'stop', wrong: false });
    await turn();
    press('two');
    await turn();
    expect(reached).toEqual([]);
    expect(questions).toHaveLength(2);
  });

  test('"Share anyway" reaches the handler exactly once, and is not asked again on this page', async () => {
    press('two');
    await shareAnyway();
    expect(reached).toEqual(['click two']);
    press('two');
    await turn();
    expect(reached).toEqual(['click two', 'mousedown two', 'click two']);
    expect(questions).toHaveLength(1);
  });

  test('whose node shows another post by the time of the answer is not shared', async () => {
    press('two');
    await turn();
    button('two').closest('article')?.querySelector('a')?.setAttribute('href', '/p/other/');
    answer({ kind: 'share', wrong: false });
    await turn();
    expect(reached).toEqual([]);
  });

  test('is asked about by keyboard as well: Enter and Space, but not other keys', async () => {
    const key = (name: string) =>
      button('two').dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
    key('Tab');
    expect(reached).toEqual(['keydown two']);
    key('Enter');
    key(' ');
    await turn();
    expect(reached).toEqual(['keydown two']);
    expect(questions).toHaveLength(1);
  });

  test('holds nothing up elsewhere: a clear post is shared while the question stands', async () => {
    verdicts.set('first_n', { status: 'clear' });
    press('two');
    await turn();
    press('one');
    expect(reached).toEqual(['mousedown one', 'click one']);
  });

  test('that is paged out of its carousel still counts for its post', async () => {
    verdicts.set('first_n', { status: 'clear' });
    guard.remember('https://www.instagram.com/p/one/', 'second_n');
    press('one');
    await turn();
    expect(reached).toEqual([]);
    expect(questions).toHaveLength(1);
  });

  test('is known in every form: flagged whole, asked about as a tile', async () => {
    document
      .querySelector('img')
      ?.setAttribute('src', 'https://scontent.cdninstagram.com/v/t51.2885-15/second_n.jpg?stp=c0.1.2.3a_s640x640');
    press('one');
    await turn();
    expect(questions).toHaveLength(1);
  });
});

test('a film that is mounted anew in its post is not asked about again; another match there is', async () => {
  const source = (key: string) =>
    document.querySelector('img')?.setAttribute('src', `blob:https://www.instagram.com/${key}`);
  const other: Listed = { ...LISTED, entry: 'fedcba9876543210' as EntryId };
  verdicts.set('blob-1', { status: 'flagged', listed: LISTED });
  verdicts.set('blob-2', { status: 'flagged', listed: LISTED });
  verdicts.set('blob-3', { status: 'flagged', listed: other });
  source('1');
  press('one');
  await shareAnyway();
  source('2');
  press('one');
  expect(reached).toEqual(['click one', 'mousedown one', 'click one']);
  source('3');
  press('one');
  await turn();
  expect(questions.map(({ listed }) => listed)).toEqual([LISTED, other]);
});

describe('a menu or sheet', () => {
  beforeEach(() => {
    verdicts.set('first_n', { status: 'clear' });
    verdicts.set('second_n', { status: 'flagged', listed: LISTED });
    verdicts.set('third_n', { status: 'clear' });
    for (const code of ['one', 'two']) {
      button(code).closest('section')?.insertAdjacentHTML('beforeend', `<button id="more-${code}"></button>`);
    }
    document.body.insertAdjacentHTML('beforeend', '<div role="menu"><button id="copy">Copy link</button></div>');
    byId('copy').addEventListener('click', () => reached.push('copy'));
  });
  const byId = (id: string): HTMLElement => document.querySelector(`#${id}`) ?? expect.fail(id);

  test('that was opened from flagged media is about it, and is asked about once', async () => {
    byId('more-two').click();
    byId('copy').click();
    await turn();
    expect(reached).toEqual([]);
    expect(questions).toEqual([{ listed: LISTED, permalink: 'https://www.instagram.com/p/two/' }]);
    answer({ kind: 'share', wrong: false });
    await turn();
    byId('copy').click();
    expect(reached).toEqual(['copy', 'copy']);
    expect(questions).toHaveLength(1);
  });

  test('that was opened from clear media is not touched', () => {
    byId('more-two').click();
    byId('more-one').click();
    byId('copy').click();
    expect(reached).toEqual(['copy']);
  });
});

describe('where one writes', () => {
  let box: HTMLElement;

  beforeEach(() => {
    history.replaceState(null, '', '/direct/t/1/');
    verdicts.set('blob-77', { status: 'flagged', listed: LISTED });
    document.body.innerHTML = `<div><img src="blob:https://www.instagram.com/77"><input type="file">
      <div role="textbox" contenteditable="true"></div><div role="button">Send</div></div>`;
    box = document.querySelector('[role="textbox"]') ?? expect.fail('no box');
    for (const kind of ['keydown', 'click']) box.addEventListener(kind, () => reached.push(kind));
  });
  afterEach(() => history.replaceState(null, '', '/'));

  const key = (init: KeyboardEventInit) =>
    box.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));

  test('blanks, clicks, new lines and words being composed are not touched', () => {
    key({ key: ' ' });
    box.click();
    key({ key: 'Enter', shiftKey: true });
    key({ key: 'Enter', isComposing: true });
    expect(reached).toEqual(['keydown', 'click', 'keydown', 'keydown']);
  });

  test('Enter would send flagged media, and is held', async () => {
    key({ key: 'Enter' });
    await turn();
    expect(reached).toEqual([]);
    expect(questions).toHaveLength(1);
  });
});

describe('media that is still being checked', () => {
  beforeEach(() => verdicts.set('first_n', { status: 'pending' }));

  test('is held until it is clear, then shared once', async () => {
    press('one');
    await turn();
    expect(reached).toEqual([]);
    verdicts.set('first_n', { status: 'clear' });
    await turn();
    expect(reached).toEqual(['click one']);
  });

  test('is asked about when it turns out to be flagged', async () => {
    press('one');
    verdicts.set('first_n', { status: 'flagged', listed: LISTED });
    await turn();
    expect(reached).toEqual([]);
    expect(questions).toHaveLength(1);
  });

  test('is held while the post shows no media yet, and asked about when that comes and is listed', async () => {
    const image = document.querySelector('img') ?? expect.fail('no image');
    const source = image.src;
    image.src = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
    press('one');
    await turn();
    expect(reached).toEqual([]);
    image.src = source;
    verdicts.set('first_n', { status: 'flagged', listed: LISTED });
    await turn();
    expect(questions).toHaveLength(1);
    answer({ kind: 'share', wrong: false });
    await turn();
    press('one');
    expect(reached).toEqual(['click one', 'mousedown one', 'click one']);
    expect(questions).toHaveLength(1);
  });

  test('is let go after a second and a half', async () => {
    vi.useFakeTimers();
    press('one');
    await vi.advanceTimersByTimeAsync(1_400);
    expect(reached).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(reached).toEqual(['click one']);
    expect(questions).toEqual([]);
  });
});
