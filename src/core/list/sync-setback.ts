/** The one place where what went wrong on the way to a list becomes an outcome. */
import { ListError } from './list-error.ts';
import { SyncStop } from './sync-files.ts';
import type { SyncOutcome } from './sync-outcome.ts';

export interface Setback {
  readonly outcome: Exclude<SyncOutcome, string>;
  /** Milliseconds that the server asks to be left alone. */
  readonly wait: number;
}

/** Throws again what is neither a refusal nor a failure, but a bug. */
export function setbackOf(error: unknown): Setback {
  if (error instanceof SyncStop) return { outcome: { failed: error.reason }, wait: error.retryAfter };
  if (!(error instanceof ListError)) throw error;
  const { reason } = error;
  return { outcome: reason === 'missing' ? { failed: reason } : { refused: reason }, wait: 0 };
}
