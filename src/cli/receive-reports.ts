/**
 * Takes `consent-report/1` over HTTP: checks each against the format, lets no client in too often, knows a report that
 * comes twice, and answers only after it is on the disk. One line of JSON a report; nothing of who sent it is kept.
 */
import { type FileHandle, open, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { MAX_REPORT_BYTES, type Parsed, parseConsentReport } from '../core/report/consent-report.ts';
import { createTurns } from '../core/turns.ts';
import { CliError } from './command.ts';

export const REPORTS_PATH = '/reports';
const MINUTE = 60_000;

export interface ReceiverOptions {
  /** Milliseconds since 1970. */
  now(): number;
  /** Reports a minute that one client may send. */
  readonly perMinute: number;
}

export interface Receiver {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const refused = (status: number, why: string): Answer => ({ status, body: { refused: why } });

/** Null when it is longer than any report. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > MAX_REPORT_BYTES) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** The ids in a file that is there already. A last line that was cut off by a crash was never answered for. */
async function idsIn(file: string): Promise<{ readonly ids: Set<string>; readonly isCut: boolean }> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new CliError(`${file}: ${error.message}`);
  });
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  const ids = lines.flatMap(line => {
    const [, id] = /"reportId":"([0-9a-f-]{36})"/.exec(line) ?? [];
    return id === undefined ? [] : [id];
  });
  return { ids: new Set(ids), isCut: last !== '' };
}

/** Counts by client, in memory, forgotten every minute. */
function createLimiter({ now, perMinute }: ReceiverOptions): (client: string) => boolean {
  const counts = new Map<string, number>();
  let minute = 0;
  return client => {
    const current = Math.floor(now() / MINUTE);
    if (current !== minute) counts.clear();
    minute = current;
    const count = (counts.get(client) ?? 0) + 1;
    counts.set(client, count);
    return count <= perMinute;
  };
}

export async function openReceiver(file: string, options: ReceiverOptions): Promise<Receiver> {
  const { ids, isCut } = await idsIn(file);
  const handle: FileHandle = await open(file, 'a', 0o600);
  if (isCut) await handle.write('\n');
  const isWithinLimit = createLimiter(options);
  /** Writes follow one another, so that two copies of a report cannot both be new. */
  const inTurn = createTurns();

  async function store({ report }: Extract<Parsed, { ok: true }>): Promise<Answer> {
    const isNew = !ids.has(report.reportId);
    if (isNew) {
      const receivedAt = new Date(options.now()).toISOString();
      await handle.write(`${JSON.stringify({ receivedAt, report })}\n`);
      await handle.datasync();
      ids.add(report.reportId);
    }
    return { status: isNew ? 202 : 200, body: { accepted: report.reportId } };
  }

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    if (request.method !== 'POST') return { ...refused(405, 'only POST'), headers: { Allow: 'POST' } };
    if (!isWithinLimit(request.socket.remoteAddress ?? '')) {
      return { ...refused(429, 'too many'), headers: { 'Retry-After': '60' } };
    }
    if (!/^application\/json(;|$)/.test(request.headers['content-type'] ?? '')) return refused(415, 'not JSON');
    const body = await bodyOf(request);
    if (body === null) return refused(413, 'too long');
    const parsed = parseConsentReport(body);
    if (!parsed.ok) return refused(422, parsed.refused);
    const key = request.headers['idempotency-key'];
    if (key !== undefined && key !== parsed.report.reportId) return refused(422, 'Idempotency-Key is not reportId');
    return inTurn(() => store(parsed));
  }

  return {
    async handle(request, response) {
      const { status, body, headers } = await answerTo(request).catch((): Answer => refused(500, 'could not be kept'));
      response.writeHead(status, {
        'Content-Type': 'application/json',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        ...(status === 413 ? { Connection: 'close' } : {}),
        ...headers,
      });
      response.end(JSON.stringify(body));
    },
    close: () => inTurn(() => handle.close()),
  };
}
