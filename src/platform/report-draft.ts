/**
 * What a report is about, on its way from the page or the popup to the report page. It lies in the browser's memory
 * (storage.session), never on a disk and never in an address, and is gone as soon as the person shown may be under 18.
 */
import type { ReportSubject } from '../core/report/flow.ts';
import { browser } from './browser.ts';

/** The name of a site is known to the pages. */
export type ReportDraft = Omit<ReportSubject, 'siteName'>;

const keyOf = (id: string): string => `report-draft:${id}`;

export async function readDraft(id: string): Promise<ReportDraft | null> {
  const stored = await browser.storage.session.get(keyOf(id));
  return (stored[keyOf(id)] as ReportDraft | undefined) ?? null;
}

export const dropDraft = (id: string): Promise<void> => browser.storage.session.remove(keyOf(id));

/** Opens the report page in a new tab, after that of the site where there is one. It stays while official pages open. */
export async function openReportPage(draft: ReportDraft | null, fromTab: number | null): Promise<void> {
  const id = crypto.randomUUID();
  if (draft !== null) await browser.storage.session.set({ [keyOf(id)]: draft });
  const url = browser.runtime.getURL(draft === null ? 'report/report.html' : `report/report.html#${id}`);
  const index = fromTab === null ? undefined : (await browser.tabs.get(fromTab)).index + 1;
  await browser.tabs.create({ url, ...(index === undefined ? {} : { index }) });
}
