/** Giving away one number of each picture, to a person or helpline of one's choice. Says first what that gives away. */
import { useState } from 'preact/hooks';
import { LIMITS } from '../../core/list/limits.ts';
import { t } from '../../platform/i18n.ts';
import { KeyDigest } from '../ui/key-digest.tsx';
import { counted } from '../ui/words.ts';
import { saveFile } from './save-file.ts';
import { background } from './use-own.ts';

const FILE_NAME = 'consentry-list.tar';

export function Give() {
  const [publisher, setPublisher] = useState('');
  const [isWanted, setWanted] = useState(false);
  const [told, setTold] = useState('');
  const [keyDigest, setKeyDigest] = useState('');
  const isReady = isWanted && publisher.trim() !== '';
  const give = async (): Promise<void> => {
    if (!isReady) return;
    const given = await background.giveOwn(publisher);
    if (given === null) return setTold(t('give_none'));
    saveFile(given.file, FILE_NAME);
    setTold(counted('give_made', given.entries));
    setKeyDigest(given.keyDigest);
  };
  return (
    <section>
      <details>
        <summary>{t('give_heading')}</summary>
        <p>{t('give_body')}</p>
        <p>
          <strong>{t('give_cost')}</strong>
        </p>
        <p>{t('give_minor')}</p>
        <div class="ask">
          <label>
            {t('give_name')}
            <input
              type="text"
              dir="auto"
              autoComplete="off"
              maxLength={LIMITS.name}
              value={publisher}
              onInput={event => setPublisher(event.currentTarget.value)}
            />
          </label>
          <label class="choice">
            <input type="checkbox" checked={isWanted} onChange={event => setWanted(event.currentTarget.checked)} />
            <span>{t('give_yes')}</span>
          </label>
          <button type="button" aria-disabled={!isReady} onClick={() => void give().catch(console.error)}>
            {t('give_make')}
          </button>
        </div>
        <p role="status">{told}</p>
        {keyDigest === '' ? null : (
          <>
            <p>{t('give_key')}</p>
            <KeyDigest digest={keyDigest} />
          </>
        )}
      </details>
    </section>
  );
}
