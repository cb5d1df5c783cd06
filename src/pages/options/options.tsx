/** Settings, for people who want to know: what asks, the lists, where it rests, and what they called wrong. */
import { browser } from '../../platform/browser.ts';
import { t } from '../../platform/i18n.ts';
import type { Settings } from '../../platform/settings.ts';
import { HeldProvider, heldBy, isAskingHeld } from '../ui/held.ts';
import { OtherSites } from '../ui/other-sites.tsx';
import { type Overview, useOverview } from '../ui/overview.ts';
import { Switch } from '../ui/switch.tsx';
import { UnlockSettings } from '../ui/unlock-settings.tsx';
import { Family } from './family.tsx';
import { Lists } from './lists.tsx';
import { Managed } from './managed.tsx';
import { PausedSites, WrongMatches } from './set-aside.tsx';

interface ChosenProps {
  readonly overview: Extract<Overview, { status: 'ready' }>;
  readonly change: (change: Partial<Settings>) => void;
  readonly leaveSite: (site: string) => void;
  readonly reload: () => Promise<Overview>;
}

/** By the PIN of a family or by a policy; a notice that stands before what it is about. */
const Locked = ({ overview, reload }: Pick<ChosenProps, 'overview' | 'reload'>) =>
  heldBy(overview).protection ? (
    <section class="notice">
      <h2>{t('lock_locked_title')}</h2>
      <UnlockSettings lock={overview.lock} reload={reload} />
    </section>
  ) : null;

const Chosen = ({ overview, change, leaveSite, reload }: ChosenProps) => {
  const { settings, lists, managed } = overview;
  const held = heldBy(overview);
  return (
    <HeldProvider value={held}>
      <Locked overview={overview} reload={reload} />
      <Managed {...managed} />
      <section>
        <h2>{t('options_asking_heading')}</h2>
        <Switch
          label={t('popup_switch')}
          hint={t('options_enabled_hint')}
          disabled={settings.enabled && isAskingHeld(held)}
          checked={settings.enabled}
          onChange={enabled => change({ enabled })}
        />
        <Switch
          label={t('options_blur')}
          hint={t('options_blur_hint')}
          disabled={settings.blurFlagged && held.protection}
          checked={settings.blurFlagged}
          onChange={blurFlagged => change({ blurFlagged })}
        />
        <Switch
          label={t('options_count')}
          hint={t('options_count_hint')}
          checked={settings.countNotShared}
          onChange={countNotShared => change({ countNotShared })}
        />
      </section>
      <Lists lists={lists} reload={reload} />
      <OtherSites settings={settings} leave={leaveSite} />
      <PausedSites settings={settings} change={change} />
      <WrongMatches settings={settings} lists={lists} change={change} />
      <Family overview={overview} change={change} reload={reload} />
    </HeldProvider>
  );
};

export function Options() {
  const { overview, reload, change, leaveSite } = useOverview();
  return (
    <main>
      <h1>{t('options_title')}</h1>
      {overview.status === 'loading' ? <section aria-busy="true" /> : null}
      {overview.status === 'fault' ? (
        <section class="notice" role="alert">
          <h2>{t('state_fault_title')}</h2>
          <p>{t('state_fault_body')}</p>
          <button type="button" class="primary" onClick={() => void reload()}>
            {t('state_fault_action')}
          </button>
        </section>
      ) : null}
      {overview.status === 'ready' ? (
        <Chosen
          overview={overview}
          change={wanted => void change(wanted)}
          leaveSite={site => void leaveSite(site).catch(console.error)}
          reload={reload}
        />
      ) : null}
      <section>
        <h2>{t('own_title')}</h2>
        <p>{t('own_lead')}</p>
        <p>
          <a href="../own/own.html">{t('own_title')}</a>
        </p>
        <p>
          <a href="../plan/plan.html">{t('own_to_plan')}</a>
        </p>
      </section>
      <section>
        <h2>{t('learn_title')}</h2>
        <p>{t('learn_lead')}</p>
        <p>
          <a href="../learn/learn.html">{t('learn_choose')}</a>
        </p>
      </section>
      <section>
        <h2>{t('options_about_heading')}</h2>
        <p>{t('options_about_privacy')}</p>
        <p class="hint">
          {t('app_name')} · {t('options_about_version', browser.runtime.getManifest().version)}
        </p>
        <p>
          <a href="../welcome/welcome.html">{t('link_how')}</a>
        </p>
      </section>
    </main>
  );
}
