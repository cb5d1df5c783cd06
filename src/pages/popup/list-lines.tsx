/** The lists as the popup tells them: for each its age and, if there is one, its problem, in one line. */
import { t } from '../../platform/i18n.ts';
import type { ListSummary } from '../../platform/messages.ts';
import { listName, stateWords } from '../ui/list-words.ts';
import { ago, counted, date } from '../ui/words.ts';

interface ListLinesProps {
  readonly lists: readonly ListSummary[];
  /** Milliseconds since 1970, from which ages are told. */
  readonly now: number;
}

/** Where a list is out of date, not there, or from the future, its age is beside the point or part of the words. */
const tellsAge = ({ state: { kind } }: ListSummary): boolean =>
  kind === 'fresh' || kind === 'failed' || kind === 'paused';

const ListLine = ({ list, now }: { readonly list: ListSummary; readonly now: number }) => {
  const isFresh = list.state.kind === 'fresh';
  return (
    <li class="list">
      <h3>
        <bdi>{listName(list)}</bdi>
      </h3>
      <p class="hint facts">
        {isFresh ? <span>{counted('list_entries', list.entries)}</span> : null}
        {tellsAge(list) && list.signedAt !== '' ? (
          <time dateTime={list.signedAt} title={date(list.signedAt)}>
            {t('list_signed', ago(list.signedAt, now))}
          </time>
        ) : null}
        {isFresh ? null : <strong>{stateWords(list.state).title}</strong>}
      </p>
      {list.fellBack ? <p class="notice">{t('list_fell_back')}</p> : null}
    </li>
  );
};

export const ListLines = ({ lists, now }: ListLinesProps) => (
  <>
    <ul class="plain lists">
      {lists.map(list => (
        <ListLine key={list.id} list={list} now={now} />
      ))}
    </ul>
    {lists.some(({ practice }) => !practice) ? null : (
      <p class="hint only">
        {t('list_only_practice')}{' '}
        <a href="../options/options.html#lists" target="_blank" rel="noopener">
          {t('list_add_heading')}
        </a>
      </p>
    )}
  </>
);
