/** What can be printed: the plan of a lesson with the speaker's notes, and one page for everybody to take home. */
import { t } from '../../platform/i18n.ts';
import { CONSENT, ToldList } from '../ui/told.tsx';
import { type Lesson, PARTS } from './lessons.ts';
import { minutes } from './minutes.ts';
import { Help, Law, Lines, type PlaceProps, TO_DO } from './told.tsx';

const Tools = ({ leave }: { readonly leave: () => void }) => (
  <div class="actions unprinted">
    <button type="button" class="quiet" onClick={leave}>
      {t('learn_home')}
    </button>
    <button type="button" class="primary" onClick={() => print()}>
      {t('learn_print')}
    </button>
  </div>
);

export const Plan = ({ lesson, leave }: { readonly lesson: Lesson; readonly leave: () => void }) => (
  <main class="paper">
    <Tools leave={leave} />
    <header class="stack">
      <h1>{t('learn_plan')}</h1>
      <p class="lead">{minutes(lesson.minutes)}</p>
    </header>
    <ol class="plain schedule">
      {lesson.parts.map(({ id, minutes: length }) => (
        <li key={id}>
          <p class="hint">{minutes(length)}</p>
          <div>
            <h2>{t(PARTS[id].title)}</h2>
            <p>{t(PARTS[id].note)}</p>
          </div>
        </li>
      ))}
    </ol>
  </main>
);

export const Sheet = ({ region, setRegion, leave }: PlaceProps & { readonly leave: () => void }) => (
  <main class="paper">
    <Tools leave={leave} />
    <header class="stack">
      <h1>{t('learn_sheet_title')}</h1>
      <p class="lead">{t('learn_sheet_sum')}</p>
    </header>
    <section>
      <h2>{t('consent_heading')}</h2>
      <ToldList of={CONSENT} name="consents" />
    </section>
    <section>
      <h2>{t('learn_part_do')}</h2>
      <Lines of={TO_DO} />
    </section>
    <section>
      <h2>{t('learn_part_law')}</h2>
      <Law region={region} setRegion={null} />
    </section>
    <section>
      <h2>{t('learn_part_help')}</h2>
      <Help region={region} setRegion={setRegion} Title="h3" />
    </section>
  </main>
);
