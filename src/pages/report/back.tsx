/** The way back to the question before. */
import type { Answer } from '../../core/report/flow.ts';
import { t } from '../../platform/i18n.ts';

export const Back = ({ answer }: { readonly answer: (answer: Answer) => void }) => (
  <div>
    <button type="button" class="quiet" onClick={() => answer({ kind: 'back' })}>
      {t('report_back')}
    </button>
  </div>
);
