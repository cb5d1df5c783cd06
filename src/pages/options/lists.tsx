/** The lists: those that are here, and the way to a new one. What has just happened is said in one place. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import type { ListSummary } from '../../platform/messages.ts';
import { listName } from '../ui/list-words.ts';
import type { Overview } from '../ui/overview.ts';
import { isolated } from '../ui/words.ts';
import { AddList } from './add-list.tsx';
import { ListCard } from './list-card.tsx';
import { useProgress } from './use-progress.ts';

interface ListsProps {
  readonly lists: readonly ListSummary[];
  readonly reload: () => Promise<Overview>;
}

export function Lists({ lists, reload }: ListsProps) {
  const progress = useProgress();
  const [news, setNews] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);

  /** What the focus was on has gone; the heading is where the reader goes on from. */
  const tell = (what: string): void => {
    setNews(what);
    heading.current?.focus();
  };

  // The popup links here; this part of the page was not there yet when the browser looked for it.
  useEffect(() => {
    if (location.hash === '#lists') heading.current?.focus();
  }, []);

  // The background updates lists by itself; what is shown is looked up again when somebody looks.
  useEffect(() => {
    const life = new AbortController();
    const look = () => void (document.hidden || reload());
    document.addEventListener('visibilitychange', look, { signal: life.signal });
    return () => life.abort();
  }, [reload]);

  return (
    <section id="lists">
      <h2 ref={heading} tabIndex={-1}>
        {t('list_heading')}
      </h2>
      <p role="status" class={news === '' ? undefined : 'notice'}>
        {news}
      </p>
      {lists.length === 0 ? (
        <p class="notice">{t('state_no_list_body')}</p>
      ) : (
        <>
          <p class="hint">{t('options_lists_lead')}</p>
          <ul class="plain lists">
            {lists.map(list => (
              <ListCard
                key={list.id}
                list={list}
                now={Date.now()}
                progress={progress?.id === list.id ? progress : null}
                reload={reload}
                onRemoved={() => tell(t('list_removed', isolated(listName(list))))}
              />
            ))}
          </ul>
        </>
      )}
      <AddList progress={progress} reload={reload} onAdded={tell} />
    </section>
  );
}
