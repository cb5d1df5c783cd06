/**
 * The practice feed: posts of drawings with a button to share, as on any site. The script that guards sites guards this
 * one too (content/learn.ts, loaded beside this page); here it is only told what came of a press.
 */
import { useEffect, useId, useState } from 'preact/hooks';
import { type MessageKey, t } from '../../platform/i18n.ts';
import { type Drawing, usePhotographs } from './drawings.ts';

const OUTCOMES: Readonly<Record<string, MessageKey>> = {
  stop: 'welcome_try_stop',
  share: 'learn_try_shared',
  report: 'learn_try_reported',
  wrong: 'learn_try_wrong',
};

interface PostProps {
  readonly drawing: Drawing;
  readonly address: string;
  readonly share: () => void;
}

function Post({ drawing: { title }, address, share }: PostProps) {
  const id = useId();
  return (
    <article data-post="">
      <img src={address} alt={t(title)} id={id} />
      <button type="button" data-share="" aria-describedby={id} onClick={share}>
        {t('welcome_try_share')}
      </button>
    </article>
  );
}

export function Feed({ drawings }: { readonly drawings: readonly Drawing[] }) {
  const addresses = usePhotographs(drawings);
  const [said, setSaid] = useState('');

  useEffect(() => {
    const life = new AbortController();
    const hear = (event: Event) => {
      const key = event instanceof CustomEvent ? OUTCOMES[event.detail] : undefined;
      if (key !== undefined) setSaid(t(key));
    };
    document.addEventListener('practised', hear, { signal: life.signal });
    return () => life.abort();
  }, []);

  return (
    <>
      <div class="feed" aria-busy={addresses === null}>
        {addresses?.map((address, place) => {
          const drawing = drawings[place];
          return drawing === undefined ? null : (
            <Post key={drawing.name} drawing={drawing} address={address} share={() => setSaid(t('learn_try_shared'))} />
          );
        })}
      </div>
      <p class="outcome" role="status">
        {addresses === null ? t('learn_try_checking') : said}
      </p>
    </>
  );
}
