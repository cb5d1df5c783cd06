/** Things to look at on one's own accounts. What menus are called changes too often to be said here. */
import { type MessageKey, t } from '../../platform/i18n.ts';

const CHECKS: readonly MessageKey[] = [
  'plan_check_password',
  'plan_check_devices',
  'plan_check_audience',
  'plan_check_followers',
  'plan_check_tags',
  'plan_check_messages',
  'plan_check_backups',
];

export const CheckUps = () => (
  <section>
    <h2>{t('plan_check_heading')}</h2>
    <p class="hint">{t('plan_check_lead')}</p>
    <ul class="ticks">
      {CHECKS.map(key => (
        <li key={key}>{t(key)}</li>
      ))}
    </ul>
  </section>
);
