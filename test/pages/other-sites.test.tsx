import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Options } from '../../src/pages/options/options.tsx';
import { Popup } from '../../src/pages/popup/popup.tsx';
import { fake } from '../support/fake-browser.ts';
import {
  close,
  control,
  isOffered,
  open,
  pageStatus,
  press,
  says,
  serveBackground,
  serveTab,
  text,
} from '../support/rendered.ts';

beforeEach(() => fake.reset());
afterEach(close);

const at = (url: string) => {
  fake.tabs = [{ id: 7, url, active: true, answers: false }];
};
const isOn = (name: string) => (control(name) as HTMLInputElement).checked;

describe('a site that can be switched on', () => {
  test('is offered in the popup, and the browser is asked in the click for its pages and pictures', async () => {
    serveBackground();
    at('https://x.com/home');
    open(<Popup />);
    await says('Not on for X');
    press('Protect me on X');
    expect(fake.asked).toEqual([['https://x.com/*', 'https://twitter.com/*', 'https://*.twimg.com/*']]);
    await says('Reload the page to start');
    expect(isOffered('Protect me on X')).toBe(false);
  });

  test('stays off when the browser says no', async () => {
    fake.grantsRequests = false;
    const background = serveBackground();
    at('https://pictures.example/gallery');
    open(<Popup />);
    await says('Consentry does not know this site.');
    press('Protect me on pictures.example');
    await says('Your browser did not allow it');
    await vi.waitFor(() => expect(background.kept.ownSites).toEqual([]));
  });

  test('is kept by its host when there is no adapter for it', async () => {
    const background = serveBackground();
    at('https://pictures.example/gallery');
    open(<Popup />);
    await says('Not on for pictures.example');
    press('Protect me on pictures.example');
    expect(fake.asked).toEqual([['https://pictures.example/*']]);
    await vi.waitFor(() => expect(background.kept.ownSites).toEqual(['pictures.example']));
  });

  test.each(['chrome://settings', 'http://pictures.example/', 'https://192.0.2.7/'])('is never %s', async url => {
    serveBackground();
    at(url);
    open(<Popup />);
    await says('Nothing to do here');
    expect(text()).not.toContain('Not on for');
  });

  test('is switched on and off in the options, and what Instagram needs stays', async () => {
    serveBackground();
    open(<Options />);
    await says('Also protect me on');
    expect(isOn('Threads')).toBe(false);
    press('Threads');
    await vi.waitFor(() => expect(isOn('Threads')).toBe(true));
    expect(fake.asked).toHaveLength(1);
    press('Threads');
    await vi.waitFor(() => expect(isOn('Threads')).toBe(false));
    expect(fake.granted.has('https://*.cdninstagram.com/*')).toBe(true);
    expect(fake.granted.has('https://www.threads.com/*')).toBe(false);
  });

  test('of the person can be removed, with its permission', async () => {
    const background = serveBackground({ ownSites: ['pictures.example'] });
    fake.granted.add('https://pictures.example/*');
    open(<Options />);
    await says('pictures.example');
    press('Remove pictures.example');
    await vi.waitFor(() => expect(background.kept.ownSites).toEqual([]));
    await vi.waitFor(() => expect(fake.granted.has('https://pictures.example/*')).toBe(false));
  });
});

describe('a site that was rebuilt', () => {
  test.each([
    ['sharing-changed', 'Sharing is not guarded here right now.'],
    ['media-changed', 'so nothing is checked here.'],
  ] as const)('is said to be so in the popup: %s', async (health, words) => {
    serveBackground();
    serveTab(pageStatus({ health, clear: 3 }));
    open(<Popup />);
    await says('Instagram changed');
    expect(text()).toContain(words);
  });
});
