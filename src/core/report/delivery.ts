/** Sending reports: what an answer means, and when to try again. Rules only; background/outbox.ts carries them out. */

export type Answered =
  /** The server says that it holds this very report. */
  | { readonly kind: 'accepted' }
  /** It read the report and does not want it: trying again would change nothing. */
  | { readonly kind: 'refused' }
  /** Anything else, a hotel's log-in page with status 200 too: try again. `retryAfter` in milliseconds. */
  | { readonly kind: 'later'; readonly retryAfter: number };

const MINUTE = 60_000;
const FIRST_RETRY = MINUTE;
const LONGEST_RETRY = 12 * 60 * MINUTE;
/** A server may ask to be left alone for a day, not for ever. */
const LONGEST_RETRY_AFTER = 24 * 60 * MINUTE;
/** Spread, so that clients that failed together do not come back together. */
const JITTER = 0.3;

const REFUSALS = [400, 413, 415, 422];

function said(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** `accepted` has to name the report, and a refusal to say that it is one: any page in between can answer 200 or 400. */
export function meaningOf(status: number, body: string, reportId: string, retryAfter: number): Answered {
  const answer = said(body);
  if (status >= 200 && status < 300 && answer['accepted'] === reportId) return { kind: 'accepted' };
  if (REFUSALS.includes(status) && typeof answer['refused'] === 'string') return { kind: 'refused' };
  return { kind: 'later', retryAfter: Math.min(LONGEST_RETRY_AFTER, retryAfter) };
}

/** Milliseconds until the next try at a server. `failures`: tries in a row that came to nothing; `random`: 0 to 1. */
export function waitBeforeRetry(failures: number, retryAfter: number, random: number): number {
  const wait = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.max(0, failures - 1));
  return Math.max(retryAfter, wait * (1 - JITTER + 2 * JITTER * random));
}
