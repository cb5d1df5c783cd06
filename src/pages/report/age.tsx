/** The second question. Nobody has to be sure, and nobody is asked to look again. */
import type { AgeAnswer } from '../../core/report/flow.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import { Back } from './back.tsx';
import type { ScreenProps } from './report.tsx';

const ANSWERS: readonly (readonly [AgeAnswer, MessageKey])[] = [
  ['yes', 'report_age_yes'],
  ['unsure', 'report_age_unsure'],
  ['no', 'report_age_no'],
];

export const Age = ({ screen, answer }: ScreenProps<'age'>) => (
  <main>
    <h1 tabIndex={-1}>{t(screen.role === 'depicted' ? 'report_age_depicted' : 'report_age')}</h1>
    <div class="answers">
      {ANSWERS.map(([age, name]) => (
        <button type="button" key={age} onClick={() => answer({ kind: 'age', age })}>
          {t(name)}
        </button>
      ))}
    </div>
    {screen.role === 'depicted' ? null : <p class="hint">{t('report_age_note')}</p>}
    <Back answer={answer} />
  </main>
);
