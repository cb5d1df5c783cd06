/** Reports that wait to be sent: each can be read as it will be sent, and deleted as long as it is here. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import type { OutboxApi } from '../../platform/outbox.ts';
import { remote } from '../../platform/rpc.ts';
import { ago, number } from '../ui/words.ts';

const outbox = remote<OutboxApi>('outbox');

type Waits = Awaited<ReturnType<OutboxApi['waitingReports']>>;

/** What waits changes by itself when a server answers. */
const LOOK_EVERY_MS = 3_000;

export function Waiting() {
  const [{ reports, total }, setWaits] = useState<Waits>({ reports: [], total: 0 });

  useEffect(() => {
    const look = () => {
      outbox.waitingReports().then(setWaits, console.error);
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);

  const remove = async (id: string): Promise<void> => {
    await outbox.deleteReport(id);
    setWaits(await outbox.waitingReports());
  };

  if (reports.length === 0) return null;
  return (
    <section>
      <h2>{t('report_waiting_title')}</h2>
      {total === reports.length ? null : (
        <p class="hint">{t('report_waiting_some', number(reports.length), number(total))}</p>
      )}
      <ul class="plain rows">
        {reports.map(({ id, host, text, keptAt, refused }) => (
          <li key={id}>
            <details>
              <summary>{t('report_waiting_to', host, ago(new Date(keptAt).toISOString(), Date.now()))}</summary>
              <pre class="code" dir="ltr">
                {text}
              </pre>
            </details>
            {refused ? <p class="hint">{t('report_waiting_refused')}</p> : null}
            <button type="button" class="quiet" onClick={() => void remove(id).catch(console.error)}>
              {t('report_waiting_delete')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
