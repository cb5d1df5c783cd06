/** Where a teacher begins: three lengths, the hand-out, and what to think of before the lesson. */
import { t } from '../../platform/i18n.ts';
import type { View } from './learn.tsx';
import { LESSONS } from './lessons.ts';
import { minutes } from './minutes.ts';
import { BEFORE, Lines } from './told.tsx';

export const Home = ({ show }: { readonly show: (view: View) => void }) => (
  <main>
    <header class="stack">
      <h1>{t('learn_title')}</h1>
      <p class="lead">{t('learn_lead')}</p>
    </header>
    <section>
      <h2>{t('learn_choose')}</h2>
      <ul class="plain lessons">
        {LESSONS.map(lesson => (
          <li key={lesson.minutes} class="card">
            <h3 id={`minutes-${lesson.minutes}`}>{minutes(lesson.minutes)}</h3>
            <p>{t(lesson.about)}</p>
            <button
              type="button"
              class="primary"
              aria-describedby={`minutes-${lesson.minutes}`}
              onClick={() => show({ kind: 'lesson', lesson })}
            >
              {t('learn_start')}
            </button>
            <button
              type="button"
              class="quiet"
              aria-describedby={`minutes-${lesson.minutes}`}
              onClick={() => show({ kind: 'plan', lesson })}
            >
              {t('learn_plan')}
            </button>
          </li>
        ))}
      </ul>
      <p class="hint">{t('learn_keys')}</p>
    </section>
    <section>
      <h2>{t('learn_before')}</h2>
      <Lines of={BEFORE} />
      <p>
        <button type="button" onClick={() => show({ kind: 'sheet' })}>
          {t('learn_sheet')}
        </button>
      </p>
    </section>
  </main>
);
