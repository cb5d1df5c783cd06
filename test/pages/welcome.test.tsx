import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Welcome } from '../../src/pages/welcome/welcome.tsx';
import { fake } from '../support/fake-browser.ts';
import { close, control, isOffered, open, press, says, text } from '../support/rendered.ts';

beforeEach(() => fake.reset());
afterEach(close);

describe('the welcome page', () => {
  test('says what it does, that it can be wrong, and what it leaves alone', async () => {
    open(<Welcome />);
    await says('It asks. You choose.');
    for (const promise of ['It can be wrong', 'What it leaves alone', 'All other websites']) {
      expect(text()).toContain(promise);
    }
  });

  test('explains consent in four plain sentences, each with a drawing', async () => {
    open(<Welcome />);
    await says('There is nothing to set up.');
    const told = [...document.querySelectorAll('.consents li')];
    expect(told.map(item => item.querySelector('h3')?.textContent)).toEqual([
      'A real yes',
      'A yes to this, not to all',
      'It can be taken back',
      'Only theirs to give',
    ]);
    expect(told.every(item => item.querySelector('svg[aria-hidden="true"]') !== null)).toBe(true);
  });

  test.each([
    ['stop', 'It ended with you.'],
    ['share', 'In practice nothing is shared or sent.'],
    ['report', 'In practice nothing is shared or sent.'],
  ])('says what came of the practice when the answer was “%s”', async (answer, words) => {
    open(<Welcome />);
    await says('There is nothing to set up.');
    control('Share').dispatchEvent(new CustomEvent('practised', { detail: answer }));
    await says(words);
  });

  test('leads to the site when all permissions are there', async () => {
    open(<Welcome />);
    await says('There is nothing to set up.');
    expect(control('Go to Instagram').getAttribute('href')).toBe('https://www.instagram.com/');
    expect(isOffered('Allow on Instagram')).toBe(false);
  });

  test('asks for the permission first when it is missing, within the click', async () => {
    fake.granted.clear();
    open(<Welcome />);
    await says('The browser does not let Consentry see Instagram.');
    press('Allow on Instagram');
    expect(fake.granted.size).toBeGreaterThan(0);
    await says('There is nothing to set up.');
  });

  test('accepts a no', async () => {
    fake.granted.clear();
    fake.grantsRequests = false;
    open(<Welcome />);
    await says('Allow on Instagram');
    press('Allow on Instagram');
    await says('Not allowed for now.');
    expect(isOffered('Go to Instagram')).toBe(false);
  });
});
