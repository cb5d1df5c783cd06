/** Reports to the keepers of a list, between our pages and the background. */

export interface WaitingReport {
  readonly id: string;
  /** Name of the server that it goes to. */
  readonly host: string;
  /** What is sent, byte for byte. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly keptAt: number;
  /** The server read it and did not want it: it only waits to be deleted. */
  readonly refused: boolean;
}

export interface OutboxApi {
  /**
   * Keeps a report, and sends it to the address that the list it names gives in its catalog. `text` and `to` are what
   * the person saw: if the list names another address by now, nothing is kept. Resolves when it is kept, or with why not.
   */
  sendReport(text: string, to: string): Promise<'kept' | { readonly refused: string }>;
  /** The newest first, as many as can be shown. */
  waitingReports(): Promise<{ readonly reports: readonly WaitingReport[]; readonly total: number }>;
  deleteReport(id: string): Promise<void>;
}
