import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Options } from '../../src/pages/options/options.tsx';
import { fake } from '../support/fake-browser.ts';
import { close, control, open, practiceList, press, says, serveBackground, text } from '../support/rendered.ts';

beforeEach(() => fake.reset());
afterEach(close);

describe('the options page', () => {
  test('switches asking and covering on and off, each for itself', async () => {
    const background = serveBackground();
    open(<Options />);
    await says('Cover what matches');
    press('Cover what matches');
    await vi.waitFor(() => expect(background.kept).toMatchObject({ enabled: true, blurFlagged: false }));
    press('Ask before sharing');
    await vi.waitFor(() => expect(background.kept).toMatchObject({ enabled: false, blurFlagged: false }));
    await vi.waitFor(() => expect((control('Ask before sharing') as HTMLInputElement).checked).toBe(false));
  });

  test('starts a paused site again', async () => {
    const background = serveBackground({ pausedSites: ['instagram', 'other'] });
    open(<Options />);
    await says('Instagram');
    press('Start again: Instagram');
    await vi.waitFor(() => expect(background.kept.pausedSites).toEqual(['other']));
  });

  test('lets the person take back that a match was wrong', async () => {
    const background = serveBackground({ dismissedEntries: ['practice:1a2b3c4d5e6f7081', 'gone:00ff00ff00ff00ff'] });
    open(<Options />);
    await says('Entry 1a2b3c4d5e6f7081 of “Practice list”');
    expect(text()).toContain('Entry 00ff00ff00ff00ff of “gone”');
    press('Ask again: Entry 1a2b3c4d5e6f7081 of “Practice list”');
    await vi.waitFor(() => expect(background.kept.dismissedEntries).toEqual(['gone:00ff00ff00ff00ff']));
    await vi.waitFor(() => expect(text()).not.toContain('1a2b3c4d5e6f7081'));
  });

  test('says so when nothing was paused or called wrong', async () => {
    serveBackground();
    open(<Options />);
    await says('No site is paused.');
    expect(text()).toContain('None so far.');
  });

  test('shows who keeps a list, how large and old it is, and where it came from', async () => {
    serveBackground({}, [practiceList({ entries: 24_000, bytes: 768_000, source: 'stored', publisher: 'Helpline' })]);
    open(<Options />);
    await says('Kept by Helpline');
    for (const fact of ['24,000 entries', '768 kB', 'Signed 3 days ago', 'Kept in this browser']) {
      expect(text()).toContain(fact);
    }
  });

  test('says so when no list could be read', async () => {
    serveBackground({}, []);
    open(<Options />);
    await says('The lists could not be read');
  });

  test('owns up to a fault, and recovers on request', async () => {
    const complaint = vi.spyOn(console, 'error').mockReturnValue();
    open(<Options />);
    await says('This is on us, not on you.');
    complaint.mockRestore();
    serveBackground();
    press('Try again');
    await says('Cover what matches');
  });
});
