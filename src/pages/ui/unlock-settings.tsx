/** Where the settings are locked: that they are, by whom, and the PIN if there is one. */
import { useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { remote } from '../../platform/rpc.ts';
import type { LockApi, LockState } from '../../platform/vault-messages.ts';
import { PassphraseForm } from './passphrase-form.tsx';
import { counted } from './words.ts';

const background = remote<LockApi>('lock');

interface UnlockSettingsProps {
  readonly lock: LockState;
  readonly reload: () => Promise<unknown>;
}

/** Nothing while they are open. */
export function UnlockSettings({ lock, reload }: UnlockSettingsProps) {
  const [trouble, setTrouble] = useState('');
  const unlock = async (pin: string): Promise<void> => {
    const outcome = await background.unlockSettings(pin);
    setTrouble(outcome.kind === 'wrong' ? t('vault_wrong') : '');
    if (outcome.kind === 'wait') setTrouble(counted('vault_wait', Math.ceil(outcome.ms / 1000)));
    if (outcome.kind === 'unlocked') await reload();
  };
  if (lock === 'policy') return <p>{t('lock_policy_body')}</p>;
  if (lock !== 'locked') return null;
  return (
    <>
      <p>{t('lock_locked_body')}</p>
      <PassphraseForm label={t('lock_pin')} action={t('lock_unlock')} rule={null} onSubmit={unlock} />
      <p role="status">{trouble}</p>
    </>
  );
}
