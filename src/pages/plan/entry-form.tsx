/** One entry of the log, as a person writes it down: mostly pasting, all of it optional. */
import { useState } from 'preact/hooks';
import { DUTIES, type DutyId } from '../../core/plan/clocks.ts';
import { type LogEntry, type LogEntryId, MAX_TEXT } from '../../core/plan/log.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import { DUTY_NAMES } from './clocks.tsx';

interface Draft {
  readonly when: string;
  readonly address: string;
  readonly account: string;
  readonly caseNumber: string;
  readonly words: string;
  readonly duty: DutyId | '';
}

/** A moment as `datetime-local` writes it, in the person's own time zone. */
function localTime(time: number): string {
  const minutesEast = -new Date(time).getTimezoneOffset();
  return new Date(time + minutesEast * 60_000).toISOString().slice(0, 16);
}

const empty = (): Draft => ({
  when: localTime(Date.now()),
  address: '',
  account: '',
  caseNumber: '',
  words: '',
  duty: '',
});

function entryOf({ when, address, account, caseNumber, words, duty }: Draft): LogEntry {
  const typed = Date.parse(when); // without a zone: local time
  const at = Number.isNaN(typed) ? Date.now() : typed;
  return {
    id: crypto.randomUUID() as LogEntryId,
    at,
    address: address.trim(),
    account: account.trim(),
    caseNumber: caseNumber.trim(),
    words: words.trim(),
    notice: duty === '' ? null : { duty, sentAt: at, settled: false },
  };
}

const isEmpty = ({ address, account, caseNumber, words, duty }: Draft): boolean =>
  [address, account, caseNumber, words, duty].every(text => text.trim() === '');

const LINES: readonly (readonly ['address' | 'account' | 'caseNumber', MessageKey])[] = [
  ['address', 'plan_log_address'],
  ['account', 'plan_log_account'],
  ['caseNumber', 'plan_log_case'],
];

export function EntryForm({ save }: { readonly save: (entry: LogEntry) => Promise<boolean> }) {
  const [draft, setDraft] = useState(empty);
  const [told, setTold] = useState('');
  const set = (change: Partial<Draft>) => setDraft(now => ({ ...now, ...change }));
  const submit = async (): Promise<void> => {
    const kept = await save(entryOf(draft));
    setTold(t(kept ? 'plan_log_kept' : 'plan_log_not_kept'));
    if (kept) setDraft(empty());
  };
  return (
    <form
      class="ask unprinted"
      onSubmit={event => {
        event.preventDefault();
        if (!isEmpty(draft)) submit().catch(console.error);
      }}
    >
      <label>
        {t('plan_log_when')}
        <input type="datetime-local" value={draft.when} onInput={event => set({ when: event.currentTarget.value })} />
      </label>
      {LINES.map(([field, name]) => (
        <label key={field}>
          {t(name)}
          <input
            type="text"
            dir="auto"
            maxLength={MAX_TEXT}
            value={draft[field]}
            onInput={event => set({ [field]: event.currentTarget.value })}
          />
        </label>
      ))}
      <label>
        {t('plan_log_words')}
        <textarea
          dir="auto"
          rows={3}
          maxLength={MAX_TEXT}
          value={draft.words}
          onInput={event => set({ words: event.currentTarget.value })}
        />
      </label>
      <label>
        {t('plan_log_notice')}
        <select value={draft.duty} onChange={event => set({ duty: event.currentTarget.value as Draft['duty'] })}>
          <option value="">{t('plan_duty_none')}</option>
          {DUTIES.map(({ id }) => (
            <option key={id} value={id}>
              {t(DUTY_NAMES[id])}
            </option>
          ))}
        </select>
      </label>
      <div class="actions">
        <button type="submit" class="primary" aria-disabled={isEmpty(draft)}>
          {t('plan_log_add')}
        </button>
        <span role="status">{told}</span>
      </div>
    </form>
  );
}
