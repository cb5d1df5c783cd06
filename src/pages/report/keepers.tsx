/** A report to the keepers of a list: shown in full, then sent to the address in their signed catalog, if one wants to. */
import { useEffect, useId, useState } from 'preact/hooks';
import { originsOf } from '../../core/list/sync-link.ts';
import {
  buildConsentReport,
  MAX_REASON,
  type Statement,
  writeConsentReport,
} from '../../core/report/consent-report.ts';
import type { ReportSubject } from '../../core/report/flow.ts';
import { browser } from '../../platform/browser.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import type { ListSummary, PageApi } from '../../platform/messages.ts';
import type { OutboxApi } from '../../platform/outbox.ts';
import { remote } from '../../platform/rpc.ts';

const background = remote<PageApi>('page');
const outbox = remote<OutboxApi>('outbox');

type Sending = 'not-yet' | 'kept' | 'unasked' | 'fault';

const TOLD: Readonly<Record<Sending, MessageKey | null>> = {
  'not-yet': null,
  kept: 'report_keepers_kept',
  unasked: 'report_keepers_unasked',
  fault: 'state_fault_title',
};

/** What is known of the list; null until it is. */
function useList(id: string): ListSummary | null {
  const [list, setList] = useState<ListSummary | null>(null);
  useEffect(() => {
    background.overview().then(({ lists }) => setList(lists.find(each => each.id === id) ?? null), console.error);
  }, [id]);
  return list;
}

interface KeepersProps {
  readonly subject: ReportSubject;
  readonly statement: Statement;
}

export function Keepers({ subject, statement }: KeepersProps) {
  const id = useId();
  const list = useList(subject.listed?.list ?? '');
  const [own, change] = useState({ reason: '', contact: '' });
  const [stamp] = useState(() => ({
    id: crypto.randomUUID(),
    now: Date.now(),
    version: browser.runtime.getManifest().version,
  }));
  const [sending, setSending] = useState<Sending>('not-yet');
  const report = buildConsentReport(subject, statement, own, stamp);
  if (list === null || report === null) return null;
  const { reportsTo, contact } = list;
  if (reportsTo === null) {
    return (
      <p class="hint">
        {t('report_keepers_none')} {contact}
      </p>
    );
  }
  const text = writeConsentReport(report);

  const send = async (): Promise<void> => {
    // First of all: browsers take a question for a permission only straight from the click.
    const granted = await browser.permissions.request({ origins: [...originsOf([reportsTo])] });
    if (!granted) return setSending('unasked');
    setSending((await outbox.sendReport(text, reportsTo)) === 'kept' ? 'kept' : 'fault');
  };
  const told = TOLD[sending];

  return (
    <div class="part">
      <p>{t('report_keepers_body')}</p>
      {sending === 'kept' ? null : (
        <>
          <div class="field">
            <label for={`${id}-reason`}>{t('report_reason')}</label>
            <textarea
              id={`${id}-reason`}
              maxLength={MAX_REASON}
              value={own.reason}
              onInput={event => change({ ...own, reason: event.currentTarget.value })}
            />
          </div>
          <div class="field">
            <label for={`${id}-contact`}>{t('report_contact')}</label>
            <input
              id={`${id}-contact`}
              type="email"
              dir="ltr"
              autocomplete="email"
              maxLength={120}
              value={own.contact}
              onInput={event => change({ ...own, contact: event.currentTarget.value })}
            />
          </div>
        </>
      )}
      <figure class="note">
        <figcaption>{t('report_keepers_shown', new URL(reportsTo).host)}</figcaption>
        <pre class="code" dir="ltr">
          {text}
        </pre>
      </figure>
      {sending === 'kept' ? null : (
        <div class="act">
          <button
            type="button"
            onClick={() =>
              void send().catch(error => {
                setSending('fault');
                console.error(error);
              })
            }
          >
            {t('report_keepers_send')}
          </button>
        </div>
      )}
      <p role="status">{told === null ? '' : t(told)}</p>
    </div>
  );
}
