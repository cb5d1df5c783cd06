/** How often the person chose not to share, in words and as twelve bars, one a week. Only this computer knows. */
import { byWeek, type Tally, total } from '../../core/tally.ts';
import { t } from '../../platform/i18n.ts';
import { counted } from '../ui/words.ts';

const HEIGHT = 64;
const BAR = 10;
const STEP = 16;
/** A week with nothing in it is still a week. */
const EMPTY = 3;

const Chart = ({ weeks }: { readonly weeks: readonly number[] }) => {
  const most = Math.max(1, ...weeks);
  return (
    <svg class="drawing wide bars" viewBox={`0 0 ${weeks.length * STEP} ${HEIGHT}`} aria-hidden="true">
      {weeks.map((count, week) => {
        const height = count === 0 ? EMPTY : Math.max(BAR / 2, (count / most) * HEIGHT);
        const place = { x: week * STEP + (STEP - BAR) / 2, y: HEIGHT - height, width: BAR, height };
        return <rect key={week} class={count === 0 ? 'none' : 'accent'} rx={Math.min(3, height / 2)} {...place} />;
      })}
    </svg>
  );
};

interface NotSharedProps {
  readonly tally: Tally;
  /** The day that the chart ends with, as in core/tally.ts. */
  readonly today: number;
  readonly onClear: () => void;
}

export function NotShared({ tally, today, onClear }: NotSharedProps) {
  const times = total(tally);
  if (times === 0) return null;
  return (
    <section>
      <div class="head">
        <h2>{t('kept_heading')}</h2>
        <button type="button" class="quiet" onClick={onClear}>
          {t('kept_clear')}
        </button>
      </div>
      <div class="kept">
        <div>
          <p class="kept-count">{counted('kept_count', times)}</p>
          <p class="hint">{t('kept_hint')}</p>
        </div>
        <Chart weeks={byWeek(tally, today)} />
      </div>
    </section>
  );
}
