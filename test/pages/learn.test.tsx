import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CHANNELS } from '../../src/core/report/channels.ts';
import { REGIONS } from '../../src/core/report/regions.ts';
import { Learn } from '../../src/pages/learn/learn.tsx';
import { LESSONS, PARTS } from '../../src/pages/learn/lessons.ts';
import { helpIn } from '../../src/pages/learn/told.tsx';
import { t } from '../../src/platform/i18n.ts';
import { fake } from '../support/fake-browser.ts';
import { close, control, isOffered, open, press, says, text } from '../support/rendered.ts';

const LONG = 2;

beforeEach(() => {
  fake.reset();
  // jsdom draws nothing; what the drawings look like, and that they are compared, real browsers show.
  vi.stubGlobal(
    'Image',
    class {
      naturalWidth = 1080;
      naturalHeight = 1350;
      decode = async () => undefined;
    },
  );
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({ setTransform() {}, drawImage() {} });
      convertToBlob = async () => new Blob();
    },
  );
  URL.createObjectURL = () => 'blob:moz-extension://consentry/drawn';
});
afterEach(() => {
  close();
  vi.unstubAllGlobals();
});

const heading = (): string => document.querySelector('h1')?.textContent ?? '';
const settle = (): Promise<void> => new Promise(resolve => setTimeout(resolve));

async function key(name: string, target: EventTarget = document.body): Promise<void> {
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  await settle();
}

async function startLesson(nth: number): Promise<void> {
  open(<Learn />);
  press('Start', nth);
  await settle();
}

async function goTo(title: string): Promise<void> {
  for (let page = 0; heading() !== title; page++) {
    if (page > 20) throw new Error(`no page “${title}”`);
    await key('PageDown');
  }
}

async function set(selector: string, nth: number, value: string): Promise<void> {
  const field = document.querySelectorAll<HTMLInputElement>(selector)[nth];
  if (field === undefined) throw new Error(`no ${selector}`);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

describe('the lessons', () => {
  test.each(LESSONS)('of $minutes minutes takes as long as it says, and shows no page twice', ({ minutes, parts }) => {
    expect(parts.reduce((sum, part) => sum + part.minutes, 0)).toBe(minutes);
    expect(new Set(parts.map(({ id }) => id)).size).toBe(parts.length);
  });

  test('all let the class meet the wrong match, and end near help', () => {
    for (const { parts } of LESSONS) {
      expect(parts.map(({ id }) => id)).toEqual(expect.arrayContaining(['try', 'wrong', 'do', 'help']));
    }
  });

  test('the longest has every page there is', () => {
    expect(
      LESSONS.at(-1)
        ?.parts.map(({ id }) => id)
        .sort(),
    ).toEqual(Object.keys(PARTS).sort());
  });
});

describe('a lesson on the wall', () => {
  test('is turned by arrow keys and by a presenter, as far as it goes', async () => {
    await startLesson(0);
    expect(heading()).toBe('Before we start');
    await key('ArrowLeft');
    expect(heading()).toBe('Before we start');
    await key('ArrowRight');
    await key('PageDown');
    expect(heading()).toBe('Try it');
    await key('PageUp');
    expect(heading()).toBe('How fast it spreads');
    expect(document.activeElement).toBe(document.querySelector('h1'));
    for (let page = 0; page < 10; page++) await key('PageDown');
    expect(heading()).toBe('Where to get help');
    expect(text()).toContain('6 of 6, 1 minute');
  });

  test('follows the direction of the texts', async () => {
    fake.uiLanguage = 'ar';
    open(<Learn />);
    press(t('learn_start'));
    await settle();
    await key('ArrowLeft');
    expect(heading()).toBe(t('learn_part_spread'));
  });

  test('leaves arrow keys to whatever takes them itself', async () => {
    await startLesson(LONG);
    await goTo('How fast it spreads');
    await key('ArrowRight', document.querySelector('input[type="range"]') ?? document.body);
    expect(heading()).toBe('How fast it spreads');
  });

  test('shows the notes on a wish, and hides them again', async () => {
    await startLesson(0);
    const note = t('learn_note_start');
    expect(text()).not.toContain(note);
    await key('n');
    expect(text()).toContain(note);
    expect(control('Notes').getAttribute('aria-pressed')).toBe('true');
    press('Notes');
    await settle();
    expect(text()).not.toContain(note);
  });
});

describe('what can be tried in a lesson', () => {
  test('the picture of a share says in words what it shows', async () => {
    await startLesson(LONG);
    await goTo('How fast it spreads');
    expect(text()).toContain('3 people have it');
    await set('input[type="range"]', 1, '4');
    expect(text()).toContain('120 people have it');
    await set('input[type="range"]', 2, '1');
    expect(text()).toContain('81 people have it');
    expect(text()).toContain('39 people never get it');
    await set('input[type="range"]', 2, '3');
    await set('input[type="range"]', 0, '2'); // no more can stop than got it
    expect(text()).toContain('2 people have it');
  });

  test('hands are counted for each question by itself, and can be counted again', async () => {
    await startLesson(LONG);
    await goTo('A picture in the group chat');
    await set('input[type="number"]', 2, '12');
    await set('input[type="number"]', 0, '-3');
    const counts = () =>
      [...document.querySelectorAll<HTMLInputElement>('input[type="number"]')].map(({ value }) => value);
    expect(counts()).toEqual(['0', '0', '12']);
    await key('PageDown');
    expect(counts()).toEqual(['0', '0', '0']);
    await key('PageUp');
    expect(counts()).toEqual(['0', '0', '12']);
    press('Count again');
    await settle();
    expect(counts()).toEqual(['0', '0', '0']);
  });

  test.each([
    ['stop', 'welcome_try_stop'],
    ['share', 'learn_try_shared'],
    ['report', 'learn_try_reported'],
    ['wrong', 'learn_try_wrong'],
  ] as const)('says what came of a press when the answer was “%s”', async (answer, words) => {
    await startLesson(0);
    await goTo('Try it');
    await vi.waitFor(() => control('Share'));
    document.dispatchEvent(new CustomEvent('practised', { detail: answer }));
    await says(t(words));
  });
});

test('what nobody asked about is passed on at once, and the page says so', async () => {
  await startLesson(0);
  await goTo('Try it');
  await vi.waitFor(() => control('Share', 4));
  press('Share');
  await says(t('learn_try_shared'));
});

describe('help', () => {
  test.each([...REGIONS, null])('in %s has somebody to talk to, for people of any age', region => {
    const help = helpIn(region);
    for (const ages of [
      ['adult', 'ok'],
      ['only', 'required', 'ok'],
    ]) {
      expect(help.filter(({ kind, minor }) => kind === 'helpline' && ages.includes(minor))).not.toEqual([]);
    }
    expect(help.every(({ kind }) => kind === 'helpline' || kind === 'hashbank')).toBe(true);
    expect(new Set(help).size).toBe(help.length);
  });

  test('follows the country that is chosen, in the lesson and on the hand-out', async () => {
    const british = CHANNELS.find(({ id }) => id === 'gb-rph');
    await startLesson(0);
    await goTo('Where to get help');
    const select = document.querySelector('select');
    if (select === null || british === undefined) throw new Error('no countries');
    select.value = 'GB';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await says(british.name);
    press('All lessons');
    await settle();
    press('Hand-out');
    await says('Before you pass it on');
    expect(text()).toContain(british.name);
    expect(text()).toContain('In the UK it is a crime');
  });
});

test('the plan of a lesson tells every note, for those who prepare it', async () => {
  open(<Learn />);
  press('Plan and notes', 1);
  await settle();
  for (const { id } of LESSONS[1]?.parts ?? []) expect(text()).toContain(t(PARTS[id].note));
  expect(isOffered('Print')).toBe(true);
});

test('a lesson reads and writes no storage, asks the background for nothing, and forgets its hands', async () => {
  const stores = () => JSON.stringify([[...fake.stored], [...fake.session], localStorage.length, document.cookie]);
  const before = stores();
  const sent = vi.fn();
  const { browser } = await import('../../src/platform/browser.ts');
  browser.runtime.onMessage.addListener(sent);
  const read = [vi.spyOn(browser.storage.local, 'get'), vi.spyOn(browser.storage.session, 'get')];
  await startLesson(LONG);
  await goTo('A picture in the group chat');
  await set('input[type="number"]', 0, '7');
  await goTo('One of each');
  expect(stores()).toBe(before);
  expect(sent).not.toHaveBeenCalled();
  for (const each of read) expect(each).not.toHaveBeenCalled();
  close();
  await startLesson(LONG);
  await goTo('A picture in the group chat');
  expect(document.querySelector<HTMLInputElement>('input[type="number"]')?.value).toBe('0');
});
