/** What of the settings protects, and who may take it back: the person; with a lock set, who knows the PIN; under a policy nobody. Pure. */
import type { Policy } from '../core/policy.ts';
import { DEFAULT_SETTINGS, type Settings } from '../platform/settings.ts';

/** The settings in force. What the person chose is kept beneath, and holds again when the policy goes. */
export function underPolicy(settings: Settings, policy: Policy): Settings {
  const { lockSettings, sites, profile, trustedAdult } = policy;
  const isHeld = (site: string): boolean => lockSettings || sites.some(held => held === site);
  return {
    ...settings,
    enabled: settings.enabled || lockSettings || sites.length > 0,
    pausedSites: settings.pausedSites.filter(site => !isHeld(site)),
    blurFlagged: lockSettings ? DEFAULT_SETTINGS.blurFlagged : settings.blurFlagged,
    profile: profile ?? settings.profile,
    trustedAdult: trustedAdult ?? settings.trustedAdult,
  };
}

const adds = (before: readonly string[], after: readonly string[]): boolean =>
  after.some(item => !before.includes(item));

/**
 * Would less be asked about after this change? To whom the warnings speak counts too, since a family settles that
 * together. What is private to a person is no part of it: what they count, what they keep about themselves, reports.
 */
export const weakens = (before: Settings, after: Settings): boolean =>
  (before.enabled && !after.enabled) ||
  (before.blurFlagged && !after.blurFlagged) ||
  adds(before.pausedSites, after.pausedSites) ||
  adds(after.ownSites, before.ownSites) ||
  adds(before.dismissedEntries, after.dismissedEntries) ||
  before.profile !== after.profile ||
  before.trustedAdult !== after.trustedAdult;
