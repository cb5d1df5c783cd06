/** What somebody may add to a note: name and mail address where a law asks for them, and the title of an article. */
import { useId } from 'preact/hooks';
import type { OwnDetails } from '../../core/report/notice.ts';
import { t } from '../../platform/i18n.ts';

interface OwnFieldsProps {
  readonly own: OwnDetails;
  readonly change: (own: OwnDetails) => void;
  /** Whether the note asks who is writing. */
  readonly named: boolean;
  readonly title: string | null;
}

export function OwnFields({ own, change, named, title }: OwnFieldsProps) {
  const id = useId();
  return (
    <>
      {named ? (
        <>
          <div class="field">
            <label for={`${id}-name`}>{t('report_name')}</label>
            <input
              id={`${id}-name`}
              autocomplete="name"
              maxLength={120}
              value={own.name}
              onInput={event => change({ ...own, name: event.currentTarget.value })}
            />
          </div>
          <div class="field">
            <label for={`${id}-email`}>{t('report_email')}</label>
            <input
              id={`${id}-email`}
              type="email"
              autocomplete="email"
              dir="ltr"
              maxLength={120}
              value={own.email}
              onInput={event => change({ ...own, email: event.currentTarget.value })}
            />
            <p class="hint">{t('report_details_note')}</p>
          </div>
        </>
      ) : null}
      {title === null ? null : (
        <label class="choice">
          <input
            type="checkbox"
            checked={own.withTitle}
            onChange={event => change({ ...own, withTitle: event.currentTarget.checked })}
          />
          <span>{t('report_with_title')}</span>
        </label>
      )}
    </>
  );
}
