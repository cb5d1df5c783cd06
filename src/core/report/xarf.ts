/**
 * From `consent-report/1` to XARF 4.2 (github.com/xarf/xarf-spec), for keepers who pass on to a hosting company what
 * people told them. It loses things: XARF's content types are a closed list without private pictures, so the nearest,
 * `exposed_data`, carries the tag `ncii:reported`, and the reporter becomes the keepers' organisation.
 */
import type { ConsentReport } from './consent-report.ts';

/** XARF's contact_info: who vouches for the report. */
export interface Organisation {
  readonly org: string;
  readonly contact: string;
  readonly domain: string;
}

const DESCRIPTION =
  'A page that was reported as showing an intimate picture or video without the consent of the person shown.';

/** Null for disputes, and for what has no address: XARF asks for one. */
export function toXarf(report: ConsentReport, { org, contact, domain }: Organisation): object | null {
  const { url, host } = report.subject;
  if (report.intent !== 'seen-too' || url === null) return null;
  const sender = { org, contact, domain };
  return {
    xarf_version: '4.2.0',
    report_id: report.reportId,
    timestamp: report.createdAt,
    reporter: sender,
    sender,
    source_identifier: host,
    category: 'content',
    type: 'exposed_data',
    url,
    domain: host,
    data_types: ['other'],
    exposure_method: 'other',
    evidence_source: 'user_report',
    verification_method: 'user_report',
    description: report.reason === null ? DESCRIPTION : `${DESCRIPTION} In their words: ${report.reason}`,
    tags: [report.category === 'ncii-synthetic' ? 'ncii:synthetic' : 'ncii:reported', `list:${report.match.list}`],
  };
}
