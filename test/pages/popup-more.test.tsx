/** What the popup offers besides its news: help for oneself, and how often something was not shared. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dayAt } from '../../src/core/tally.ts';
import { Popup } from '../../src/pages/popup/popup.tsx';
import { fake } from '../support/fake-browser.ts';
import { close, open, pageStatus, press, says, serveBackground, serveTab, text } from '../support/rendered.ts';

beforeEach(() => fake.reset());
afterEach(close);

const start = (): void => open(<Popup />);

describe('help for oneself', () => {
  test.each([
    ['nothing is flagged', {}],
    ['it is switched off', { enabled: false }],
  ])('is one press away when %s', async (_, settings) => {
    serveBackground(settings);
    serveTab(pageStatus());
    start();
    await says('Get help for myself');
    const link = [...document.querySelectorAll('a')].find(({ textContent }) => textContent?.includes('Get help'));
    expect(link?.getAttribute('href')).toBe('../report/report.html?role=depicted');
  });

  test('is there on a page that is no supported site, and when the background does not answer', async () => {
    const complaint = vi.spyOn(console, 'error').mockReturnValue();
    start();
    await says('Something went wrong');
    expect(text()).toContain('Get help for myself');
    complaint.mockRestore();
  });
});

describe('how often something was not shared', () => {
  const today = dayAt(Date.now(), new Date().getTimezoneOffset());

  test('is told in words and as a bar a week, and can be cleared', async () => {
    const background = serveBackground();
    background.notShared = { [today]: 2, [today - 10]: 1 };
    serveTab(pageStatus());
    start();
    await says('You chose not to share 3 times.');
    expect(document.querySelectorAll('.bars rect')).toHaveLength(12);
    expect(document.querySelectorAll('.bars rect.accent')).toHaveLength(2);
    press('Clear');
    await vi.waitFor(() => expect(text()).not.toContain('You chose not to share'));
    expect(background.notShared).toEqual({});
  });

  test('takes no room while there is nothing to tell', async () => {
    serveBackground();
    serveTab(pageStatus());
    start();
    await says('On for Instagram');
    expect(text()).not.toContain('Last 12 weeks');
  });
});
