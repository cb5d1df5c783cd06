/**
 * What whoever manages this computer has settled (core/policy.ts). Chromium hands it in a moment after the start, so
 * until then there is none; of what its schema refuses it hands in nothing.
 */
import { type PolicyReading, parsePolicy } from '../core/policy.ts';
import { guessRegion, REGIONS, type Region } from '../core/report/regions.ts';
import { browser } from './browser.ts';

export async function readPolicy(): Promise<PolicyReading> {
  try {
    return parsePolicy(await browser.storage.managed.get(null));
  } catch {
    return parsePolicy({}); // how Firefox says that nothing is set
  }
}

export function onManagedChange(listener: () => void): void {
  browser.storage.onChanged.addListener((_, area) => {
    if (area === 'managed') listener();
  });
}

/** The country that a policy names, else the one that this computer seems to be in; null where nothing differs. */
export async function regionHere(): Promise<Region | null> {
  const { region } = (await readPolicy()).policy;
  if (region !== null) return REGIONS.includes(region) ? region : null;
  return guessRegion(navigator.languages, Intl.DateTimeFormat().resolvedOptions().timeZone ?? '');
}
