/** A way to "Warn me if I meet it again" where the browser's own menu has none: over covered or drawn pictures. */
import { openFlagPage } from '../../platform/flag-draft.ts';
import { t } from '../../platform/i18n.ts';

export const FlagPage = ({ tabId }: { readonly tabId: number }) => (
  <button
    type="button"
    class="quiet"
    onClick={() => void openFlagPage({ tabId, frameId: 0, source: null, isPointedAt: false }).catch(console.error)}
  >
    {t('flag_popup')}
  </button>
);
