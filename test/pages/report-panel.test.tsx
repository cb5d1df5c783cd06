import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ReportPanel } from '../../src/pages/popup/report-panel.tsx';
import { siteById } from '../../src/pages/ui/sites.ts';
import { fake } from '../support/fake-browser.ts';
import { close, flaggedItem, isOffered, open, press, says, text } from '../support/rendered.ts';

const POST = 'https://www.instagram.com/p/C8kQ/';
const COPY = 'Copy note and open page';
const copied: string[] = [];
const writeText = vi.fn();

beforeEach(() => {
  fake.reset();
  copied.length = 0;
  writeText.mockImplementation(async (note: string) => void copied.push(note));
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
});
afterEach(close);

const start = (permalink: string | null = POST, practice = false): void =>
  open(<ReportPanel item={flaggedItem('a', permalink, practice)} site={siteById('instagram')} />);

describe('the report panel', () => {
  test('copies the note that it shows, then opens the site’s own page', async () => {
    start();
    const shown = document.querySelector('blockquote')?.textContent;
    press(COPY);
    await vi.waitFor(() => expect(fake.created).toEqual(['https://help.instagram.com/1769410010008691/']));
    expect(copied).toEqual([shown]);
    expect(copied[0]).toContain(POST);
    expect(copied[0]).toContain('Helpline list');
  });

  test('never copies an address of media or of a private chat', async () => {
    for (const address of [
      'https://scontent.cdninstagram.com/v/1_n.jpg?oh=1',
      'https://www.instagram.com/direct/t/1/',
    ]) {
      start(address);
      press(COPY);
      await vi.waitFor(() => expect(copied).toHaveLength(1));
      expect(copied.pop()).not.toMatch(/https?:/);
      close();
    }
  });

  test('leads somebody who came across it to nothing that only the person shown may use', () => {
    start();
    expect(text()).not.toContain('take it down');
    expect(text()).not.toContain('StopNCII');
    expect(isOffered('Talk to someone, free of charge')).toBe(true);
  });

  test('offers the person shown their own pages, and says that it is not their fault', async () => {
    start();
    press('It is me');
    await says('This is not your fault.');
    press(COPY);
    await vi.waitFor(() => expect(fake.created).toEqual(['https://www.meta.com/help/policies/1437976901029950/']));
    expect(isOffered('StopNCII.org: help sites block copies (18 and over)')).toBe(true);
  });

  test.each([
    ['I came across it', 'On the post, open the'],
    ['It is me', 'This is not your fault.'],
    ['I am helping the person', 'Ask there only if they want you to.'],
  ])('the note of one who says “%s” claims nobody to be the person shown', async (role, advice) => {
    start();
    press(role);
    await says(advice);
    expect(document.querySelector('blockquote')?.textContent).not.toMatch(/\b(me|my|mine)\b|I am (?!reporting)/i);
  });

  test('where the person may be under 18, copies the address alone and opens the hotline', async () => {
    start();
    press('The person may be under 18');
    await says('Please do not save, copy or send it');
    press(COPY);
    await vi.waitFor(() => expect(fake.created).toEqual(['https://www.inhope.org/what-we-do/how-to-report']));
    expect(copied).toEqual([POST]);
    expect(text()).not.toContain('Helpline list');
  });

  test('without an address there is nothing to copy for the hotline, and only the page opens', async () => {
    start(null);
    press('The person may be under 18');
    await vi.waitFor(() => expect(isOffered('Open page')).toBe(true));
    press('Open page');
    await vi.waitFor(() => expect(fake.created).toHaveLength(1));
    expect(copied).toEqual([]);
  });

  test('stays open with the note when the browser refuses to copy', async () => {
    writeText.mockRejectedValue(new Error('refused'));
    start();
    press(COPY);
    await says('The browser did not let us copy.');
    expect(fake.created).toEqual([]);
    press('Open page');
    await vi.waitFor(() => expect(fake.created).toHaveLength(1));
  });

  test('the note about a practice picture asks not to be sent', () => {
    start(POST, true);
    const note = document.querySelector('blockquote')?.textContent;
    expect(note).toContain('Please do not send it.');
    expect(note).not.toContain(POST);
  });
});
