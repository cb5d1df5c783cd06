/** Adds a list: one field for its link, one place for its file, then what it says of itself and a decision. */
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import type { ListProgress } from '../../platform/list-progress.ts';
import type { Overview } from '../ui/overview.ts';
import { Progress } from '../ui/progress.tsx';
import { Preview } from './list-preview.tsx';
import { addressesOf, type NewListPort, type Offer, useNewList } from './use-new-list.ts';

interface AskProps extends Pick<NewListPort, 'lookAtLink' | 'lookAtFile'> {
  readonly link: string;
  readonly setLink: (link: string) => void;
  readonly trouble: string | null;
  readonly isBack: boolean;
}

const Ask = ({ link, setLink, trouble, isBack, lookAtLink, lookAtFile }: AskProps) => {
  const [id, hint] = [useId(), useId()];
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (isBack) field.current?.focus();
  }, [isBack]);
  return (
    <>
      <h3>{t('list_add_heading')}</h3>
      <p class="hint">{t('list_add_lead')}</p>
      <form
        class="ask"
        onSubmit={event => {
          event.preventDefault();
          lookAtLink(link);
        }}
      >
        <label for={id}>{t('list_add_link')}</label>
        <input
          id={id}
          ref={field}
          type="text"
          inputMode="url"
          dir="ltr"
          autoComplete="off"
          spellcheck={false}
          placeholder="https://"
          aria-describedby={hint}
          value={link}
          onInput={event => setLink(event.currentTarget.value)}
        />
        <button type="submit" class="primary">
          {t('list_add_look')}
        </button>
        <p class="hint" id={hint}>
          {t('list_add_link_hint')}
        </p>
      </form>
      {trouble === null ? null : (
        <p class="notice" role="alert">
          {trouble}
        </p>
      )}
      <label class="drop">
        <span class="button">{t('list_add_file')}</span> <span class="hint">{t('list_add_drop')}</span>
        <input
          type="file" // lies over the whole place, unseen: browsers let files be dropped on it
          accept=".tar"
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (file !== undefined) lookAtFile(file);
          }}
        />
      </label>
    </>
  );
};

/** What the main button says: with nothing to compare it adds; else it says what was compared. */
function addLabel({ preview, source }: Offer): string | null {
  if (preview.added) return source.kind === 'file' ? t('list_add_update') : null;
  return t(preview.pinned ? 'list_add_confirm' : 'list_add_compared');
}

interface DecideProps extends Pick<NewListPort, 'add' | 'leave'> {
  readonly offer: Offer;
  readonly trouble: string | null;
  readonly isAdding: boolean;
  readonly progress: ListProgress | null;
}

const Decide = ({ offer, trouble, isAdding, progress, add, leave }: DecideProps) => {
  const label = addLabel(offer);
  return (
    <>
      {trouble === null ? null : (
        <p class="notice" role="alert">
          {trouble}
        </p>
      )}
      {offer.preview.added ? <p class="notice">{t('list_add_have')}</p> : null}
      {isAdding ? <Progress label={t('list_add_adding')} bytes={progress} /> : null}
      <div class="actions">
        {label === null ? null : (
          <button type="button" class="primary" aria-disabled={isAdding} onClick={() => isAdding || add(offer)}>
            {label}
          </button>
        )}
        {isAdding ? null : (
          <button type="button" onClick={() => leave(offer)}>
            {t(label === null ? 'list_add_back' : 'list_add_leave')}
          </button>
        )}
      </div>
    </>
  );
};

interface AddListProps {
  readonly progress: ListProgress | null;
  readonly reload: () => Promise<Overview>;
  readonly onAdded: (news: string) => void;
}

export function AddList({ progress, reload, onAdded }: AddListProps) {
  const [link, setLink] = useState(''); // outlives a look at the list, so that nobody has to paste it again
  const { now, lookAtLink, lookAtFile, add, leave } = useNewList(reload, news => {
    setLink('');
    onAdded(news);
  });
  const offer = now.step === 'decide' ? now.offer : null;
  const hosts = offer === null ? [] : [...new Set(addressesOf(offer).map(address => new URL(address).host))];
  const mine = offer !== null && progress?.id === offer.preview.id ? progress : null;
  return (
    <div class="card add">
      {now.step === 'ask' ? <Ask {...now} {...{ link, setLink, lookAtLink, lookAtFile }} /> : null}
      <p role="status" class="hint">
        {now.step === 'look' ? t('list_add_looking') : ''}
      </p>
      {offer === null ? null : <Preview preview={offer.preview} hosts={hosts} />}
      {now.step === 'decide' ? <Decide {...now} {...{ progress: mine, add, leave }} /> : null}
    </div>
  );
}
