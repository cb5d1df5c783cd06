/** What was checked on this page: three numbers, and for what was not checked, why. */
import { UNKNOWN_REASONS, type UnknownReason } from '../../core/verdict.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import type { PageStatus } from '../../platform/messages.ts';
import { isSiteHeld, useHeld } from '../ui/held.ts';
import type { SiteName } from '../ui/sites.ts';
import { number } from '../ui/words.ts';

type Underscored<S extends string> = S extends `${infer Head}-${infer Tail}` ? `${Head}_${Underscored<Tail>}` : S;

/** The type makes a reason without its sentence a compile error. */
const reasonKey = (reason: UnknownReason): MessageKey =>
  `unknown_${reason.replaceAll('-', '_')}` as `unknown_${Underscored<UnknownReason>}`;

const Count = ({ value, label }: { readonly value: number; readonly label: string }) => (
  <div class={value === 0 ? 'count none' : 'count'}>
    <dt>{label}</dt>
    <dd>{number(value)}</dd>
  </div>
);

interface PageCountsProps {
  readonly page: PageStatus;
  readonly site: SiteName;
  readonly pause: () => void;
}

export function PageCounts({ page, site, pause }: PageCountsProps) {
  const held = isSiteHeld(useHeld(), site.id);
  const reasons = UNKNOWN_REASONS.map(reason => ({ reason, count: page.unknown[reason] ?? 0 })).filter(
    ({ count }) => count > 0,
  );
  const unknown = reasons.reduce((sum, { count }) => sum + count, 0);
  return (
    <section>
      <div class="head">
        <h2>{t('page_heading')}</h2>
        {held ? null : (
          <button type="button" class="quiet" onClick={pause}>
            {t('page_pause', site.name)}
          </button>
        )}
      </div>
      <dl class="counts">
        <Count value={page.clear} label={t('page_clear')} />
        <Count value={page.flagged.length} label={t('page_flagged')} />
        <Count value={unknown} label={t('page_unknown')} />
      </dl>
      {unknown === 0 ? null : (
        <details class="why">
          <summary>{t('page_unknown_why')}</summary>
          <ul class="plain reasons">
            {reasons.map(({ reason, count }) => (
              <li key={reason}>
                <span class="reason-count">{number(count)}</span>
                <span>{t(reasonKey(reason))}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <details class="why">
        <summary>{t('page_limits')}</summary>
        <p>{t('page_limits_body')}</p>
      </details>
    </section>
  );
}
