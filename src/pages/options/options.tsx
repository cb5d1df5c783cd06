/** Settings, for people who want to know: what asks, where it rests, what they called wrong, and the lists. */
import { browser } from '../../platform/browser.ts';
import { t } from '../../platform/i18n.ts';
import type { ListSummary } from '../../platform/messages.ts';
import type { Settings } from '../../platform/settings.ts';
import { Lists } from '../ui/lists.tsx';
import { useOverview } from '../ui/overview.ts';
import { siteById } from '../ui/sites.ts';
import { Switch } from '../ui/switch.tsx';

interface Row {
  readonly key: string;
  readonly text: string;
}

interface RowsProps {
  readonly rows: readonly Row[];
  readonly none: string;
  readonly action: string;
  readonly onAction: (key: string) => void;
}

/** Things that the person set aside, each with a button that takes it back. */
const Rows = ({ rows, none, action, onAction }: RowsProps) =>
  rows.length === 0 ? (
    <p class="hint">{none}</p>
  ) : (
    <ul class="plain rows">
      {rows.map(({ key, text }) => (
        <li key={key}>
          <span>{text}</span>
          <button type="button" aria-label={`${action}: ${text}`} onClick={() => onAction(key)}>
            {action}
          </button>
        </li>
      ))}
    </ul>
  );

/** A dismissed entry is kept as `list:entry`; the list may have gone since, then its id stands for its name. */
function dismissalRow(dismissal: string, lists: readonly ListSummary[]): Row {
  const cut = dismissal.lastIndexOf(':');
  const list = dismissal.slice(0, cut);
  const name = lists.find(({ id }) => id === list)?.name ?? list;
  return { key: dismissal, text: t('options_wrong_entry', dismissal.slice(cut + 1), name) };
}

const without = (items: readonly string[], item: string): readonly string[] => items.filter(each => each !== item);

interface SettingsProps {
  readonly settings: Settings;
  readonly lists: readonly ListSummary[];
  readonly change: (change: Partial<Settings>) => void;
}

const Chosen = ({ settings, lists, change }: SettingsProps) => (
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
    </section>
    <section>
      <h2>{t('options_paused_heading')}</h2>
      <Rows
        rows={settings.pausedSites.map(id => ({ key: id, text: siteById(id).name }))}
        none={t('options_paused_none')}
        action={t('state_paused_action')}
        onAction={id => change({ pausedSites: without(settings.pausedSites, id) })}
      />
    </section>
    <section>
      <h2>{t('options_wrong_heading')}</h2>
      {settings.dismissedEntries.length === 0 ? null : <p class="hint">{t('options_wrong_lead')}</p>}
      <Rows
        rows={settings.dismissedEntries.map(dismissal => dismissalRow(dismissal, lists))}
        none={t('options_wrong_none')}
        action={t('options_wrong_undo')}
        onAction={entry => change({ dismissedEntries: without(settings.dismissedEntries, entry) })}
      />
    </section>
    <section>
      <h2>{t('list_heading')}</h2>
      {lists.length === 0 ? (
        <p class="notice">{t('state_no_list_body')}</p>
      ) : (
        <>
          <p class="hint">{t('options_lists_lead')}</p>
          <Lists lists={lists} now={Date.now()} full />
        </>
      )}
    </section>
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
      {overview.status === 'ready' ? <Chosen {...overview} change={wanted => void change(wanted)} /> : null}
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
