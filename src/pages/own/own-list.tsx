/** What is kept: a name and a day each, and a drawing instead of the picture, which is not here. */
import { useState } from 'preact/hooks';
import { MAX_NAME, type OwnHead } from '../../core/own/item.ts';
import { t } from '../../platform/i18n.ts';
import { StaysHere } from '../ui/drawings.tsx';
import { counted, date } from '../ui/words.ts';
import { background, type OwnPort } from './use-own.ts';

const dayOf = ({ addedAt }: OwnHead): string => date(new Date(addedAt).toISOString());

interface RowProps {
  readonly item: OwnHead;
  readonly reload: OwnPort['reload'];
}

function Row({ item, reload }: RowProps) {
  const [name, setName] = useState(item.name);
  const keepName = (): void => {
    if (name !== item.name) background.renameOwn(item.id, name).then(reload).catch(console.error);
  };
  const label = item.name || dayOf(item);
  return (
    <li>
      <StaysHere />
      <div>
        <input
          type="text"
          dir="auto"
          maxLength={MAX_NAME}
          aria-label={t('own_name')}
          placeholder={t('own_name')}
          value={name}
          onInput={event => setName(event.currentTarget.value)}
          onChange={keepName}
        />
        <p class="hint">{t('own_added', dayOf(item))}</p>
      </div>
      <button
        type="button"
        aria-label={`${t('own_remove')}: ${label}`}
        onClick={() => void background.removeOwn([item.id]).then(reload).catch(console.error)}
      >
        {t('own_remove')}
      </button>
    </li>
  );
}

export function OwnList({ items, reload }: { readonly items: readonly OwnHead[]; readonly reload: OwnPort['reload'] }) {
  if (items.length === 0) return null;
  return (
    <section>
      <h2>{counted('own_kept', items.length)}</h2>
      <ul class="plain kept">
        {items.map(item => (
          <Row key={item.id} item={item} reload={reload} />
        ))}
      </ul>
      <details>
        <summary>{t('own_remove_all')}</summary>
        <p>{t('own_remove_all_body')}</p>
        <button type="button" onClick={() => void background.removeAllOwn().then(reload).catch(console.error)}>
          {t('own_remove_all_action')}
        </button>
      </details>
    </section>
  );
}
