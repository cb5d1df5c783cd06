/** The way to help for somebody whom it is about. It is always there: nothing has to be flagged, or even work. */
import { t } from '../../platform/i18n.ts';
import { InGoodHands } from '../ui/drawings.tsx';

export const HelpLink = () => (
  <a class="way" href="../report/report.html?role=depicted" target="_blank" rel="noopener">
    <InGoodHands />
    <span>
      <span class="way-name">{t('help_me')}</span>
      <span class="hint">{t('help_me_hint')}</span>
    </span>
  </a>
);
