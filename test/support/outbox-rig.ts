/** An outbox, the publisher's own receiver behind real HTTP, and a clock that a test turns. */
import 'fake-indexeddb/auto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import { createOutbox, type Outbox, type OutboxPorts } from '../../src/background/outbox.ts';
import { outboxDatabase } from '../../src/background/outbox-database.ts';
import { sendReport } from '../../src/background/outbox-send.ts';
import { openReceiver, type Receiver } from '../../src/cli/receive-reports.ts';
import { sampleReport } from '../core/report/sample-report.ts';
import { fake } from './fake-browser.ts';

export const HOUR = 3_600_000;

export interface OutboxRig {
  /** Milliseconds since 1970. */
  now: number;
  /** An address whose answers a test gives. */
  listen(answer: RequestListener): Promise<string>;
  receiver(): Promise<Receiver>;
  /** Ids of the reports that the receiver has written down. */
  received(): readonly string[];
  start(change?: Partial<OutboxPorts>): Outbox;
  close(): Promise<void>;
}

/** Report number `n`, as it is handed to `keep`. */
export const report = (number: number, endpoint: string) => {
  const { id, text } = sampleReport(number);
  return { id, endpoint, text };
};

export const waiting = async (): Promise<number> => (await outboxDatabase.list(1)).total;

export function newOutboxRig(): OutboxRig {
  fake.reset();
  globalThis.indexedDB = new IDBFactory();
  const folder = mkdtempSync(join(tmpdir(), 'consentry-outbox-'));
  const file = join(folder, 'reports.ndjson');
  const servers: Server[] = [];
  const receivers: Receiver[] = [];
  const rig: OutboxRig = {
    now: Date.parse('2026-11-22T10:00:00Z'),
    async listen(answer) {
      const server = createServer(answer);
      servers.push(server);
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/reports`;
    },
    async receiver() {
      const receiver = await openReceiver(file, { now: () => rig.now, perMinute: 1_000_000 });
      receivers.push(receiver);
      return receiver;
    },
    received: () =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter(line => line !== '')
        .map(line => (JSON.parse(line) as { report: { reportId: string } }).report.reportId),
    start: change =>
      createOutbox({
        database: outboxDatabase,
        send: sendReport,
        permitted: async () => true,
        now: () => rig.now,
        random: () => 0.5,
        ...change,
      }),
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
      await Promise.all(receivers.map(receiver => receiver.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return rig;
}
