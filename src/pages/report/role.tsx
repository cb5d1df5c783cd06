/** The first question: who somebody is decides what is open to them. */
import { ROLES, type Role as RoleName } from '../../core/report/plan.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import type { ScreenProps } from './report.tsx';
import { Waiting } from './waiting.tsx';

const NAMES: Readonly<Record<RoleName, MessageKey>> = {
  bystander: 'report_who_bystander',
  depicted: 'report_who_depicted',
  representative: 'report_who_representative',
};

export const RoleQuestion = ({ screen, answer }: ScreenProps<'role'>) => (
  <main>
    <h1 tabIndex={-1}>{t('report_who')}</h1>
    <div class="answers">
      {ROLES.map(role => (
        <button type="button" key={role} onClick={() => answer({ kind: 'role', role })}>
          {t(NAMES[role])}
        </button>
      ))}
      {screen.subject.listed === null ? null : (
        <button type="button" class="quiet" onClick={() => answer({ kind: 'wrong' })}>
          {t('report_who_wrong')}
        </button>
      )}
    </div>
    <p class="hint">{t('report_who_note')}</p>
    <Waiting />
  </main>
);
