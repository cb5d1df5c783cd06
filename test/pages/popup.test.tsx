import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ListId, UNKNOWN_REASONS } from '../../src/core/verdict.ts';
import { Popup } from '../../src/pages/popup/popup.tsx';
import type { ListState } from '../../src/platform/messages.ts';
import { fake } from '../support/fake-browser.ts';
import {
  close,
  control,
  flaggedItem,
  helplineList,
  isOffered,
  open,
  pageStatus,
  practiceList,
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

describe('the popup on a supported page', () => {
  test('says that it is on, and counts what is clear, flagged and not checked', async () => {
    serveBackground();
    serveTab(pageStatus({ clear: 12, unknown: { plain: 2, loading: 1 } }));
    start();
    await says('On for Instagram');
    await says('Nothing checked so far is on your lists.');
    const counts = [...document.querySelectorAll('dd')].map(({ textContent }) => textContent);
    expect(counts).toEqual(['12', '0', '3']);
  });

  test('gives the reason for each kind of media that was not checked', async () => {
    serveBackground();
    serveTab(pageStatus({ clear: 1, unknown: Object.fromEntries(UNKNOWN_REASONS.map(reason => [reason, 1])) }));
    start();
    await says('Why not checked?');
    const reasons = [...document.querySelectorAll('.reasons li')].map(({ textContent }) => textContent?.slice(1));
    expect(reasons).toHaveLength(UNKNOWN_REASONS.length);
    expect(new Set(reasons).size).toBe(UNKNOWN_REASONS.length);
    expect(reasons.every(reason => (reason ?? '').length > 10)).toBe(true);
  });

  test('says so when nothing could be checked, instead of that nothing was found', async () => {
    serveBackground();
    serveTab(pageStatus({ unknown: { unreachable: 4 } }));
    start();
    await says('Nothing could be checked here so far.');
    expect(text()).not.toContain('is on your lists');
  });

  test('names what was flagged, with its list and a report button each', async () => {
    serveBackground();
    serveTab(pageStatus({ flagged: [flaggedItem('a', null), flaggedItem('b', null, true)] }));
    start();
    await says('2 matches on this page');
    expect(text()).toContain('Matches a picture or video on a list');
    expect(text()).toContain('A practice picture');
    expect(text()).toContain('Listed by A helpline on “Helpline list”. We could be wrong.');
    expect(isOffered('Report')).toBe(true);
  });

  test('opens the report page about one of them, and keeps what it is about in memory alone', async () => {
    serveBackground();
    const post = 'https://www.instagram.com/p/C8kQ/';
    serveTab(pageStatus({ flagged: [flaggedItem('a', null), flaggedItem('b', post)] }));
    start();
    await says('2 matches on this page');
    press('Report', 1);
    await vi.waitFor(() => expect(fake.created).toHaveLength(1));
    const [opened = ''] = fake.created;
    expect(opened).toMatch(/^moz-extension:\/\/consentry\/report\/report\.html#[0-9a-f-]{36}$/);
    const { listed } = flaggedItem('b', post);
    expect([...fake.session.values()]).toEqual([
      {
        host: 'www.instagram.com',
        address: post,
        inChat: false,
        context: null,
        listed: { list: listed.list, listName: listed.listName, entry: listed.entry, practice: false },
      },
    ]);
    expect(fake.stored.size).toBe(0);
  });

  test.each<readonly [string | undefined, readonly unknown[]]>([
    [
      'https://blog.example.org/a-post?utm_source=x',
      [
        {
          host: 'blog.example.org',
          address: 'https://blog.example.org/a-post',
          inChat: false,
          listed: null,
          context: {
            title: 'A title',
            byline: null,
            siteName: null,
            published: null,
            language: 'en',
            isArticle: true,
          },
        },
      ],
    ],
    [
      'https://web.whatsapp.com/',
      [{ host: 'web.whatsapp.com', address: null, inChat: true, listed: null, context: null }],
    ],
    [undefined, []],
  ])(
    'on a page that is not watched (%s) a report can be started, with what may be known of it',
    async (url, drafts) => {
      serveBackground();
      fake.tabs = [{ id: 7, ...(url === undefined ? {} : { url }), active: true, answers: false }];
      fake.scripted = { title: 'A title', language: 'en', isArticle: true };
      start();
      await says('Report something on this page');
      press('Report something on this page');
      await vi.waitFor(() => expect(fake.created).toHaveLength(1));
      expect([...fake.session.values()]).toEqual(drafts);
    },
  );

  test('follows the page while it is open', async () => {
    serveBackground();
    const page = serveTab(pageStatus());
    start();
    await says('Nothing checked yet.');
    page.status = pageStatus({ flagged: [flaggedItem('a', null)] });
    await vi.waitFor(() => expect(text()).toContain('1 match on this page'), 3000);
  });

  test('stops asking the page while nobody sees the popup, and asks again at once after', async () => {
    serveBackground();
    const page = serveTab(pageStatus({ clear: 3 }));
    start();
    await says('On for Instagram');
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    const asked = page.asked;
    await new Promise(resolve => setTimeout(resolve, 1200));
    expect(page.asked).toBe(asked);
    hidden.mockRestore();
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.waitFor(() => expect(page.asked).toBe(asked + 1));
  });

  test('speaks of the tab that its own address names', async () => {
    serveBackground();
    serveTab(pageStatus({ clear: 5 }));
    fake.tabs = [{ id: 1, active: true, answers: false }, ...fake.tabs.map(tab => ({ ...tab, active: false }))];
    history.replaceState(null, '', '/?tab=7');
    start();
    await says('On for Instagram');
  });

  test('shows lists with their age, and when one fell back to its packaged copy', async () => {
    serveBackground({}, [practiceList({ fellBack: true })]);
    serveTab(pageStatus());
    start();
    await says('Practice list');
    expect(text()).toMatch(/2 entries.*Signed 3 days ago/);
    expect(text()).toContain('The stored copy was damaged.');
  });

  test('tells the problem of a list in the same line as its age', async () => {
    const states: readonly ListState[] = [
      { kind: 'fresh' },
      { kind: 'stale', since: '2026-05-03T10:00:00Z' },
      { kind: 'failed' },
      { kind: 'paused', by: 'breaker' },
      { kind: 'absent' },
    ];
    const lists = states.map((state, index) => helplineList({ id: `list-${index}` as ListId, state }));
    serveBackground({}, lists);
    serveTab(pageStatus());
    start();
    await says('Helpline list');
    expect([...document.querySelectorAll('.list .facts')].map(({ textContent }) => textContent)).toEqual([
      '24,000 entriesSigned 3 days ago',
      'Out of date since May 3, 2026',
      'Signed 3 days agoThe last update did not work',
      'Signed 3 days agoPaused by Consentry',
      'Not loaded',
    ]);
  });

  test('says that only practice pictures are listed, with the way to add a list, until there is another', async () => {
    serveBackground();
    serveTab(pageStatus());
    start();
    await says('only practice pictures are on your lists');
    expect(control('Add a list').getAttribute('href')).toBe('../options/options.html#lists');
    close();
    fake.reset();
    serveBackground({}, [practiceList(), helplineList()]);
    serveTab(pageStatus());
    start();
    await says('Helpline list');
    expect(text()).not.toContain('only practice');
  });

  test('never calls anything safe', async () => {
    serveBackground();
    serveTab(pageStatus({ clear: 9, unknown: { plain: 1 } }));
    start();
    await says('On for Instagram');
    expect(text()).not.toMatch(/\bsafe\b/i);
  });
});

describe('what the person can do', () => {
  test('switch it off and on again', async () => {
    const background = serveBackground();
    serveTab(pageStatus({ clear: 1 }));
    start();
    await says('On for Instagram');
    press('Ask before sharing');
    await says('Consentry is off');
    expect(background.kept.enabled).toBe(false);
    press('Turn on');
    await says('On for Instagram');
    expect(background.kept.enabled).toBe(true);
  });

  test('pause this site and start again, without touching other paused sites', async () => {
    const background = serveBackground({ pausedSites: ['other'] });
    serveTab(pageStatus({ clear: 1 }));
    start();
    await says('On for Instagram');
    press('Pause on Instagram');
    await says('Paused on Instagram');
    expect(background.kept.pausedSites).toEqual(['other', 'instagram']);
    press('Start again');
    await says('On for Instagram');
    expect(background.kept.pausedSites).toEqual(['other']);
  });

  test('read what consent means', async () => {
    serveBackground();
    serveTab(pageStatus());
    start();
    await says('What consent means');
    expect(document.querySelectorAll('.cards details')).toHaveLength(4);
  });
});
