import { beforeEach, describe, expect, test } from 'vitest';
import { createSettingsKeeper } from '../../src/background/settings-keeper.ts';
import { readSettings } from '../../src/platform/settings.ts';
import { fake } from '../support/fake-browser.ts';

beforeEach(() => fake.reset());

describe('the one writer', () => {
  const keeper = () => createSettingsKeeper(() => Promise.resolve());

  test('loses no change of two made at once', async () => {
    const settings = keeper();
    await Promise.all([settings.change({ enabled: false }), settings.change({ blurFlagged: false })]);
    expect(await readSettings()).toMatchObject({ enabled: false, blurFlagged: false });
  });

  test('goes on after a write that failed to be announced', async () => {
    let announced = 0;
    const settings = createSettingsKeeper(() => Promise.reject(new Error(`announcement ${++announced}`)));
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
