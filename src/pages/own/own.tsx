/**
 * My private media: pictures and videos that the person wants to be asked about, and told about, in this browser. The
 * pictures themselves are forgotten here; what is kept of them lies in the vault.
 */
import { useEffect, useState } from 'preact/hooks';
import { type MessageKey, t } from '../../platform/i18n.ts';
import { askToNotify, mayNotify } from '../../platform/notify.ts';
import { Switch } from '../ui/switch.tsx';
import { LockedVault, useVault, VaultLock } from '../ui/vault.tsx';
import { AddOwn } from './add-own.tsx';
import { Give } from './give.tsx';
import { OwnList } from './own-list.tsx';
import { Transfer } from './transfer.tsx';
import { useOwn } from './use-own.ts';

const CANNOT: readonly MessageKey[] = [
  'own_cannot_others',
  'own_cannot_remove',
  'own_cannot_chats',
  'own_cannot_hidden',
];

/** Tells by a note of the system; a browser that was asked once does not give the permission back by a switch. */
function TellMe() {
  const [tells, setTells] = useState<boolean | null>(null);
  useEffect(() => void mayNotify().then(setTells, console.error), []);
  if (tells === null) return null;
  return (
    <Switch
      label={t('own_tell')}
      hint={t(tells ? 'own_tell_on' : 'own_tell_hint')}
      checked={tells}
      onChange={() => void askToNotify().then(setTells, console.error)}
    />
  );
}

const Elsewhere = () => (
  <section>
    <h2>{t('own_elsewhere_heading')}</h2>
    <p>{t('own_elsewhere_body')}</p>
    <p class="actions">
      <a class="button" href="https://stopncii.org/" target="_blank" rel="noreferrer">
        {t('own_elsewhere_adult')}
      </a>
      <a class="button" href="https://takeitdown.ncmec.org/" target="_blank" rel="noreferrer">
        {t('own_elsewhere_minor')}
      </a>
    </p>
    <p>
      <a href="../plan/plan.html">{t('own_to_plan')}</a>
    </p>
  </section>
);

export function Own() {
  const vault = useVault();
  const { items, reload } = useOwn();
  const reloadAll = async (): Promise<void> => {
    await Promise.all([vault.reload(), reload()]);
  };
  const port = { ...vault, reload: reloadAll };
  return (
    <main>
      <header>
        <h1>{t('own_title')}</h1>
        <p class="lead">{t('own_lead')}</p>
      </header>
      {vault.state === 'refused' ? <section class="notice">{t('vault_refused')}</section> : null}
      {vault.state === 'locked' ? <LockedVault {...port} /> : null}
      {items === null ? null : (
        <>
          <AddOwn onAdded={reload} />
          <OwnList items={items} reload={reload} />
          <section>
            <TellMe />
          </section>
        </>
      )}
      <section>
        <h2>{t('own_cannot_heading')}</h2>
        <ul class="ticks">
          {CANNOT.map(key => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </section>
      <Elsewhere />
      {items === null ? null : (
        <>
          <Transfer reload={reload} />
          <Give />
        </>
      )}
      {vault.state === 'device' || vault.state === 'unlocked' ? <VaultLock {...port} /> : null}
    </main>
  );
}
