/** The log: what was found, sent and answered. To add to, to print or save for the police or a lawyer, to bring back. */
import { useState } from 'preact/hooks';
import { type LogEntry, logFile } from '../../core/plan/log.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import { moment } from '../ui/words.ts';
import { DUTY_NAMES } from './clocks.tsx';
import { EntryForm } from './entry-form.tsx';
import type { LogPort } from './use-log.ts';

const FILE_NAME = 'consentry-log.json';

function saveFile(entries: readonly LogEntry[]): void {
  const address = URL.createObjectURL(new Blob([logFile(entries)], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: FILE_NAME });
  link.click();
  URL.revokeObjectURL(address);
}

const Fact = ({ name, value }: { readonly name: MessageKey; readonly value: string }) =>
  value === '' ? null : (
    <div>
      <dt>{t(name)}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  );

interface EntryProps {
  readonly entry: LogEntry;
  readonly onRemove: () => void;
}

const Entry = ({ entry, onRemove }: EntryProps) => (
  <li class="card">
    <h3>{moment(entry.at)}</h3>
    <dl class="told">
      <Fact name="plan_log_address" value={entry.address} />
      <Fact name="plan_log_account" value={entry.account} />
      <Fact name="plan_log_case" value={entry.caseNumber} />
      <Fact name="plan_log_words" value={entry.words} />
      <Fact name="plan_log_notice" value={entry.notice === null ? '' : t(DUTY_NAMES[entry.notice.duty])} />
    </dl>
    <div class="actions unprinted">
      <button type="button" aria-label={`${t('plan_log_remove')}: ${moment(entry.at)}`} onClick={onRemove}>
        {t('plan_log_remove')}
      </button>
    </div>
  </li>
);

const OUTCOMES: Readonly<Record<Awaited<ReturnType<LogPort['addFrom']>>, MessageKey>> = {
  imported: 'plan_log_imported',
  refused: 'plan_log_refused',
  locked: 'vault_locked_title',
};

interface LogProps extends Pick<LogPort, 'save' | 'remove' | 'removeAll' | 'addFrom'> {
  readonly entries: readonly LogEntry[];
}

export function Log({ entries, save, remove, removeAll, addFrom }: LogProps) {
  const [told, setTold] = useState('');
  const bringBack = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) setTold(t(OUTCOMES[await addFrom(file)]));
  };
  return (
    <section class="plan-log">
      <h2>{t('plan_log_heading')}</h2>
      <p class="hint unprinted">{t('plan_log_lead')}</p>
      <EntryForm save={save} />
      <ol class="plain plan-clocks">
        {entries.map(entry => (
          <Entry key={entry.id} entry={entry} onRemove={() => void remove(entry.id).catch(console.error)} />
        ))}
      </ol>
      <div class="actions unprinted">
        {entries.length === 0 ? null : (
          <>
            <button type="button" onClick={() => window.print()}>
              {t('plan_log_print')}
            </button>
            <button type="button" onClick={() => saveFile(entries)}>
              {t('plan_log_save')}
            </button>
          </>
        )}
        <label class="button">
          {t('plan_log_import')}
          <input
            class="unseen"
            type="file"
            accept=".json,application/json"
            onChange={event => void bringBack(event.currentTarget.files?.[0]).catch(console.error)}
          />
        </label>
      </div>
      <p class="hint unprinted">{t('plan_log_save_hint')}</p>
      <p role="status">{told}</p>
      {entries.length === 0 ? null : (
        <details class="unprinted">
          <summary>{t('plan_log_remove_all')}</summary>
          <p>{t('plan_log_remove_all_body')}</p>
          <button type="button" onClick={() => void removeAll().catch(console.error)}>
            {t('plan_log_remove_all_action')}
          </button>
        </details>
      )}
    </section>
  );
}
