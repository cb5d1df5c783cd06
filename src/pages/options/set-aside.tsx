/** What the person set aside, sites and single entries, each with a button that takes it back. */
import { t } from '../../platform/i18n.ts';
import type { ListSummary } from '../../platform/messages.ts';
import type { Settings } from '../../platform/settings.ts';
import { siteById } from '../ui/sites.ts';
import { isolated } from '../ui/words.ts';

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

const without = (items: readonly string[], item: string): readonly string[] => items.filter(each => each !== item);

interface PausedSitesProps {
  readonly settings: Settings;
  readonly change: (change: Partial<Settings>) => void;
}

export const PausedSites = ({ settings, change }: PausedSitesProps) => (
  <section>
    <h2>{t('options_paused_heading')}</h2>
    <Rows
      rows={settings.pausedSites.map(id => ({ key: id, text: siteById(id).name }))}
      none={t('options_paused_none')}
      action={t('state_paused_action')}
      onAction={id => change({ pausedSites: without(settings.pausedSites, id) })}
    />
  </section>
);

/** A dismissed entry is kept as `list:entry`; the list may have gone since, then its id stands for its name. */
function dismissalRow(dismissal: string, lists: readonly ListSummary[]): Row {
  const cut = dismissal.lastIndexOf(':');
  const list = dismissal.slice(0, cut);
  const name = lists.find(({ id }) => id === list)?.name ?? list;
  return { key: dismissal, text: t('options_wrong_entry', dismissal.slice(cut + 1), isolated(name)) };
}

interface WrongMatchesProps extends PausedSitesProps {
  readonly lists: readonly ListSummary[];
}

export const WrongMatches = ({ settings, lists, change }: WrongMatchesProps) => (
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
);
