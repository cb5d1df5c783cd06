/** What can be done with a list. Removing it asks once more, in place, with the way back under the hand. */
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import type { ListSummary } from '../../platform/messages.ts';
import { useHeld } from '../ui/held.ts';
import { listName } from '../ui/list-words.ts';
import { isolated } from '../ui/words.ts';

interface ListActionsProps {
  readonly list: ListSummary;
  /** An update is under way. */
  readonly busy: boolean;
  readonly onUpdate: () => void;
  readonly onPause: (paused: boolean) => void;
  readonly onRemove: () => void;
}

interface LeaveProps {
  readonly name: string;
  readonly onKeep: () => void;
  readonly onRemove: () => void;
}

const Leave = ({ name, onKeep, onRemove }: LeaveProps) => {
  const [question, body] = [useId(), useId()];
  const keep = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => keep.current?.focus(), []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would have its question as a legend, which cannot be laid out
    <div class="leave" role="group" aria-labelledby={question} aria-describedby={body}>
      <p id={question}>
        <strong>{t('list_remove_question', isolated(name))}</strong>
      </p>
      <p id={body}>{t('list_remove_body')}</p>
      <div class="actions">
        <button type="button" class="primary" ref={keep} onClick={onKeep}>
          {t('list_remove_keep')}
        </button>
        <button type="button" onClick={onRemove}>
          {t('list_remove')}
        </button>
      </div>
    </div>
  );
};

export function ListActions({ list, busy, onUpdate, onPause, onRemove }: ListActionsProps) {
  const [leaving, setLeaving] = useState(false);
  const { protection } = useHeld();
  const removeButton = useRef<HTMLButtonElement>(null);
  const wasLeaving = useRef(false);
  useLayoutEffect(() => {
    if (wasLeaving.current && !leaving) removeButton.current?.focus();
    wasLeaving.current = leaving;
  }, [leaving]);

  const named = (action: string) => `${action}: ${listName(list)}`;
  const isPaused = list.state.kind === 'paused';
  const isTheirs = list.by === 'person' && !protection; // others the circuit breaker may have paused: that can be undone
  const pauseLabel = t(isPaused ? 'list_resume' : 'list_pause');
  if (list.by === 'package') return null;
  if (leaving) return <Leave name={listName(list)} onKeep={() => setLeaving(false)} onRemove={onRemove} />;
  return (
    <div class="actions">
      {list.address === null || isPaused ? null : (
        <button
          type="button"
          aria-label={named(t('list_update'))}
          aria-disabled={busy} // a button that is truly disabled would drop the focus that pressed it
          onClick={() => !busy && onUpdate()}
        >
          {t('list_update')}
        </button>
      )}
      {isTheirs || isPaused ? (
        <button type="button" aria-label={named(pauseLabel)} onClick={() => onPause(!isPaused)}>
          {pauseLabel}
        </button>
      ) : null}
      {!isTheirs ? null : (
        <button type="button" ref={removeButton} aria-label={named(t('list_remove'))} onClick={() => setLeaving(true)}>
          {t('list_remove')}
        </button>
      )}
      {list.by !== 'policy' ? null : <p class="hint">{t('list_by_policy')}</p>}
    </div>
  );
}
