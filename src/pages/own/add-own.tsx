/** Choosing or dropping pictures and videos, and how far they have come. */
import { type MessageKey, t } from '../../platform/i18n.ts';
import { number } from '../ui/words.ts';
import { CroppedView } from './cropped-view.tsx';
import { type AddingPort, type Trouble, useAdding } from './use-adding.ts';

export const TROUBLES: Readonly<Record<Trouble, MessageKey>> = {
  undecodable: 'own_trouble_undecodable',
  'too-small': 'own_trouble_small',
  plain: 'own_trouble_plain',
  full: 'own_trouble_full',
  locked: 'vault_locked_title',
  refused: 'own_trouble_undecodable',
};

function Doubts({ progress, decide }: AddingPort) {
  return (
    <ul class="plain rows">
      {progress.doubtful.map(doubtful => (
        <li class="card" key={doubtful.key}>
          <p>{t('own_writing')}</p>
          {doubtful.view === null ? null : <CroppedView view={doubtful.view} label={t('own_view')} />}
          <div class="actions">
            <button type="button" onClick={() => decide(doubtful, false)}>
              {t('own_writing_leave')}
            </button>
            <button type="button" onClick={() => decide(doubtful, true)}>
              {t('own_writing_add')}
            </button>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Running({ progress, stop, goOn }: AddingPort) {
  const { done, total, added, isRunning, troubles, view } = progress;
  if (total === 0) return null;
  return (
    <div>
      <progress max={total} value={done} aria-label={t('own_adding')} />
      <p role="status">{t('own_progress', number(done), number(total), number(added))}</p>
      {Object.entries(troubles).map(([why, count]) => (
        <p key={why}>
          {t(TROUBLES[why as Trouble])} ({number(count)})
        </p>
      ))}
      {view === null ? null : (
        <figure>
          <CroppedView view={view} label={t('own_view')} />
          <figcaption class="hint">{t('own_view_hint')}</figcaption>
        </figure>
      )}
      {done < total ? (
        <button type="button" onClick={isRunning ? stop : goOn}>
          {t(isRunning ? 'own_stop' : 'own_go_on')}
        </button>
      ) : null}
    </div>
  );
}

export function AddOwn({ onAdded }: { readonly onAdded: () => Promise<void> }) {
  const adding = useAdding(onAdded);
  const take = (files: FileList | null | undefined): void => {
    if (files && files.length > 0) adding.add([...files]);
  };
  return (
    <section>
      <h2>{t('own_add_heading')}</h2>
      <p>{t('own_add_body')}</p>
      <label
        class="drop"
        onDragOver={event => event.preventDefault()}
        onDrop={event => {
          event.preventDefault();
          take(event.dataTransfer?.files);
        }}
      >
        <span class="button">{t('own_choose')}</span>
        <span class="hint">{t('own_drop')}</span>
        <input
          class="unseen"
          type="file"
          multiple
          accept="image/*,video/*"
          onChange={event => {
            take(event.currentTarget.files);
            event.currentTarget.value = '';
          }}
        />
      </label>
      <Running {...adding} />
      <Doubts {...adding} />
    </section>
  );
}
