/** The popup: am I covered here, what was found, what can I do. */
import { dayAt } from '../../core/tally.ts';
import { browser } from '../../platform/browser.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import { Consent } from '../ui/consent.tsx';
import { useOverview } from '../ui/overview.ts';
import { ProtectHere } from '../ui/protect-here.tsx';
import { Switch } from '../ui/switch.tsx';
import { useAccess } from '../ui/use-access.ts';
import { FlaggedList } from './flagged-list.tsx';
import { HelpLink } from './help-link.tsx';
import { ListLines } from './list-lines.tsx';
import { NotShared } from './not-shared.tsx';
import { PageCounts } from './page-counts.tsx';
import { ReportPage } from './report-page.tsx';
import { type PopupState, popupState } from './state.ts';
import { type CardState, StateCard } from './state-card.tsx';
import { useTab } from './tab.ts';

const today = (): number => dayAt(Date.now(), new Date().getTimezoneOffset());

/** The other pages of ours, by their names. */
const PAGES: readonly (readonly [page: string, name: MessageKey])[] = [
  ['plan', 'plan_title'],
  ['own', 'own_title'],
  ['welcome', 'link_how'],
  ['options', 'link_settings'],
];

interface HereProps {
  readonly state: PopupState;
  readonly tabId: number | null;
  readonly pause: (siteId: string) => void;
}

const Here = ({ state, tabId, pause }: HereProps) => {
  if (state.kind === 'elsewhere') return <ReportPage tabId={tabId} />;
  if (state.kind !== 'on') return null;
  const { page, site } = state;
  return (
    <>
      {page.flagged.length === 0 ? null : <FlaggedList items={page.flagged} site={site} tabId={tabId} />}
      <PageCounts page={page} site={site} pause={() => pause(site.id)} />
    </>
  );
};

export function Popup() {
  const { overview, reload, change, forgetNotShared } = useOverview();
  const access = useAccess();
  const ready = overview.status === 'ready' ? overview : null;
  const tab = useTab(ready?.settings);
  const enabled = ready?.settings.enabled ?? false;
  const paused = ready?.settings.pausedSites ?? [];

  const state: CardState =
    overview.status === 'fault'
      ? { kind: 'fault' }
      : ready === null || access === null
        ? { kind: 'waiting' }
        : popupState({ ...ready, ...tab, access });

  const act = (wanted: Promise<unknown>): void => void wanted.catch(console.error);
  return (
    <>
      <header>
        <strong>{t('app_name')}</strong>
        {ready === null ? null : (
          <Switch
            compact
            label={t('popup_switch')}
            word={t(enabled ? 'popup_on' : 'popup_off')}
            checked={enabled}
            onChange={checked => act(change({ enabled: checked }))}
          />
        )}
      </header>
      <main>
        <StateCard
          state={state}
          actions={{
            turnOn: () => act(change({ enabled: true })),
            resume: id => act(change({ pausedSites: paused.filter(each => each !== id) })),
            reloadTab: () => act(tab.id === null ? Promise.resolve() : browser.tabs.reload(tab.id)),
            retry: () => act(reload()),
          }}
        />
        {state.kind === 'fault' ? null : (
          <Here state={state} tabId={tab.id} pause={id => act(change({ pausedSites: [...paused, id] }))} />
        )}
        {state.kind === 'elsewhere' && ready !== null && tab.site !== null ? (
          <ProtectHere site={tab.site} settings={ready.settings} change={wanted => act(change(wanted))} />
        ) : null}
        <HelpLink />
        {ready === null ? null : (
          <NotShared tally={ready.notShared} today={today()} onClear={() => act(forgetNotShared())} />
        )}
        {ready === null || ready.lists.length === 0 ? null : (
          <section>
            <h2>{t('list_heading')}</h2>
            <ListLines lists={ready.lists} now={Date.now()} />
          </section>
        )}
        <section>
          <h2>{t('consent_heading')}</h2>
          <Consent />
        </section>
      </main>
      <footer>
        {PAGES.map(([page, name]) => (
          <a key={page} href={`../${page}/${page}.html`} target="_blank" rel="noopener">
            {t(name)}
          </a>
        ))}
      </footer>
    </>
  );
}
