/**
 * A post with a drawing of ours and a button. The question is asked by the script that asks it everywhere
 * (content/practice.ts, loaded beside this page); here it is only told what came of it.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';

export function TryIt() {
  const button = useRef<HTMLButtonElement>(null);
  const [said, setSaid] = useState('');

  useLayoutEffect(() => {
    const life = new AbortController();
    const hear = (event: Event) => {
      const stopped = event instanceof CustomEvent && event.detail === 'stop';
      setSaid(t(stopped ? 'welcome_try_stop' : 'welcome_try_go'));
    };
    button.current?.addEventListener('practised', hear, { signal: life.signal });
    return () => life.abort();
  }, []);

  return (
    <section class="try">
      <div>
        <h2>{t('welcome_try_title')}</h2>
        <p>{t('welcome_try_body')}</p>
        <p class="outcome" role="status">
          {said}
        </p>
      </div>
      <figure>
        <img src="../practice/kite.svg" alt={t('welcome_try_picture')} width="320" height="240" />
        <figcaption>
          <button
            type="button"
            ref={button}
            data-practice=""
            data-publisher={t('app_name')}
            data-list={t('list_purpose_practice')}
          >
            {t('welcome_try_share')}
          </button>
        </figcaption>
      </figure>
    </section>
  );
}
