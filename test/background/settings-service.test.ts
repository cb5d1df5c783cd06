// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createSettingsService } from '../../src/background/settings-service.ts';
import { remote } from '../../src/platform/rpc.ts';
import type { LockApi } from '../../src/platform/vault-messages.ts';
import { fake } from '../support/fake-browser.ts';

const onChange = vi.fn(async () => undefined);
const lock = remote<LockApi>('lock');

beforeEach(() => {
  fake.reset();
  onChange.mockClear();
  vi.spyOn(console, 'warn').mockReturnValue();
});

describe('the settings and their locks', () => {
  test('a page sets the PIN, and then nothing is weakened until somebody types it', async () => {
    const { settings, lockState } = createSettingsService(onChange);
    expect(await lock.setSettingsPin('4092')).toBe(true);
    await lock.lockSettings();
    expect(await settings.change({ enabled: false })).toMatchObject({ enabled: true });
    expect(await lock.unlockSettings('1111')).toEqual({ kind: 'wrong' });
    expect(await lockState()).toBe('locked');
    expect(await lock.unlockSettings('4092')).toEqual({ kind: 'unlocked' });
    expect(await settings.change({ enabled: false })).toMatchObject({ enabled: false });
  });

  test('no content script reaches the lock', async () => {
    createSettingsService(onChange);
    fake.sender = { ...fake.sender, url: 'https://www.instagram.com/' };
    await expect(lock.setSettingsPin('4092')).rejects.toThrow();
    expect(fake.stored.size).toBe(0);
  });

  test('a policy that comes late takes hold at once, and its mistakes are told by key', async () => {
    const { settings, mayWeaken } = createSettingsService(onChange);
    await settings.change({ blurFlagged: false });
    onChange.mockClear();
    fake.managed.set('region', 'Germany');
    fake.setManaged('lockSettings', true);
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledWith(expect.objectContaining({ blurFlagged: true })));
    expect(await mayWeaken()).toBe(false);
    expect(console.warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/region.*two capital letters.*"Germany"/),
    );
  });
});
