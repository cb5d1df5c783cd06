/** One report to one server: no cookies, no referrer, no redirect. An answer of at most 4 kB is read. */
import { type Answered, meaningOf } from '../core/report/delivery.ts';
import { parseRetryAfter } from './fetch-list.ts';
import type { KeptReport } from './outbox-database.ts';

const TIMEOUT_MS = 30_000;
const MAX_ANSWER = 4_096;

/** What never came to an answer. */
const UNANSWERED: Answered = { kind: 'later', retryAfter: 0 };

export type SendReport = (report: KeptReport) => Promise<Answered>;

async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of response.body ?? []) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > MAX_ANSWER) break; // leaving the loop cancels the stream
  }
  return text;
}

/**
 * `mode`: with the permission for the server Firefox takes `same-origin` for what is asked of it, and names no origin
 * then; with `cors` it names its own, which is another in each installation (measured).
 */
export async function sendReport(
  { id, endpoint, text }: KeptReport,
  mode: 'cors' | 'same-origin' = 'cors',
): Promise<Answered> {
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      body: text,
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': id },
      mode,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const retryAfter = parseRetryAfter(response.headers.get('retry-after'), Date.now());
    return meaningOf(response.status, await textOf(response), id, retryAfter);
  } catch {
    return UNANSWERED;
  }
}
