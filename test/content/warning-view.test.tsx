import { render } from 'preact';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ACTIONS, type Look, type View, type WarningSubject, WarningView } from '../../src/content/warning-view.tsx';
import { LAYOUTS, layoutFor, QUESTIONS } from '../../src/content/warning-words.ts';
import { fake } from '../support/fake-browser.ts';

const SUBJECT: WarningSubject = {
  variant: 'exact',
  act: 'share',
  names: [],
  publisher: 'A helpline',
  listName: 'Helpline <b>&</b> friends',
  mayGoOn: true,
};

const LOOK: Look = { layout: 'band', profile: 'adult', law: 'warn_law', trustedAdult: '' };

const onAction = vi.fn();

function show(view: View, subject: Partial<WarningSubject> = {}, look: Partial<Look> = {}): HTMLElement {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  const props = { subject: { ...SUBJECT, ...subject }, look: { ...LOOK, ...look }, view, onAction };
  render(<WarningView {...props} />, root);
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
    ['file', 'It is the very file that was reported'],
    ['exact', 'It matches a picture that was reported'],
    ['near', 'It may match a picture that was reported'],
    ['video', 'It may match a video that was reported'],
    ['practice', 'This is for practice.'],
  ] as const)('says what is known of a match that is %s', (variant, text) => {
    expect(show('main', { variant }).textContent).toContain(text);
  });

  test('offers not to share first, and every other way out', () => {
    expect(names(show('main'))).toEqual(['Don’t share', 'Report it instead', 'Share anyway', 'This match looks wrong']);
  });

  test('names the files of an upload, of which nothing is there to report yet', () => {
    const files = ['a <b>.jpg', 'b.jpg', 'c.jpg', 'd.jpg'];
    const root = show('main', { act: 'upload', names: files });
    expect(names(root)).toEqual(['Don’t post', 'Post anyway', 'This match looks wrong']);
    expect(root.textContent).toContain('a <b>.jpg');
    expect(root.textContent).toContain('…');
    expect(root.textContent).not.toContain('d.jpg');
    expect(root.textContent).toContain('You are about to post this.');
  });

  test('says so when it is about a copy', () => {
    const root = show('main', { act: 'copy' });
    expect(names(root).slice(0, 3)).toEqual(['Don’t copy', 'Report it instead', 'Copy anyway']);
  });

  test('asks one thing, says the law, who listed it, and that we could be wrong', () => {
    const text = show('main').textContent;
    expect(text.match(/\?/g)).toHaveLength(2); // the question itself, and "Why am I seeing this?"
    expect(text).toContain('it is a crime to share private pictures without consent');
    expect(text).toContain('Listed by \u2068A helpline\u2069');
    expect(text).toContain('We could be wrong.');
  });

  test('says the law of the country where it was checked', () => {
    expect(show('main', {}, { law: 'warn_law_ie' }).textContent).toContain('In Ireland');
  });

  test('never leans on what “others” did', () => {
    expect(show('main').textContent).not.toMatch(/users|people (have )?(flagged|reported)|others/i);
  });

  test('tells that nobody is in a practice picture', () => {
    const text = show('main', { variant: 'practice' }).textContent;
    expect(text).toContain('nobody is in it');
    expect(text).not.toContain('The person in it');
  });

  test('says more to younger people, and whom to turn to', () => {
    const [adult, child] = [show('main').textContent, show('main', {}, { profile: 'child' }).textContent];
    expect(adult).not.toContain('grown-up');
    expect(child).toContain('You can talk to a grown-up you trust. You are not in trouble.');
    expect(child).toContain('Saying yes to a photo is not saying yes to sharing it.');
  });
});

describe('in a family, or under a policy', () => {
  test('the warning for younger people names whom the family wrote down, as text', () => {
    const root = show('main', {}, { profile: 'child', trustedAdult: '<b>Mum</b>' });
    expect(root.textContent).toContain('You can talk to \u2068<b>Mum</b>\u2069 about this. You are not in trouble.');
    expect(root.textContent).not.toContain('a grown-up you trust');
    expect(root.querySelector('b')).toBeNull();
  });

  test('that name is nothing for grown-ups', () => {
    expect(show('main', {}, { trustedAdult: 'Mum' }).textContent).not.toContain('Mum');
  });

  test('where “Share anyway” was taken away there is no other way to it, and it is said why', () => {
    const root = show('main', { mayGoOn: false });
    expect(names(root)).toEqual(['Don’t share', 'Report it instead']);
    expect(root.querySelector('#about')?.textContent).toContain('Whoever manages this computer');
    expect(names(show('main', { mayGoOn: false, act: 'upload' }))).toEqual(['Don’t post']);
  });
});

describe('the layouts', () => {
  test('take turns, so that the same look never comes twice in a row', () => {
    const turns = Array.from({ length: 8 }, (_, turn) => layoutFor(turn));
    expect(turns).toEqual([...LAYOUTS, ...LAYOUTS]);
  });

  test.each(LAYOUTS)('“%s” asks in its own words, and is otherwise as clear as the others', layout => {
    const first = show('main');
    const said = (root: HTMLElement) => [...root.querySelectorAll('#about > *')].map(part => part.textContent);
    const [buttons, about] = [names(first), said(first)];
    const root = show('main', {}, { layout });
    expect(names(root)).toEqual(buttons);
    expect(said(root)).toEqual(about);
    expect(root.querySelector('form')?.className).toBe(layout);
  });

  test('ask in different words each', () => {
    const titles = LAYOUTS.map(layout => title(show('main', {}, { layout })));
    expect(new Set(titles).size).toBe(LAYOUTS.length);
    expect(titles.every(text => text?.endsWith('?'))).toBe(true);
    expect(Object.keys(QUESTIONS)).toEqual([...LAYOUTS]);
  });
});

test('names from outside are text, whatever they hold, and keep their direction to themselves', () => {
  const root = show('main');
  expect(root.textContent).toContain('\u2068Helpline <b>&</b> friends\u2069');
  expect(root.querySelector('b')).toBe(null);
});

test('the view for a wrong match says what it does and where the answer stays', () => {
  const root = show('wrong');
  expect(root.textContent).toContain('stays on this computer');
  expect(names(root)).toEqual(['Don’t share', 'Share it', 'Back']);
});

describe('what the person was about to do', () => {
  test.each([
    ['share', 'You are about to share this.', 'Don’t share', 'Share anyway', 'Share it'],
    ['upload', 'You are about to post this.', 'Don’t post', 'Post anyway', 'Post it'],
    ['copy', 'You are about to copy this.', 'Don’t copy', 'Copy anyway', 'Copy it'],
    ['save', 'You are about to save this.', 'Don’t save', 'Save anyway', 'Save it'],
  ] as const)('is called by its name: %s', (act, about, stop, anyway, wrongAnyway) => {
    const main = show('main', { act });
    expect(main.textContent).toContain(about);
    const report = act === 'upload' ? [] : ['Report it instead']; // what is in no post yet cannot be reported
    expect(names(main)).toEqual([stop, ...report, anyway, 'This match looks wrong']);
    const wrong = show('wrong', { act });
    expect(names(wrong)).toEqual([stop, wrongAnyway, 'Back']);
  });
});

describe('every button', () => {
  test.each(['main', 'wrong'] as const)('of the view "%s" does what its value says', view => {
    const root = show(view);
    const values = [...root.querySelectorAll('button')].map(button => button.value);
    for (const button of root.querySelectorAll('button')) button.click();
    expect(onAction.mock.calls.map(([name]) => name)).toEqual(values);
    expect(values.filter(value => !Object.hasOwn(ACTIONS, value))).toEqual([]);
  });

  test('is reachable in some view, and no action lacks one', () => {
    const values = (['main', 'wrong'] as const).flatMap(view =>
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
  const english = (['main', 'wrong'] as const).map(view => names(show(view)));
  fake.uiLanguage = language;
  const translated = (['main', 'wrong'] as const).map(view => names(show(view)));
  expect(translated.flat().filter((name, i) => name === english.flat()[i] || name === '')).toEqual([]);
});
