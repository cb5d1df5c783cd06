/**
 * The lock of what the person keeps about themselves: how it stands, a passphrase on wish, and the way out. Says what
 * each protects against before it is chosen, and what a forgotten passphrase means before it is set.
 */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { patiently, WHILE_IT_STARTS } from '../../platform/patiently.ts';
import { remote } from '../../platform/rpc.ts';
import type { VaultApi, VaultState } from '../../platform/vault-messages.ts';
import { PassphraseForm } from './passphrase-form.tsx';
import { counted } from './words.ts';

const vault = remote<VaultApi>('vault');

/** Shorter than this is guessed in an afternoon, whatever we do (NIST SP 800-63B, 5.1.1: at least 8). */
const MIN_LENGTH = 8;

export interface VaultPort {
  /** Null until it is known. */
  readonly state: VaultState | null;
  readonly reload: () => Promise<void>;
}

export function useVault(): VaultPort {
  const [state, setState] = useState<VaultState | null>(null);
  const reload = useCallback(async () => setState(await patiently(() => vault.vaultState(), WHILE_IT_STARTS)), []);
  useEffect(() => void reload().catch(console.error), [reload]);
  return { state, reload };
}

/** What is kept is there, but closed: the passphrase, or the way out. */
export function LockedVault({ reload }: VaultPort) {
  const [trouble, setTrouble] = useState('');
  const open = async (passphrase: string): Promise<void> => {
    const outcome = await vault.unlockVault(passphrase);
    if (outcome.kind === 'wrong') setTrouble(t('vault_wrong'));
    else if (outcome.kind === 'wait') setTrouble(counted('vault_wait', Math.ceil(outcome.ms / 1000)));
    else await reload();
  };
  return (
    <section class="notice">
      <h2>{t('vault_locked_title')}</h2>
      <p>{t('vault_locked_body')}</p>
      <PassphraseForm label={t('vault_passphrase')} action={t('vault_unlock')} rule={null} onSubmit={open} />
      <p role="status">{trouble}</p>
      <EmptyVault reload={reload} summary={t('vault_forgotten')} />
    </section>
  );
}

const EmptyVault = ({ reload, summary }: { readonly reload: () => Promise<void>; readonly summary: string }) => (
  <details>
    <summary>{summary}</summary>
    <p>{t('vault_empty_body')}</p>
    <button type="button" onClick={() => void vault.destroyVault().then(reload).catch(console.error)}>
      {t('vault_empty_action')}
    </button>
  </details>
);

/** For a vault that is open: what guards it, and how to change that. */
export function VaultLock({ state, reload }: VaultPort) {
  const [told, setTold] = useState('');
  const set = async (passphrase: string | null): Promise<void> => {
    const done = await vault.setVaultPassphrase(passphrase);
    setTold(done ? t(passphrase === null ? 'vault_removed' : 'vault_set') : t('vault_locked_title'));
    await reload();
  };
  return (
    <section>
      <h2>{t('vault_heading')}</h2>
      <p>{t(state === 'unlocked' ? 'vault_with_passphrase' : 'vault_without_passphrase')}</p>
      {state === 'unlocked' ? (
        <div class="actions">
          <button type="button" onClick={() => void vault.lockVault().then(reload).catch(console.error)}>
            {t('vault_lock_now')}
          </button>
          <button type="button" onClick={() => void set(null).catch(console.error)}>
            {t('vault_remove')}
          </button>
        </div>
      ) : (
        <details>
          <summary>{t('vault_choose')}</summary>
          <p>{t('vault_choose_body')}</p>
          <p>
            <strong>{t('vault_forget_warning')}</strong>
          </p>
          <PassphraseForm
            label={t('vault_passphrase')}
            action={t('vault_choose_action')}
            rule={{ words: t('vault_new_hint'), isMet: typed => typed.length >= MIN_LENGTH }}
            onSubmit={set}
          />
        </details>
      )}
      <p role="status">{told}</p>
      <EmptyVault reload={reload} summary={t('vault_empty')} />
    </section>
  );
}
