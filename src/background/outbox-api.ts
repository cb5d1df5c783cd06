/** What our pages may ask of the outbox. The endpoint is never theirs to name: it comes from the list's signed catalog. */
import { parseConsentReport } from '../core/report/consent-report.ts';
import type { OutboxApi } from '../platform/outbox.ts';
import { serve } from '../platform/rpc.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxDatabase } from './outbox-database.ts';

/** As many as somebody will look through. */
const SHOWN = 100;

interface OutboxApiPorts {
  readonly outbox: Outbox;
  readonly database: OutboxDatabase;
  /** Where the publisher of a list takes reports, or null. */
  endpointOf(list: string): Promise<string | null>;
}

export function serveOutbox({ outbox, database, endpointOf }: OutboxApiPorts): void {
  serve<OutboxApi>('outbox', 'page', {
    async sendReport(_, text, to) {
      const parsed = parseConsentReport(text);
      if (!parsed.ok) return { refused: parsed.refused };
      const endpoint = await endpointOf(parsed.report.match.list);
      if (endpoint === null || endpoint !== to) return { refused: 'the list takes no reports there' };
      await outbox.keep({ id: parsed.report.reportId, endpoint, text });
      return 'kept';
    },
    async waitingReports() {
      const { reports, total } = await database.list(SHOWN);
      const shown = reports.map(({ id, endpoint, text, keptAt, queue }) => ({
        id,
        host: new URL(endpoint).host,
        text,
        keptAt,
        refused: queue === undefined,
      }));
      return { reports: shown, total };
    },
    deleteReport: (_, id) => database.remove(id),
  });
}
