/** The lists in use, for the popup (one short line each) and the options page (everything that is known). */
import { t } from '../../platform/i18n.ts';
import type { ListSummary } from '../../platform/messages.ts';
import { ago, counted, date, size } from './words.ts';

interface ListsProps {
  readonly lists: readonly ListSummary[];
  /** Milliseconds since 1970, from which ages are told. */
  readonly now: number;
  readonly full?: boolean;
}

const List = ({ list, now, full }: { readonly list: ListSummary; readonly now: number; readonly full: boolean }) => (
  <li class="list">
    <h3>
      <bdi>{list.name}</bdi>
    </h3>
    <p class="hint facts">
      {full ? <span>{t('list_publisher', list.publisher)}</span> : null}
      <span>{counted('list_entries', list.entries)}</span>
      <span>{size(list.bytes)}</span>
      <time dateTime={list.signedAt} title={date(list.signedAt)}>
        {t('list_signed', ago(list.signedAt, now))}
      </time>
      {full ? <span>{t(list.source === 'packaged' ? 'list_source_packaged' : 'list_source_stored')}</span> : null}
    </p>
    {list.fellBack ? <p class="notice">{t('list_fell_back')}</p> : null}
  </li>
);

export const Lists = ({ lists, now, full = false }: ListsProps) => (
  <ul class="plain lists">
    {lists.map(list => (
      <List key={list.id} list={list} now={now} full={full} />
    ))}
  </ul>
);
