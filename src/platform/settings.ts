/**
 * What the person chose, kept in this browser only. Read through `parseSettings`, whatever version wrote it:
 * an unknown or damaged value falls back to its default, never to a crash.
 */
import { cleanTrustedAdult } from '../core/policy.ts';
import { isPlainHost } from '../core/sites.ts';
import { browser } from './browser.ts';

/** Who the warning speaks to: `child` gets more words, and nothing is counted. */
export type Profile = 'adult' | 'child';

export interface Settings {
  readonly enabled: boolean;
  /** Ids of sites on which the person paused us. */
  readonly pausedSites: readonly string[];
  /** Hosts without an adapter that the person switched on; they work while the browser's permission for them lasts. */
  readonly ownSites: readonly string[];
  /** Cover flagged media until the person asks to see it. */
  readonly blurFlagged: boolean;
  /** Entries that the person called wrong, as `list:entry`. They do not warn again. */
  readonly dismissedEntries: readonly string[];
  readonly profile: Profile;
  /** Whom a young person can talk to, in the family's own words; empty for nobody in particular. Never sent anywhere. */
  readonly trustedAdult: string;
  /** Count, by the day, how often the person chose not to share. */
  readonly countNotShared: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  enabled: true,
  pausedSites: [],
  ownSites: [],
  blurFlagged: true,
  dismissedEntries: [],
  profile: 'adult',
  trustedAdult: '',
  countNotShared: true,
};

/** Where they are stored, in the browser's local storage. */
export const SETTINGS_KEY = 'settings';

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

export function parseSettings(stored: unknown): Settings {
  if (typeof stored !== 'object' || stored === null) return DEFAULT_SETTINGS;
  const { enabled, pausedSites, ownSites, blurFlagged, dismissedEntries, profile, trustedAdult, countNotShared } =
    stored as Record<string, unknown>;
  return {
    enabled: typeof enabled === 'boolean' ? enabled : DEFAULT_SETTINGS.enabled,
    pausedSites: strings(pausedSites),
    ownSites: strings(ownSites).filter(isPlainHost),
    blurFlagged: typeof blurFlagged === 'boolean' ? blurFlagged : DEFAULT_SETTINGS.blurFlagged,
    dismissedEntries: strings(dismissedEntries),
    profile: profile === 'child' ? 'child' : DEFAULT_SETTINGS.profile,
    trustedAdult: typeof trustedAdult === 'string' ? cleanTrustedAdult(trustedAdult) : '',
    countNotShared: typeof countNotShared === 'boolean' ? countNotShared : DEFAULT_SETTINGS.countNotShared,
  };
}

export async function readSettings(): Promise<Settings> {
  const stored = await browser.storage.local.get(SETTINGS_KEY);
  return parseSettings(stored[SETTINGS_KEY]);
}

/** Called by the background only, so that two writers never race. */
export async function writeSettings(settings: Settings): Promise<void> {
  await browser.storage.local.set({ [SETTINGS_KEY]: settings });
}

/**
 * Content scripts share a process with the page, and need none of what is stored: they ask the background. Chrome can
 * hold them to it; Firefox has no such switch.
 */
export async function hideStorageFromContentScripts(): Promise<void> {
  const area: object = browser.storage.local;
  if ('setAccessLevel' in area && typeof area.setAccessLevel === 'function') {
    await area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
  }
}
