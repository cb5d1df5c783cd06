import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SyncFailure, SyncOutcome, SyncRefusal } from '../../src/core/list/sync-outcome.ts';
import { Options } from '../../src/pages/options/options.tsx';
import { writeListProgress } from '../../src/platform/list-progress.ts';
import type { ListState, ListSummary } from '../../src/platform/messages.ts';
import { fake } from '../support/fake-browser.ts';
import {
  close,
  control,
  helplineList,
  isOffered,
  open,
  practiceList,
  press,
  says,
  serveBackground,
  text,
} from '../support/rendered.ts';

beforeEach(() => fake.reset());
afterEach(close);

const at = (hoursAgo: number): string => new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
const came = (outcome: SyncOutcome) => ({ at: at(1), outcome });

async function show(list: ListSummary, answers: Parameters<typeof serveBackground>[2] = {}) {
  const background = serveBackground({}, [list], answers);
  open(<Options />);
  await says(list.name);
  return background;
}

const STATES: readonly (readonly [ListState, string, string | null])[] = [
  [{ kind: 'fresh' }, 'Up to date', null],
  [{ kind: 'stale', since: '2026-05-03T10:00:00Z' }, 'Out of date since May 3, 2026', 'It is still used'],
  [{ kind: 'failed' }, 'The last update did not work', 'The copy that is here stays in use.'],
  [{ kind: 'absent' }, 'Not loaded', 'Nothing is compared with it until it is here.'],
  [{ kind: 'clock' }, 'The clock may be wrong', 'Please check the date and the time.'],
  [{ kind: 'paused', by: 'person' }, 'Paused by you', 'until you start it again'],
  [{ kind: 'paused', by: 'breaker' }, 'Paused by Consentry', 'far more pictures than a good list would'],
];

const REFUSALS: readonly SyncRefusal[] = ['signature', 'rollback', 'expired', 'digest', 'format', 'length', 'revoked'];
const FAILURES: readonly SyncFailure[] = ['network', 'permission', 'missing', 'busy', 'storage', 'fault'];

describe('a list on the options page', () => {
  test.each(STATES)('tells its state in words: %o', async (state, title, meaning) => {
    await show(helplineList({ state, lastUpdate: null }));
    expect(text()).toContain(title);
    if (meaning !== null) expect(text()).toContain(meaning);
  });

  test('gives every refusal and every failure a sentence of its own, and then says what it means', async () => {
    const seen = new Set<string>();
    const outcomes = [...REFUSALS.map(refused => ({ refused })), ...FAILURES.map(failed => ({ failed }))];
    for (const outcome of outcomes) {
      await show(helplineList({ state: { kind: 'failed' }, lastUpdate: came(outcome) }));
      const [why = '', then = ''] = [...document.querySelectorAll('.card [role=status] p')].map(
        line => line.textContent ?? '',
      );
      expect(why.length, JSON.stringify(outcome)).toBeGreaterThan(20);
      expect(then).toBe('The copy that is here stays in use.');
      seen.add(why);
      close();
      fake.reset();
    }
    expect(seen.size).toBe(outcomes.length);
  });

  test('says nothing of an old setback while it is paused', async () => {
    await show(helplineList({ state: { kind: 'paused', by: 'person' }, lastUpdate: came({ failed: 'network' }) }));
    expect(text()).not.toContain('did not answer');
  });

  test('row 57: shows what its publisher says as text, whatever is written in it', async () => {
    const name = '<img src=x onerror=alert(1)>';
    await show(
      helplineList({ name, publisher: '<b>bold</b>', covers: '<a href="x">', contact: 'https://evil.example' }),
    );
    expect(document.querySelector('img, b')).toBeNull();
    expect([...document.querySelectorAll('a')].map(link => link.getAttribute('href'))).toEqual([
      '../parents/parents.html',
      '../own/own.html',
      '../plan/plan.html',
      '../learn/learn.html',
      '../welcome/welcome.html',
    ]);
    expect(document.querySelector('.card h3 bdi')?.textContent).toBe(name);
  });

  test('row 57: keeps a name in right-to-left letters from turning the sentence around it', async () => {
    await show(helplineList({ publisher: 'خط المساعدة' }));
    expect(document.querySelector('.card .facts')?.textContent).toContain('Kept by \u2068خط المساعدة\u2069');
  });

  test('says who keeps it, where it comes from and under which key, in groups', async () => {
    await show(helplineList({ keyDigest: '0123456789abcdef'.repeat(4) }));
    for (const fact of ['Kept by A helpline', '24,000 entries', '768 kB', 'lists.example.org']) {
      expect(text()).toContain(fact);
    }
    expect(text()).toContain('Pictures that people asked us to look out for.');
    const groups = [...document.querySelectorAll('.digest span')].map(group => group.textContent?.trim());
    expect(groups).toHaveLength(16);
    expect(groups.slice(0, 4)).toEqual(['0123', '4567', '89ab', 'cdef']);
  });

  test('has a name to be called by, even if its file could not be read', async () => {
    serveBackground({}, [helplineList({ name: '', signedAt: '', address: null, state: { kind: 'absent' } })]);
    open(<Options />);
    await says('A list without a name');
  });

  test('that came with the extension has no buttons', async () => {
    await show(practiceList());
    expect(document.querySelectorAll('.card .actions button')).toHaveLength(0);
  });

  test('set by a policy can be updated, but neither paused nor removed, and says so', async () => {
    await show(helplineList({ by: 'policy' }));
    expect(text()).toContain('It cannot be paused or removed here.');
    expect(isOffered('Update now: Helpline list')).toBe(true);
    expect(isOffered('Pause: Helpline list')).toBe(false);
    expect(isOffered('Remove: Helpline list')).toBe(false);
  });

  test('set by a policy and paused by the circuit breaker can be started again', async () => {
    await show(helplineList({ by: 'policy', state: { kind: 'paused', by: 'breaker' } }));
    expect(isOffered('Start again: Helpline list')).toBe(true);
    expect(isOffered('Remove: Helpline list')).toBe(false);
  });

  test('from a file is not asked to update itself', async () => {
    await show(helplineList({ address: null }));
    expect(isOffered('Update now: Helpline list')).toBe(false);
    expect(text()).toContain('A file. To update the list, add the newer file.');
  });
});

describe('updating a list', () => {
  test('shows how far it is, for readers too, and then what came of it', async () => {
    let done = (_: SyncOutcome): void => undefined;
    const list = helplineList();
    const background = await show(list, {
      updateList: () =>
        new Promise(resolve => {
          done = resolve;
        }),
    });
    const button = control('Update now: Helpline list');
    button.focus();
    button.click();
    await says('Updating');
    expect(document.querySelector('progress')?.position).toBe(-1); // not known yet how far
    await writeListProgress({ id: list.id, done: 250_000, total: 1_000_000 });
    await says('250 kB of 1 MB');
    const bar = document.querySelector('progress');
    expect(bar?.getAttribute('aria-label')).toBe('Updating');
    expect(bar?.position).toBe(0.25);

    expect(button.getAttribute('aria-disabled')).toBe('true');
    button.click();
    expect(background.calls).toEqual([['updateList', list.id]]);

    await writeListProgress(null);
    done('updated');
    await vi.waitFor(() =>
      expect(document.querySelector('.card [role=status]')?.textContent).toBe('Updated just now.'),
    );
    expect(document.querySelector('progress')).toBeNull();
    expect(document.activeElement).toBe(button);
  });

  test('says so when there was nothing new', async () => {
    await show(helplineList(), { updateList: async () => 'unchanged' });
    press('Update now: Helpline list');
    await says('There is nothing new.');
  });

  test('says why it did not work, and that the copy stays', async () => {
    await show(helplineList(), { updateList: async () => ({ failed: 'busy' }) });
    press('Update now: Helpline list');
    await says('asks to be left alone');
    expect(text()).toContain('The copy that is here stays in use.');
  });

  test('owns up to a fault of the background', async () => {
    const complaint = vi.spyOn(console, 'error').mockReturnValue();
    await show(helplineList());
    press('Update now: Helpline list');
    await says('This is on us, not on you.');
    complaint.mockRestore();
  });

  test('follows an update that the background started by itself', async () => {
    const list = helplineList();
    await show(list);
    await writeListProgress({ id: list.id, done: 1, total: 2 });
    await vi.waitFor(() => expect(document.querySelector('progress')?.position).toBe(0.5));
    await writeListProgress(null);
    await vi.waitFor(() => expect(document.querySelector('progress')).toBeNull());
  });

  test('looks again when the page is looked at again, and forgets what was said of an older attempt', async () => {
    const list = helplineList();
    const background = await show(list, { updateList: async () => 'updated' });
    press('Update now: Helpline list');
    await says('Updated just now.');
    const later = new Date(Date.now() + 60_000).toISOString();
    background.lists = [
      helplineList({ state: { kind: 'failed' }, lastUpdate: { at: later, outcome: { failed: 'network' } } }),
    ];
    document.dispatchEvent(new Event('visibilitychange'));
    await says('Its server did not answer');
    expect(text()).not.toContain('Updated just now.');
  });

  test('asks for a missing permission in the very click, and then updates', async () => {
    const list = helplineList({ state: { kind: 'absent' }, lastUpdate: came({ failed: 'permission' }) });
    const background = await show(list, { updateList: async () => 'updated' });
    press('Allow lists.example.org');
    expect(fake.asked).toEqual([['https://lists.example.org/*']]);
    background.lists = [helplineList()];
    await vi.waitFor(() => expect(background.calls).toEqual([['updateList', list.id]]));
    await says('Up to date');
    expect(document.activeElement?.textContent).toBe('Helpline list');
  });

  test('accepts a no to that permission', async () => {
    const list = helplineList({ state: { kind: 'absent' }, lastUpdate: came({ failed: 'permission' }) });
    const background = await show(list);
    fake.grantsRequests = false;
    press('Allow lists.example.org');
    await says('Not allowed for now. You can allow it at any time.');
    expect(background.calls).toEqual([]);
  });
});

describe('pausing and removing a list', () => {
  test('pauses it and starts it again', async () => {
    const list = helplineList();
    const background = await show(list, { pauseList: async () => true });
    background.lists = [helplineList({ state: { kind: 'paused', by: 'person' } })];
    press('Pause: Helpline list');
    await says('Paused by you');
    background.lists = [list];
    press('Start again: Helpline list');
    await says('Up to date');
    expect(background.calls).toEqual([
      ['pauseList', list.id, true],
      ['pauseList', list.id, false],
    ]);
  });

  test('removes it only after a second yes, with the focus on the way back', async () => {
    const list = helplineList();
    const background = await show(list, { removeList: async () => true });
    press('Remove: Helpline list');
    await says('Remove “Helpline list”?');
    await vi.waitFor(() => expect(document.activeElement).toBe(control('Keep it')));
    press('Keep it');
    await vi.waitFor(() => expect(document.activeElement).toBe(control('Remove: Helpline list')));
    expect(background.calls).toEqual([]);

    press('Remove: Helpline list');
    await says('All of it is deleted from this computer.');
    background.lists = [practiceList()];
    press('Remove');
    await says('“Helpline list” was removed.');
    expect(background.calls).toEqual([['removeList', list.id]]);
    expect(isOffered('Remove: Helpline list')).toBe(false);
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Lists'));
  });

  test('says so when that did not work', async () => {
    const complaint = vi.spyOn(console, 'error').mockReturnValue();
    await show(helplineList());
    press('Pause: Helpline list');
    await says('Something went wrong.');
    complaint.mockRestore();
  });
});
