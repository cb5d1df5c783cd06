/** Joins what the person keeps about themselves: the vault, own media, the plan. Registers its listeners at once. */
import type { OwnApi, PlanApi, VaultApi } from '../platform/messages.ts';
import { serve } from '../platform/rpc.ts';
import { createOwnKeeper, type OwnKeeper } from './own-media.ts';
import { createOwnNotes, type OwnNotes } from './own-notes.ts';
import { createPlan } from './plan.ts';
import { createVault } from './vault.ts';

export interface OwnService {
  readonly own: Pick<OwnKeeper, 'revision' | 'match' | 'watch'>;
  readonly ownNotes: OwnNotes;
}

/** `onChange`: what is matched against has changed. */
export function createOwnService(onChange: () => Promise<void>): OwnService {
  const vault = createVault(Date.now);
  const own = createOwnKeeper({ vault, now: Date.now, onChange });
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
