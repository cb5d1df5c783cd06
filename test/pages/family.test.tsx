import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parsePolicy } from '../../src/core/policy.ts';
import { Options } from '../../src/pages/options/options.tsx';
import { Parents } from '../../src/pages/parents/parents.tsx';
import { Popup } from '../../src/pages/popup/popup.tsx';
import { serve } from '../../src/platform/rpc.ts';
import type { LockApi, Unlocking } from '../../src/platform/vault-messages.ts';
import { fake } from '../support/fake-browser.ts';
import {
  close,
  control,
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
afterEach(close);

const isHeld = (name: string) => (control(name) as HTMLInputElement).disabled;

async function type(name: string, typed: string): Promise<void> {
  const field = control(name) as HTMLInputElement;
  field.value = typed;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await vi.waitFor(() => expect((control(name) as HTMLInputElement).value).toBe(typed));
}

/** A background whose lock answers as `outcomes` say, one after another, and opens with the first that is right. */
function serveLock(background: ReturnType<typeof serveBackground>, outcomes: readonly Unlocking[] = []) {
  const asked: unknown[] = [];
  const answers = [...outcomes];
  serve<LockApi>('lock', 'page', {
    async unlockSettings(_, pin) {
      asked.push(['unlock', pin]);
      const outcome = answers.shift() ?? { kind: 'unlocked' };
      if (outcome.kind === 'unlocked') background.lock = 'open';
      return outcome;
    },
    async lockSettings() {
      background.lock = 'locked';
    },
    async setSettingsPin(_, pin) {
      asked.push(['set', pin]);
      background.lock = pin === null ? 'none' : 'open';
      return true;
    },
  });
  return asked;
}

describe('the family part of the options', () => {
  test('lets the warnings speak to a young person, and name somebody to talk to', async () => {
    const background = serveBackground();
    open(<Options />);
    await says('Someone to talk to');
    press('Speak to a child or teenager');
    await vi.waitFor(() => expect(background.kept.profile).toBe('child'));
    await type('Someone to talk to', '  Mum ');
    press('Save the name');
    await vi.waitFor(() => expect(background.kept.trustedAdult).toBe('Mum'));
    await says('You can talk to Mum about this.');
  });

  test('says what a forgotten PIN means before one can be set, and takes none that is too short', async () => {
    const background = serveBackground();
    const asked = serveLock(background);
    open(<Options />);
    await says('If you forget it, nobody can look it up');
    expect(text()).toContain('a lock on the door, not a vault');
    await type('PIN or passphrase', '123');
    press('Lock with this PIN');
    await type('PIN or passphrase', '4092');
    press('Lock with this PIN');
    await says('The PIN is set.');
    expect(asked).toEqual([['set', '4092']]);
    press('Lock now');
    await says('The settings are locked');
    expect(isOffered('Take the PIN away')).toBe(false);
  });
});

describe('while the settings are locked', () => {
  const start = () => {
    const background = serveBackground({ ownSites: ['pictures.example'] }, [practiceList(), helplineList()]);
    background.lock = 'locked';
    return background;
  };

  test('they are shown, and what would weaken them is held', async () => {
    start();
    fake.granted.add('https://www.reddit.com/*');
    open(<Options />);
    await says('You can look at all of them.');
    await vi.waitFor(() => expect(isHeld('Reddit')).toBe(true));
    for (const name of ['Ask before sharing', 'Cover what matches', 'Speak to a child or teenager']) {
      expect(isHeld(name), name).toBe(true);
    }
    for (const name of ['Pause: Helpline list', 'Remove: Helpline list', 'Remove pictures.example', 'Save the name']) {
      expect(isOffered(name), name).toBe(false);
    }
  });

  test('what makes them stronger, and what is private, stays free', async () => {
    const background = start();
    background.kept = { ...background.kept, blurFlagged: false };
    open(<Options />);
    await says('You can look at all of them.');
    for (const name of ['Cover what matches', 'Count when I choose not to share', 'Threads']) {
      expect(isHeld(name), name).toBe(false);
    }
    expect(isOffered('Update now: Helpline list')).toBe(true);
    expect(isOffered('My private media')).toBe(true);
  });

  test('the PIN opens them; a wrong one is said, and so is how long to wait', async () => {
    const asked = serveLock(start(), [{ kind: 'wrong' }, { kind: 'wait', ms: 3_200 }]);
    open(<Options />);
    await says('The settings are locked');
    for (const [typed, said] of [
      ['1111', 'That was not it.'],
      ['2222', 'Please wait 4 seconds.'],
      ['4092', 'The settings are open.'],
    ] as const) {
      await type('PIN or passphrase', typed);
      press('Unlock');
      await says(said);
    }
    expect(asked).toEqual([
      ['unlock', '1111'],
      ['unlock', '2222'],
      ['unlock', '4092'],
    ]);
    expect(isHeld('Ask before sharing')).toBe(false);
    expect(isOffered('Remove: Helpline list')).toBe(true);
  });

  test('the popup pauses nothing, and leads to help all the same', async () => {
    serveLock(start());
    serveTab(pageStatus({ clear: 1 }));
    open(<Popup />);
    await says('The settings are locked');
    expect(isHeld('Ask before sharing')).toBe(true);
    expect(isOffered('Pause on Instagram')).toBe(false);
    expect(text()).toContain('Get help for myself');
    await type('PIN or passphrase', '4092');
    press('Unlock');
    await vi.waitFor(() => expect(isHeld('Ask before sharing')).toBe(false));
    await vi.waitFor(() => expect(isOffered('Pause on Instagram')).toBe(true));
  });
});

describe('under a policy', () => {
  test('the options say what was set and by whom, and offer no PIN', async () => {
    const background = serveBackground({ profile: 'child', trustedAdult: 'the counsellor' });
    background.lock = 'policy';
    background.managed = parsePolicy({
      lockSettings: true,
      sites: ['instagram', 'x'],
      profile: 'child',
      hideShareAnyway: true,
      trustedAdult: 'the counsellor',
      region: 'DE',
    });
    open(<Options />);
    await says('Whoever manages this computer has locked the settings.');
    for (const said of [
      'Asking and covering are on, and stay on.',
      'It is always on for Instagram and X.',
      'The warnings speak to a child or teenager.',
      'has no “Share anyway”',
      'names someone to talk to: the counsellor.',
      'those of Germany.',
    ]) {
      expect(text()).toContain(said);
    }
    expect(isOffered('Set a PIN')).toBe(false);
    expect(isOffered('Unlock')).toBe(false);
    expect(text()).not.toContain('Note for the administrator');
  });

  test('that keeps a site on, only that site is held', async () => {
    const background = serveBackground();
    background.managed = parsePolicy({ sites: ['reddit'] });
    for (const host of ['www.reddit.com', 'x.com']) fake.granted.add(`https://${host}/*`);
    open(<Options />);
    await vi.waitFor(() => expect(isHeld('Reddit')).toBe(true));
    expect([isHeld('X'), isHeld('Ask before sharing'), isHeld('Cover what matches')]).toEqual([false, true, false]);
  });

  test('that cannot be read in part, the administrator is told, key by key', async () => {
    const background = serveBackground();
    background.managed = parsePolicy({
      lockSettings: 'yes',
      lists: ['https://lists.example.org/'],
      sites: ['myspace'],
      profile: 'kid',
      trustedAdult: 7,
      region: 'Germany',
      lokSettings: true,
    });
    open(<Options />);
    await says('Note for the administrator');
    for (const said of [
      '“lockSettings” has to be true or false, with no quotes. It is "yes".',
      '“lists” names "https://lists.example.org/". Each list needs a link',
      '“sites” names "myspace". The sites that are known are: instagram, facebook, threads, x,',
      '“profile” has to be "child" or "adult". It is "kid".',
      '“trustedAdult” has to be a text of 1 to 60 letters. It is 7.',
      '“region” has to be a country in two capital letters, such as DE. It is "Germany".',
      '“lokSettings” is no key that this version knows. Its value is true.',
    ]) {
      expect(text()).toContain(said);
    }
  });
});

test('the page for parents promises no history and no alerts, and asks the background nothing', () => {
  open(<Parents />);
  expect(text()).toContain('It keeps no history.');
  expect(text()).toContain('It sends no alerts.');
  expect(text()).toContain('a lock on the door, not a vault');
});
