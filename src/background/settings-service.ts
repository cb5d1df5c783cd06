/** Joins the settings with what locks them: the PIN of a family, the policy of whoever manages the computer. */
import type { Policy } from '../core/policy.ts';
import { onManagedChange, readPolicy } from '../platform/managed.ts';
import { policyFaultWords } from '../platform/policy-words.ts';
import { remember } from '../platform/remembered.ts';
import { serve } from '../platform/rpc.ts';
import type { Settings } from '../platform/settings.ts';
import type { LockApi, LockState } from '../platform/vault-messages.ts';
import { createLock } from './lock.ts';
import { createSettingsKeeper, type SettingsKeeper } from './settings-keeper.ts';

export interface SettingsService {
  readonly settings: SettingsKeeper;
  policy(): Promise<Policy>;
  lockState(): Promise<LockState>;
  /** False while the protection is locked. */
  mayWeaken(): Promise<boolean>;
}

/** For administrators, who look for it here; the options page says the same. */
async function tellFaults(): Promise<void> {
  for (const fault of (await readPolicy()).faults) console.warn(`Consentry: ${policyFaultWords(fault)}`);
}

/** `onChange`: what is in force may have changed. Registers its listeners at once. */
export function createSettingsService(onChange: (settings: Settings) => Promise<void>): SettingsService {
  const managed = remember('managed', null, readPolicy);
  const policy = async () => (await managed.read()).policy;
  const lock = createLock(async () => (await policy()).lockSettings, Date.now);
  const mayWeaken = async (): Promise<boolean> => ['none', 'open'].includes(await lock.state());
  const settings = createSettingsKeeper({ policy, mayWeaken, onChange });

  serve<LockApi>('lock', 'page', {
    unlockSettings: (_, pin) => lock.unlock(pin),
    lockSettings: () => lock.close(),
    setSettingsPin: (_, pin) => lock.setPin(pin),
  });

  async function onPolicy(): Promise<void> {
    await Promise.all([tellFaults(), settings.read().then(onChange)]);
  }
  onManagedChange(() => void onPolicy().catch(console.error));
  tellFaults().catch(console.error);
  return { settings, policy, lockState: lock.state, mayWeaken };
}
