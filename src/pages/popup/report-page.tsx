/** On pages that we do not watch: a button that reads what the page says of itself, and opens the report page. */
import { t } from '../../platform/i18n.ts';
import { draftFromPage } from '../../platform/page-reader.ts';
import { openReportPage } from '../../platform/report-draft.ts';

async function report(tabId: number | null): Promise<void> {
  await openReportPage(tabId === null ? null : await draftFromPage(tabId), tabId);
}

export const ReportPage = ({ tabId }: { readonly tabId: number | null }) => (
  <button type="button" onClick={() => void report(tabId).catch(console.error)}>
    {t('report_page')}
  </button>
);
