/** Joins what the person keeps about themselves: the vault, own media, the plan. Registers its listeners at once. */

import { serve } from '../platform/rpc.ts';
import type { OwnApi, PlanApi, VaultApi } from '../platform/vault-messages.ts';
import { createOwnKeeper, type OwnKeeper } from './own-media.ts';
import { createOwnNotes, type OwnNotes } from './own-notes.ts';
import { createPlan } from './plan.ts';
import { createVault } from './vault.ts';

export interface OwnService {
  readonly own: Pick<OwnKeeper, 'revision' | 'match' | 'watch'>;
  readonly ownNotes: OwnNotes;
}

/** Hundreds are added in one go, and every open page asks anew about all it shows when it is told. */
const TELL_AFTER_MS = 300;

/** `onChange`: what is matched against has changed, once or several times. */
export function createOwnService(onChange: () => Promise<void>): OwnService {
  let telling: ReturnType<typeof setTimeout> | undefined;
  const tellSoon = async (): Promise<void> => {
    clearTimeout(telling);
    telling = setTimeout(() => void onChange().catch(console.error), TELL_AFTER_MS);
  };
  const vault = createVault(Date.now);
  const own = createOwnKeeper({ vault, now: Date.now, onChange: tellSoon });
  const plan = createPlan(vault, Date.now);

  serve<OwnApi>('own', 'page', own.api);
  serve<PlanApi>('plan', 'page', plan);
  serve<VaultApi>('vault', 'page', {
    vaultState: vault.state,
    async unlockVault(_, passphrase) {
      const outcome = await vault.unlock(passphrase);
      if (outcome.kind === 'unlocked') await own.reload();
      return outcome;
    },
    async lockVault() {
      await vault.lock();
      await own.reload();
    },
    setVaultPassphrase: (_, passphrase) => vault.setPassphrase(passphrase),
    async destroyVault(caller) {
      await plan.removeLog(caller);
      await vault.destroy();
      await own.reload();
    },
  });
  return { own, ownNotes: createOwnNotes() };
}
