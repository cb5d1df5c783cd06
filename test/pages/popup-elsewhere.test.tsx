/** The popup where nothing is checked, and what it says then. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Popup } from '../../src/pages/popup/popup.tsx';
import { fake } from '../support/fake-browser.ts';
import {
  close,
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
afterEach(() => {
  close();
  history.replaceState(null, '', '/');
});

const start = (): void => open(<Popup />);

describe('the popup where nothing is checked', () => {
  test('is calm on a page that is not a supported site', async () => {
    serveBackground();
    fake.tabs = [{ id: 7, active: true, answers: false }];
    start();
    await says('Nothing to do here');
    expect(text()).toContain('Consentry works on Instagram.');
    expect(text()).not.toContain('On this page');
  });

  test('offers to reload a page that was open before it was installed', async () => {
    serveBackground();
    fake.tabs = [{ id: 7, url: 'https://www.instagram.com/', active: true, answers: false }];
    start();
    await says('Reload the page to start');
    press('Reload the page');
    await vi.waitFor(() => expect(fake.reloaded).toEqual([7]));
  });

  test('asks for the permission in the click, and goes on once it is given', async () => {
    serveBackground();
    serveTab(pageStatus({ clear: 2 }));
    fake.granted.clear();
    start();
    await says('Your OK is missing');
    press('Allow on Instagram');
    expect([...fake.granted], 'asked within the click itself').toContain('https://www.instagram.com/*');
    await says('On for Instagram');
  });

  test('accepts a no to the permission', async () => {
    serveBackground();
    fake.granted.clear();
    fake.grantsRequests = false;
    start();
    await says('Your OK is missing');
    press('Allow on Instagram');
    await says('Not allowed for now.');
    expect(isOffered('Allow on Instagram')).toBe(true);
  });

  test('says so when no list could be read', async () => {
    serveBackground({}, []);
    serveTab(pageStatus());
    start();
    await says('No list to compare with');
  });

  test('says so when the background does not answer, and tries again on request', async () => {
    const complaint = vi.spyOn(console, 'error').mockReturnValue();
    start();
    await says('Something went wrong');
    expect(complaint).toHaveBeenCalled();
    complaint.mockRestore();
    serveBackground();
    serveTab(pageStatus());
    press('Try again');
    await says('On for Instagram');
  });
});

test('the document carries language and direction of the texts', async () => {
  fake.uiLanguage = 'ar';
  serveBackground({ enabled: false });
  start();
  await says('متوقف');
  expect(document.documentElement).toMatchObject({ lang: 'ar', dir: 'rtl' });
});
