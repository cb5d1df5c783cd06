/** What a family can settle for a young person: to whom the warnings speak, whom they name, and the lock of the settings. */
import { useEffect, useState } from 'preact/hooks';
import { cleanTrustedAdult, MAX_TRUSTED_ADULT } from '../../core/policy.ts';
import { parsePin } from '../../core/vault/pin.ts';
import { t } from '../../platform/i18n.ts';
import { remote } from '../../platform/rpc.ts';
import type { Settings } from '../../platform/settings.ts';
import type { LockApi, LockState } from '../../platform/vault-messages.ts';
import { useHeld } from '../ui/held.ts';
import type { Overview } from '../ui/overview.ts';
import { PassphraseForm } from '../ui/passphrase-form.tsx';
import { Switch } from '../ui/switch.tsx';
import { isolated } from '../ui/words.ts';

const background = remote<LockApi>('lock');

interface FamilyProps {
  readonly overview: Extract<Overview, { status: 'ready' }>;
  readonly change: (change: Partial<Settings>) => void;
  readonly reload: () => Promise<Overview>;
}

interface TrustedAdultProps {
  /** As it is kept. */
  readonly name: string;
  readonly disabled: boolean;
  readonly save: (name: string) => void;
}

function TrustedAdult({ name, disabled, save }: TrustedAdultProps) {
  const [typed, setTyped] = useState(name);
  const [isSaved, setSaved] = useState(false);
  useEffect(() => setTyped(name), [name]);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (disabled) return;
    save(cleanTrustedAdult(typed));
    setSaved(true);
  };
  return (
    <form class="typed" onSubmit={submit}>
      <label>
        {t('family_adult')}
        <input
          type="text"
          maxLength={MAX_TRUSTED_ADULT}
          disabled={disabled}
          value={typed}
          onInput={event => {
            setTyped(event.currentTarget.value);
            setSaved(false);
          }}
        />
      </label>
      <p class="hint">{t('family_adult_hint')}</p>
      {disabled ? null : <button type="submit">{t('family_adult_save')}</button>}
      <div role="status">
        {!isSaved ? null : name === '' ? (
          <p>{t('family_adult_removed')}</p>
        ) : (
          <>
            <p>{t('family_adult_saved')}</p>
            <blockquote>{t('warn_child_talk_to', isolated(name))}</blockquote>
          </>
        )}
      </div>
    </form>
  );
}

interface LockProps {
  readonly lock: LockState;
  readonly reload: () => Promise<Overview>;
}

function Lock({ lock, reload }: LockProps) {
  const [told, setTold] = useState('');
  const set = async (pin: string | null): Promise<void> => {
    const done = await background.setSettingsPin(pin);
    setTold(t(done ? (pin === null ? 'lock_removed' : 'lock_set') : 'lock_refused'));
    await reload();
  };
  const close = async (): Promise<void> => {
    await background.lockSettings();
    await reload();
  };
  const rule = { words: t('lock_pin_hint'), isMet: (typed: string) => parsePin(typed) !== null };
  return (
    <>
      <h3 class="apart">{t('lock_heading')}</h3>
      <p>{t('lock_lead')}</p>
      <p class="hint">{t('lock_door')}</p>
      <p class="hint">{t('lock_private')}</p>
      {lock === 'none' ? (
        <details>
          <summary>{t('lock_choose')}</summary>
          <p>
            <strong>{t('lock_forget_warning')}</strong>
          </p>
          <PassphraseForm label={t('lock_pin')} action={t('lock_choose_action')} rule={rule} onSubmit={set} />
        </details>
      ) : null}
      <p role="status">{told}</p>
      {lock === 'open' ? (
        <>
          <p>{t('lock_open')}</p>
          <div class="actions">
            <button type="button" onClick={() => void close().catch(console.error)}>
              {t('lock_now')}
            </button>
            <button type="button" onClick={() => void set(null).catch(console.error)}>
              {t('lock_remove')}
            </button>
          </div>
        </>
      ) : null}
    </>
  );
}

export function Family({ overview: { settings, lock, managed }, change, reload }: FamilyProps) {
  const { protection } = useHeld();
  const { profile, trustedAdult } = managed.policy;
  return (
    <section>
      <h2>{t('family_heading')}</h2>
      <p class="hint">{t('family_lead')}</p>
      <Switch
        label={t('family_child')}
        hint={t('family_child_hint')}
        disabled={protection || profile !== null}
        checked={settings.profile === 'child'}
        onChange={isChild => change({ profile: isChild ? 'child' : 'adult' })}
      />
      <TrustedAdult
        name={settings.trustedAdult}
        disabled={protection || trustedAdult !== null}
        save={name => change({ trustedAdult: name })}
      />
      {lock === 'policy' ? null : <Lock lock={lock} reload={reload} />}
      <p>
        <a href="../parents/parents.html">{t('family_to_parents')}</a>
      </p>
    </section>
  );
}
