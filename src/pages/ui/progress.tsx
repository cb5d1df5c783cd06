/** How far something has come: a bar, which tells readers of itself, and the bytes beside it. */
import { t } from '../../platform/i18n.ts';
import { size } from './words.ts';

interface ProgressProps {
  readonly label: string;
  /** Bytes; null while it is not known how many there will be. */
  readonly bytes: { readonly done: number; readonly total: number } | null;
}

export function Progress({ label, bytes }: ProgressProps) {
  const known = bytes !== null && bytes.total > 0 ? bytes : null;
  return (
    <div class="progress">
      <p class="facts hint">
        <span>{label}</span>
        {known === null ? null : <span>{t('list_progress', size(known.done), size(known.total))}</span>}
      </p>
      <progress aria-label={label} {...(known === null ? {} : { value: known.done, max: known.total })} />
    </div>
  );
}
