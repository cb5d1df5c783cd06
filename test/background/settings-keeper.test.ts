import { beforeEach, describe, expect, test } from 'vitest';
import { createSettingsKeeper, type SettingsPorts } from '../../src/background/settings-keeper.ts';
import { NO_POLICY, type Policy } from '../../src/core/policy.ts';
import { DEFAULT_SETTINGS, readSettings, type Settings, writeSettings } from '../../src/platform/settings.ts';
import { fake } from '../support/fake-browser.ts';

beforeEach(() => fake.reset());

const keeper = (change: Partial<SettingsPorts> = {}) =>
  createSettingsKeeper({
    policy: async () => NO_POLICY,
    mayWeaken: async () => true,
    onChange: async () => undefined,
    ...change,
  });

describe('the one writer', () => {
  test('loses no change of two made at once', async () => {
    const settings = keeper();
    await Promise.all([settings.change({ enabled: false }), settings.change({ blurFlagged: false })]);
    expect(await readSettings()).toMatchObject({ enabled: false, blurFlagged: false });
  });

  test('goes on after a write that failed to be announced', async () => {
    let announced = 0;
    const settings = keeper({ onChange: () => Promise.reject(new Error(`announcement ${++announced}`)) });
    await settings.change({ enabled: false });
    await settings.change({ enabled: true });
    expect(await readSettings()).toMatchObject({ enabled: true });
    expect(announced).toBeGreaterThan(0);
  });

  test('writes a dismissed entry once, and forgets the oldest beyond a thousand', async () => {
    const settings = keeper();
    for (let entry = 0; entry < 1_001; entry++) await settings.dismiss(`list:${entry}`);
    await settings.dismiss('list:500');
    const { dismissedEntries } = await readSettings();
    expect(dismissedEntries).toHaveLength(1_000);
    expect(dismissedEntries[0]).toBe('list:1');
    expect(dismissedEntries.at(-1)).toBe('list:500');
  });

  test('takes no field that is none of the settings', async () => {
    await keeper().change({ enabled: false, evil: 1 } as object);
    expect(fake.stored.get('settings')).not.toHaveProperty('evil');
  });
});

describe('while the protection is locked', () => {
  const locked = () => keeper({ mayWeaken: async () => false });
  const before: Settings = {
    ...DEFAULT_SETTINGS,
    pausedSites: ['x'],
    ownSites: ['pictures.example'],
    dismissedEntries: ['list:1'],
    profile: 'child',
    trustedAdult: 'Mum',
  };
  beforeEach(() => writeSettings(before));

  test.each<Partial<Settings>>([
    { enabled: false },
    { blurFlagged: false },
    { pausedSites: ['x', 'instagram'] },
    { ownSites: [] },
    { dismissedEntries: ['list:1', 'list:2'] },
    { profile: 'adult' },
    { trustedAdult: 'nobody' },
    { countNotShared: false, enabled: false },
  ])('%j is refused, and all that was asked for with it', async change => {
    expect(await locked().change(change)).toEqual(before);
    expect(await readSettings()).toEqual(before);
  });

  test.each<Partial<Settings>>([
    { pausedSites: [] },
    { ownSites: ['pictures.example', 'more.example'] },
    { dismissedEntries: [] },
    { countNotShared: false },
  ])('%j weakens nothing, or is the person’s own affair', async change => {
    expect(await locked().change(change)).toEqual({ ...before, ...change });
  });

  test('asking and covering can be switched on again, but not off', async () => {
    await writeSettings({ ...before, enabled: false, blurFlagged: false });
    const settings = locked();
    await settings.change({ enabled: true, blurFlagged: true });
    expect(await settings.change({ enabled: false })).toMatchObject({ enabled: true, blurFlagged: true });
  });

  test('a person who was asked can still call one match wrong', async () => {
    await locked().dismiss('list:2');
    expect((await readSettings()).dismissedEntries).toEqual(['list:1', 'list:2']);
  });
});

describe('under a policy', () => {
  const under = (policy: Partial<Policy>) => keeper({ policy: async () => ({ ...NO_POLICY, ...policy }) });
  const chosen: Partial<Settings> = { enabled: false, blurFlagged: false, pausedSites: ['instagram', 'x'] };
  beforeEach(() => writeSettings({ ...DEFAULT_SETTINGS, ...chosen }));

  test('that locks the settings, the protection is as it comes, whatever was chosen before', async () => {
    const now = await under({ lockSettings: true }).read();
    expect(now).toMatchObject({ enabled: true, blurFlagged: true, pausedSites: [] });
  });

  test('that keeps a site on, asking is on and that site is not paused; other sites are as they were', async () => {
    const now = await under({ sites: ['instagram'] }).read();
    expect(now).toMatchObject({ enabled: true, blurFlagged: false, pausedSites: ['x'] });
  });

  test('that names the profile and a trusted adult, these hold', async () => {
    const now = await under({ profile: 'child', trustedAdult: 'the counsellor' }).read();
    expect(now).toMatchObject({ profile: 'child', trustedAdult: 'the counsellor', enabled: false });
  });

  test('what the person chose is kept beneath, and holds again without it', async () => {
    await under({ lockSettings: true, profile: 'child' }).change({ countNotShared: false });
    expect(await keeper().read()).toMatchObject({ ...chosen, profile: 'adult', countNotShared: false });
  });
});
