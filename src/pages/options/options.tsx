/** Settings, for people who want to know: what asks, the lists, where it rests, and what they called wrong. */
import { browser } from '../../platform/browser.ts';
import { t } from '../../platform/i18n.ts';
import type { Settings } from '../../platform/settings.ts';
import { OtherSites } from '../ui/other-sites.tsx';
import { type Overview, useOverview } from '../ui/overview.ts';
import { Switch } from '../ui/switch.tsx';
import { Lists } from './lists.tsx';
import { PausedSites, WrongMatches } from './set-aside.tsx';

interface ChosenProps {
  readonly overview: Extract<Overview, { status: 'ready' }>;
  readonly change: (change: Partial<Settings>) => void;
  readonly reload: () => Promise<Overview>;
}

const Chosen = ({ overview: { settings, lists }, change, reload }: ChosenProps) => (
  <>
    <section>
      <h2>{t('options_asking_heading')}</h2>
      <Switch
        label={t('popup_switch')}
        hint={t('options_enabled_hint')}
        checked={settings.enabled}
        onChange={enabled => change({ enabled })}
      />
      <Switch
        label={t('options_blur')}
        hint={t('options_blur_hint')}
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
    <OtherSites settings={settings} change={change} />
    <PausedSites settings={settings} change={change} />
    <WrongMatches settings={settings} lists={lists} change={change} />
  </>
);

export function Options() {
  const { overview, reload, change } = useOverview();
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
        <Chosen overview={overview} change={wanted => void change(wanted)} reload={reload} />
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
