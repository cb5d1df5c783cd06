/**
 * "It happened to me": what to do first, what was sent and is due, and a log that stays here. Calm and in small steps;
 * nothing on it depends on anything being flagged, and nothing of it leaves the computer.
 */
import { browser } from '../../platform/browser.ts';
import { t } from '../../platform/i18n.ts';
import { LockedVault, useVault, VaultLock } from '../ui/vault.tsx';
import { CheckUps } from './check-ups.tsx';
import { Clocks } from './clocks.tsx';
import { FirstHours } from './first-hours.tsx';
import { Log } from './log.tsx';
import { Statements } from './statements.tsx';
import { useLog } from './use-log.ts';

/** A new, empty tab in the place of this one. */
async function leave(): Promise<void> {
  const here = await browser.tabs.getCurrent();
  await browser.tabs.create({});
  if (here?.id !== undefined) await browser.tabs.remove(here.id);
}

export function Plan() {
  const vault = useVault();
  const log = useLog();
  const reloadAll = async (): Promise<void> => {
    await Promise.all([vault.reload(), log.reload()]);
  };
  const port = { ...vault, reload: reloadAll };
  // The lock counts, not whether the log has been asked for since: what was locked is gone from the screen at once.
  const entries = vault.state === 'locked' ? null : log.log;
  return (
    <main>
      <header>
        <p class="leave-now">
          <button type="button" onClick={() => void leave().catch(console.error)}>
            {t('plan_leave')}
          </button>
          <span class="hint">{t('plan_leave_hint')}</span>
        </p>
        <h1>{t('plan_title')}</h1>
        <p class="lead">{t('plan_lead')}</p>
      </header>
      <FirstHours />
      {vault.state === 'refused' ? <section class="notice">{t('vault_refused')}</section> : null}
      {vault.state === 'locked' ? <LockedVault {...port} /> : null}
      {entries === null ? null : (
        <>
          <Clocks log={entries} save={log.save} />
          <Log {...log} entries={entries} />
        </>
      )}
      <Statements />
      <CheckUps />
      {vault.state === 'device' || vault.state === 'unlocked' ? <VaultLock {...port} /> : null}
    </main>
  );
}
