/** From what was kept for the report page to what a report is about: the site gets its name. */
import type { ReportSubject } from '../../core/report/flow.ts';
import { BLANK } from '../../core/report/notice.ts';
import type { ReportDraft } from '../../platform/report-draft.ts';
import { siteOf } from '../ui/sites.ts';

/** Where nothing is known, the page still leads to help, and the notes leave room for the name of the site. */
const NOTHING: ReportDraft = { host: '', address: null, inChat: false, listed: null, context: null };

export function subjectOf(draft: ReportDraft | null): ReportSubject {
  const about = draft ?? NOTHING;
  return { ...about, siteName: siteOf(`https://${about.host}/`)?.name ?? (about.host || BLANK) };
}
