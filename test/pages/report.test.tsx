import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ReportSubject } from '../../src/core/report/flow.ts';
import { Report } from '../../src/pages/report/report.tsx';
import { subjectOf } from '../../src/pages/report/subject.ts';
import type { OutboxApi } from '../../src/platform/outbox.ts';
import { serve } from '../../src/platform/rpc.ts';
import { SAMPLE_SUBJECT } from '../core/report/sample-report.ts';
import { fake } from '../support/fake-browser.ts';
import { close, control, isOffered, open, press, says, serveBackground, text } from '../support/rendered.ts';

const COPY = 'Copy note and open page';
const SUBJECT = SAMPLE_SUBJECT;
const POST = SUBJECT.address ?? '';

const copied: string[] = [];
const writeText = vi.fn();
const forget = vi.fn(async () => undefined);

beforeEach(() => {
  fake.reset();
  copied.length = 0;
  serve<OutboxApi>('outbox', 'page', {
    sendReport: async () => 'kept',
    waitingReports: async () => ({ reports: [], total: 0 }),
    deleteReport: async () => undefined,
  });
  forget.mockClear();
  writeText.mockImplementation(async (note: string) => void copied.push(note));
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  Object.assign(globalThis, { scrollTo: () => undefined });
  Object.assign(URL, { createObjectURL: () => 'blob:note', revokeObjectURL: () => undefined });
  // The package's own files, as an extension page fetches them.
  vi.stubGlobal('fetch', async (path: string) => {
    if (!path.startsWith('/_locales/')) throw new Error(`asked the network for ${path}`);
    return new Response(readFileSync(join(import.meta.dirname, '../../public', path)));
  });
});
afterEach(() => {
  close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function start(change: Partial<ReportSubject> = {}) {
  const background = serveBackground();
  open(<Report subject={{ ...SUBJECT, ...change }} knownRole={null} here={null} forget={forget} />);
  return background;
}

async function reach(role: string, age: string, change: Partial<ReportSubject> = {}): Promise<void> {
  start(change);
  press(role);
  await vi.waitFor(() => expect(isOffered(age)).toBe(true));
  press(age);
  await vi.waitFor(() => expect(isOffered(age)).toBe(false));
}

async function choose(country: string): Promise<void> {
  const select = document.querySelector('select');
  if (select === null) throw new Error('no choice of a country');
  select.value = country;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await vi.waitFor(() => expect(select.value).toBe(country));
}

const note = (): string => document.querySelector('.note pre')?.textContent ?? '';

describe('the report page', () => {
  test('asks one question a screen, tells each by its heading, and is ready after two answers', async () => {
    await reach('I came across it', 'No');
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Your report is ready'));
    expect(document.querySelectorAll('h1')).toHaveLength(1);
  });

  test('copies the note that it shows, then opens the site’s own page, and stays', async () => {
    await reach('I came across it', 'No');
    const shown = note();
    press(COPY);
    await vi.waitFor(() => expect(fake.created).toEqual(['https://help.instagram.com/1769410010008691/']));
    expect(copied).toEqual([shown]);
    expect(shown).toContain(POST);
    expect(shown).toContain('Helpline list');
    await says('Copied.');
    expect(text()).toContain('What you can do next');
  });

  test('stays with the note when the browser refuses to copy, and opens the page at the next press', async () => {
    writeText.mockRejectedValue(new Error('refused'));
    await reach('I came across it', 'No');
    press(COPY);
    await says('The browser did not let us copy.');
    expect(fake.created).toEqual([]);
    press('Open page');
    await vi.waitFor(() => expect(fake.created).toHaveLength(1));
  });

  test('leaves room for the name of the site where it is not known', async () => {
    await reach('It is me', 'No', subjectOf(null));
    await choose('US');
    expect(note()).toContain('I am reporting a post on ________.');
  });

  test('leads somebody who came across it to nothing that only the person shown may use', async () => {
    await reach('I came across it', 'No');
    for (const country of ['US', 'IN', 'GB', 'DE']) {
      await choose(country);
      expect(text()).not.toMatch(/StopNCII|Take It Down|Grievance|I am the person|Ofcom/);
    }
    await choose('DE');
    await says('Digital Services Act');
  });

  test('gives the person shown a notice by the law of their country, with their name where it asks', async () => {
    await reach('It is me', 'No');
    expect(text()).toContain('This is not your fault.');
    expect(note()).toContain('I am the person shown.');
    expect(isOffered('Your name')).toBe(false);
    await choose('US');
    await says('TAKE IT DOWN Act');
    const name = control('Your name') as HTMLInputElement;
    name.value = 'A. Name';
    name.dispatchEvent(new Event('input', { bubbles: true }));
    await vi.waitFor(() => expect(note()).toContain('Signature: A. Name'));
    expect(fake.stored.size + fake.session.size).toBe(0);
  });

  test.each(['Yes', 'Not sure'])(
    'under 18, “%s”: forgets everything but the address, and shows a hotline',
    async age => {
      await reach('I came across it', age);
      expect(forget).toHaveBeenCalledTimes(1);
      await says('Stop here');
      expect(note()).toBe(POST);
      expect(document.body.innerHTML).not.toMatch(/Helpline list|00ff00ff|00112233|Tell the keepers/);
      expect(isOffered('Back')).toBe(false);
      press(COPY);
      await vi.waitFor(() => expect(fake.created).toEqual(['https://www.inhope.org/what-we-do/how-to-report']));
      expect(copied).toEqual([POST]);
    },
  );

  test('under 18 without an address there is nothing to copy, and only the hotline opens', async () => {
    await reach('I came across it', 'Yes', { address: null });
    press('Open page');
    await vi.waitFor(() => expect(fake.created).toHaveLength(1));
    expect(copied).toEqual([]);
  });

  test('warns before a private chat is reported, and has no address of it', async () => {
    await reach('I came across it', 'No', { address: null, inChat: true });
    expect(text()).toContain('the site may read the latest messages in it');
    expect(note()).not.toMatch(/https?:/);
    expect(text()).toContain('say in words where it is');
  });

  test('a practice picture gives a note that asks not to be sent', async () => {
    await reach('I came across it', 'No', { listed: SUBJECT.listed && { ...SUBJECT.listed, practice: true } });
    expect(note()).toContain('Please do not send it.');
    expect(note()).not.toContain(POST);
  });

  test('writes to a place in its language, and shows the same in that of the person', async () => {
    fake.uiLanguage = 'hi';
    await reach('इसमें मैं हूँ', 'नहीं', { host: 'x.com', siteName: 'X', address: 'https://x.com/a/status/1' });
    await choose('IN');
    await vi.waitFor(() => expect(note()).toContain('Complaint to the Grievance Officer of X'));
    expect(document.querySelector('.note pre')?.getAttribute('lang')).toBe('en');
    expect(text()).toContain('मैं इसमें दिखाया गया व्यक्ति हूँ');
  });

  test('an article has softer words, and its title comes into the note only when asked for', async () => {
    const context = {
      title: 'A name in a title',
      byline: 'A writer',
      siteName: null,
      published: null,
      language: 'en',
      isArticle: true,
    };
    await reach('I came across it', 'No', {
      host: 'blog.example.org',
      siteName: 'blog.example.org',
      listed: null,
      context,
    });
    await choose('DE');
    await says('News, art and education can be different.');
    expect(note()).toContain('A writer');
    expect(note()).not.toContain('A name in a title');
    press('Add the title of the page. It may name the person.');
    await vi.waitFor(() => expect(note()).toContain('A name in a title'));
  });

  test('without anything to report it still leads to help', async () => {
    await reach('It is me', 'No', { host: '', siteName: '', address: null, listed: null });
    expect(isOffered('Find A Helpline')).toBe(true);
    expect(isOffered('The match is wrong, or it is my own post')).toBe(false);
  });

  test('a match called wrong is not asked about again on this computer', async () => {
    const background = start();
    press('The match is wrong, or it is my own post');
    await says('What is wrong?');
    press('Do not ask about it again on this computer');
    await says('Noted on this computer.');
    expect(background.kept.dismissedEntries).toEqual(['00112233445566aa:00ff00ff00ff00ff']);
    expect(fake.created).toEqual([]);
  });
});
