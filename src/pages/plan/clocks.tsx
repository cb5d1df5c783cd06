/** Notices that an answer is due to: until when, and what to do when nobody answered in time. */
import { useEffect, useState } from 'preact/hooks';
import { clockOf, type DutyId, dutyOf } from '../../core/plan/clocks.ts';
import type { LogEntry } from '../../core/plan/log.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import { askToNotify, mayNotify } from '../../platform/notify.ts';
import { isolated, moment, remaining } from '../ui/words.ts';

export const DUTY_NAMES: Readonly<Record<DutyId, MessageKey>> = {
  'us-tida': 'plan_duty_us_tida',
  'in-it-rules': 'plan_duty_in_it_rules',
  'eu-dsa': 'plan_duty_eu_dsa',
  own: 'plan_duty_own',
};

/** What the law says, and what to do once the time is over. */
const DUTY_FACTS: Readonly<Record<DutyId, { readonly says: MessageKey; readonly over: MessageKey }>> = {
  'us-tida': { says: 'plan_duty_us_tida_says', over: 'plan_duty_us_tida_over' },
  'in-it-rules': { says: 'plan_duty_in_it_rules_says', over: 'plan_duty_in_it_rules_over' },
  'eu-dsa': { says: 'plan_duty_eu_dsa_says', over: 'plan_duty_eu_dsa_over' },
  own: { says: 'plan_duty_own_says', over: 'plan_duty_own_over' },
};

const MINUTE = 60_000;

/** The time, once a minute as long as the page is open. */
function useMinutes(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Without the permission no reminder rings outside of this page. */
function Ringing() {
  const [rings, setRings] = useState<boolean | null>(null);
  useEffect(() => void mayNotify().then(setRings, console.error), []);
  if (rings !== false) return null;
  return (
    <p class="hint">
      {t('plan_ring_off')}{' '}
      <button type="button" class="quiet" onClick={() => void askToNotify().then(setRings, console.error)}>
        {t('plan_ring_allow')}
      </button>
    </p>
  );
}

interface ClockProps {
  readonly entry: LogEntry & { readonly notice: NonNullable<LogEntry['notice']> };
  readonly now: number;
  readonly save: (entry: LogEntry) => Promise<boolean>;
}

function ClockCard({ entry, now, save }: ClockProps) {
  const { notice, account, words } = entry;
  const { standing, ringsAt, left } = clockOf(notice, now);
  const { says, over } = DUTY_FACTS[notice.duty];
  const settle = () => void save({ ...entry, notice: { ...notice, settled: true } }).catch(console.error);
  return (
    <li class="card">
      <h3>
        {t(DUTY_NAMES[notice.duty])}
        {account === '' ? null : <> · {isolated(account)}</>}
      </h3>
      {words === '' ? null : <p dir="auto">{words}</p>}
      <p>{t('plan_clock_sent', moment(notice.sentAt))}</p>
      <p>
        <strong>
          {standing === 'over'
            ? t('plan_clock_over', moment(ringsAt))
            : t(
                dutyOf(notice.duty).hours === null ? 'plan_clock_remind' : 'plan_clock_due',
                moment(ringsAt),
                remaining(left),
              )}
        </strong>
      </p>
      <p class="hint">{t(standing === 'over' ? over : says)}</p>
      {standing === 'over' && dutyOf(notice.duty).complaint !== null ? (
        <p>
          <a href="../report/report.html?role=depicted" target="_blank" rel="noreferrer">
            {t('plan_clock_complain')}
          </a>
        </p>
      ) : null}
      <div class="actions">
        <button type="button" onClick={settle}>
          {t('plan_clock_settle')}
        </button>
      </div>
    </li>
  );
}

interface ClocksProps {
  readonly log: readonly LogEntry[];
  readonly save: ClockProps['save'];
}

const isWaiting = (entry: LogEntry): entry is ClockProps['entry'] => entry.notice !== null && !entry.notice.settled;

export function Clocks({ log, save }: ClocksProps) {
  const now = useMinutes();
  const waiting = log.filter(isWaiting);
  return (
    <section>
      <h2>{t('plan_clock_heading')}</h2>
      {waiting.length === 0 ? <p class="hint">{t('plan_clock_none')}</p> : <Ringing />}
      <ul class="plain plan-clocks">
        {waiting.map(entry => (
          <ClockCard key={entry.id} entry={entry} now={now} save={save} />
        ))}
      </ul>
    </section>
  );
}
