/** The first thing the popup says: one headline, one sentence, at most one button. */
import { useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { askForAccess } from '../ui/access.ts';
import { Mark } from '../ui/drawings.tsx';
import { SITES } from '../ui/sites.ts';
import { counted, joined } from '../ui/words.ts';
import type { PopupState } from './state.ts';

export interface StateActions {
  readonly turnOn: () => void;
  readonly resume: (siteId: string) => void;
  readonly reloadTab: () => void;
  readonly retry: () => void;
}

interface Said {
  readonly tone: 'on' | 'found' | 'quiet';
  readonly title: string;
  readonly body: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export type CardState = PopupState | { readonly kind: 'fault' };

const siteNames = (): string => joined(SITES.map(({ name }) => name));

function sayOn({ site, page }: Extract<PopupState, { kind: 'on' }>): Said {
  if (page.health === 'sharing-changed' || page.health === 'media-changed') {
    const body = t(page.health === 'sharing-changed' ? 'state_changed_sharing' : 'state_changed_media');
    return { tone: 'quiet', title: t('state_changed_title', site.name), body };
  }
  const found = page.flagged.length;
  if (found > 0) {
    return { tone: 'found', title: counted('state_flagged_title', found), body: t('state_flagged_body') };
  }
  const title = t('state_on_title', site.name);
  if (page.clear > 0) return { tone: 'on', title, body: t('state_on_body') };
  const failed = Object.entries(page.unknown).some(([reason, count]) => reason !== 'loading' && count > 0);
  return { tone: failed ? 'quiet' : 'on', title, body: t(failed ? 'state_on_unknown' : 'state_on_empty') };
}

function say(state: Exclude<CardState, { kind: 'waiting' }>, actions: StateActions, allow: () => void): Said {
  const tone = 'quiet';
  const reload = { label: t('state_reload_action'), run: actions.reloadTab };
  switch (state.kind) {
    case 'on':
      return sayOn(state);
    case 'off':
      return {
        tone,
        title: t('state_off_title'),
        body: t('state_off_body'),
        action: { label: t('state_off_action'), run: actions.turnOn },
      };
    case 'paused':
      return {
        tone,
        title: t('state_paused_title', state.site.name),
        body: t('state_paused_body'),
        action: { label: t('state_paused_action'), run: () => actions.resume(state.site.id) },
      };
    case 'no-access':
      return {
        tone,
        title: t('state_permission_title'),
        body: t('state_permission_body', siteNames()),
        action: { label: t('state_permission_action', siteNames()), run: allow },
      };
    case 'elsewhere':
      return { tone, title: t('state_elsewhere_title'), body: t('state_elsewhere_body', siteNames()) };
    case 'reload':
      return { tone, title: t('state_reload_title'), body: t('state_reload_body'), action: reload };
    case 'starting':
      return { tone, title: t('state_starting_title'), body: t('state_starting_body'), action: reload };
    case 'no-list':
      return { tone, title: t('state_no_list_title'), body: t('state_no_list_body') };
    case 'lists-rest':
      return { tone, title: t('state_no_list_title'), body: t('list_none_in_use') };
    case 'fault':
      return {
        tone,
        title: t('state_fault_title'),
        body: t('state_fault_body'),
        action: { label: t('state_fault_action'), run: actions.retry },
      };
  }
}

export function StateCard({ state, actions }: { readonly state: CardState; readonly actions: StateActions }) {
  const [refused, setRefused] = useState(false);
  if (state.kind === 'waiting') return <section class="state" aria-busy="true" />;

  /** Nothing may stand between the click and the question of the browser, or it is not asked. */
  const allow = () => {
    askForAccess().then(granted => setRefused(!granted), console.error);
  };
  const { tone, title, body, action } = say(state, actions, allow);
  return (
    <section class={`state ${tone}`}>
      <Mark tone={tone} />
      <div role="status">
        <h1>{title}</h1>
        <p>{body}</p>
        {state.kind === 'no-access' && refused ? <p class="hint">{t('state_permission_refused')}</p> : null}
      </div>
      {action === undefined ? null : (
        <button type="button" class="primary" onClick={action.run}>
          {action.label}
        </button>
      )}
    </section>
  );
}
