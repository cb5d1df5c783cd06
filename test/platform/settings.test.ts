import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, parseSettings } from '../../src/platform/settings.ts';

describe('stored settings', () => {
  test.each([undefined, null, 'on', 7, []])('that are none (%j) are the default ones', stored => {
    expect(parseSettings(stored)).toEqual(DEFAULT_SETTINGS);
  });

  test('keep what is whole and replace what is damaged, key by key', () => {
    const stored = { enabled: false, pausedSites: ['instagram', 7], blurFlagged: 'yes', later: true };
    expect(parseSettings(stored)).toEqual({ ...DEFAULT_SETTINGS, enabled: false, pausedSites: ['instagram'] });
  });
});
