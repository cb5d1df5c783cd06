/** What there is to say about the state of a list, and about what came of fetching it. Sentences, no layout. */
import type { SyncFailure, SyncOutcome, SyncRefusal } from '../../core/list/sync-outcome.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import type { ListState, ListSummary } from '../../platform/messages.ts';
import { date } from './words.ts';

/** A file that could not be read has not told its list's name. */
export const listName = ({ name }: Pick<ListSummary, 'name'>): string => (name === '' ? t('list_unnamed') : name);

/** Is anything compared with it? */
export const isInUse = ({ state }: Pick<ListSummary, 'state'>): boolean =>
  state.kind !== 'paused' && state.kind !== 'absent';

interface StateWords {
  /** Two to six words. */
  readonly title: string;
  /** What it means for the person, or null where the title says it all. */
  readonly meaning: string | null;
}

export function stateWords(state: ListState): StateWords {
  switch (state.kind) {
    case 'paused':
      return state.by === 'person'
        ? { title: t('list_state_paused'), meaning: t('list_meaning_paused') }
        : { title: t('list_state_breaker'), meaning: t('list_meaning_breaker') };
    case 'absent':
      return { title: t('list_state_absent'), meaning: t('list_meaning_absent') };
    case 'clock':
      return { title: t('list_state_clock'), meaning: t('list_meaning_clock') };
    case 'stale':
      return { title: t('list_state_stale', date(state.since)), meaning: t('list_meaning_stale') };
    case 'failed':
      return { title: t('list_state_failed'), meaning: t('list_meaning_failed') };
    case 'fresh':
      return { title: t('list_state_fresh'), meaning: null };
  }
}

/** The types make a reason without its sentence a compile error. */
const REFUSALS: Readonly<Record<SyncRefusal | 'link', MessageKey>> = {
  link: 'list_why_link',
  signature: 'list_why_signature',
  rollback: 'list_why_rollback',
  expired: 'list_why_expired',
  digest: 'list_why_digest',
  format: 'list_why_format',
  length: 'list_why_length',
  revoked: 'list_why_revoked',
};
const FAILURES: Readonly<Record<SyncFailure, MessageKey>> = {
  network: 'list_why_network',
  permission: 'list_why_permission',
  missing: 'list_why_missing',
  busy: 'list_why_busy',
  storage: 'list_why_storage',
  fault: 'list_why_fault',
};

export type Setback = { readonly refused: SyncRefusal | 'link' } | { readonly failed: SyncFailure };

export const isSetback = (outcome: SyncOutcome): outcome is Exclude<SyncOutcome, string> => typeof outcome === 'object';

/** One or two plain sentences: what went wrong, not what follows from it. */
export const why = (setback: Setback): string =>
  t('refused' in setback ? REFUSALS[setback.refused] : FAILURES[setback.failed]);
