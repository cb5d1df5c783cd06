import { render } from 'preact';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ACTIONS, type View, type WarningSubject, WarningView } from '../../src/content/warning-view.tsx';
import { fake } from '../support/fake-browser.ts';

const SUBJECT: WarningSubject = {
  variant: 'exact',
  act: 'share',
  names: [],
  listName: 'Helpline <b>&</b> friends',
  siteName: 'Instagram',
  note: 'One line.\n\nAnother <i>line</i>.',
};

const onAction = vi.fn();

function show(view: View, subject: Partial<WarningSubject> = {}): HTMLElement {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  render(<WarningView subject={{ ...SUBJECT, ...subject }} view={view} onAction={onAction} />, root);
  return root;
}

const names = (root: HTMLElement) => [...root.querySelectorAll('button')].map(button => button.textContent);
const title = (root: HTMLElement) => root.querySelector('h2')?.textContent;

beforeEach(() => {
  fake.reset();
  onAction.mockReset();
});

describe('the question', () => {
  test.each([
    ['exact', 'Pause. This matches a reported image.'],
    ['near', 'Pause. This may match a reported image.'],
    ['video', 'Pause. This may match a reported video.'],
    ['practice', 'Practice. This is a sample picture.'],
  ] as const)('says what is known of a match that is %s', (variant, text) => {
    expect(title(show('main', { variant }))).toBe(text);
  });

  test('offers not to share first, and every other way out', () => {
    expect(names(show('main'))).toEqual(['Don’t share', 'Report it instead', 'Share anyway', 'This match looks wrong']);
  });

  test('names the files of an upload, of which nothing is there to report yet', () => {
    const files = ['a <b>.jpg', 'b.jpg', 'c.jpg', 'd.jpg'];
    const root = show('main', { act: 'upload', names: files });
    expect(names(root)).toEqual(['Don’t share', 'Share anyway', 'This match looks wrong']);
    expect(root.textContent).toContain('a <b>.jpg');
    expect(root.textContent).toContain('…');
    expect(root.textContent).not.toContain('d.jpg');
    expect(root.textContent).toContain('You are about to share it.');
  });

  test('says so when it is about a copy', () => {
    const root = show('main', { act: 'copy' });
    expect(names(root).slice(0, 3)).toEqual(['Don’t copy', 'Report it instead', 'Copy anyway']);
  });

  test('asks one thing, says the law and that we could be wrong', () => {
    const text = show('main').textContent;
    expect(text.match(/\?/g)).toHaveLength(2); // the question itself, and "Why am I seeing this?"
    expect(text).toContain('Is it shared with consent?');
    expect(text).toContain('is a crime in many places');
    expect(text).toContain('We could be wrong.');
  });

  test('tells that nobody is in a practice picture', () => {
    const text = show('main', { variant: 'practice' }).textContent;
    expect(text).toContain('harmless drawing');
    expect(text).not.toContain('The person in it');
  });
});

test('names from outside are text, whatever they hold, and keep their direction to themselves', () => {
  const root = show('main');
  expect(root.textContent).toContain('\u2068Helpline <b>&</b> friends\u2069');
  expect(root.querySelector('b')).toBe(null);
  expect(show('report').querySelector('i')).toBe(null);
});

test('the report view shows the whole note before anything is copied', () => {
  const root = show('report');
  expect(root.querySelector('blockquote')?.textContent).toBe(SUBJECT.note);
  expect(names(root)).toEqual(['Copy and open the page', 'Back']);
  expect(root.textContent).toContain('We send nothing.');
});

test('the view for a wrong match says what it does and where the answer stays', () => {
  const root = show('wrong');
  expect(root.textContent).toContain('stays on this computer');
  expect(names(root)).toEqual(['Don’t share', 'Share it', 'Back']);
});

describe('every button', () => {
  test.each(['main', 'report', 'wrong'] as const)('of the view "%s" does what its value says', view => {
    const root = show(view);
    const values = [...root.querySelectorAll('button')].map(button => button.value);
    for (const button of root.querySelectorAll('button')) button.click();
    expect(onAction.mock.calls.map(([name]) => name)).toEqual(values);
    expect(values.filter(value => !Object.hasOwn(ACTIONS, value))).toEqual([]);
  });

  test('is reachable in some view, and no action lacks one', () => {
    const values = (['main', 'report', 'wrong'] as const).flatMap(view =>
      [...show(view).querySelectorAll('button')].map(button => button.value),
    );
    expect([...new Set(values)].sort()).toEqual(Object.keys(ACTIONS).sort());
  });

  test('never sends its form anywhere', () => {
    const root = show('main');
    const prevented: boolean[] = [];
    root.addEventListener('submit', event => prevented.push(event.defaultPrevented));
    root.querySelector('button')?.click();
    expect(prevented).toEqual([true]);
  });
});

test.each(['de', 'ar', 'hi'])('all of it is translated in %s', language => {
  const english = (['main', 'report', 'wrong'] as const).map(view => names(show(view)));
  fake.uiLanguage = language;
  const translated = (['main', 'report', 'wrong'] as const).map(view => names(show(view)));
  expect(translated.flat().filter((name, i) => name === english.flat()[i] || name === '')).toEqual([]);
});
