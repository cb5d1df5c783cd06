/**
 * Asks the background again when a question got lost, since it was stopped in that very moment: the next one wakes it.
 * For questions only: what was to change something may have been done.
 */

export interface Patience {
  readonly attempts: number;
  /** Between two attempts, in milliseconds. */
  readonly pauseMs: number;
}

/** While somebody may be waiting to share. */
const ONCE_MORE: Patience = { attempts: 2, pauseMs: 0 };
/** While a page of ours opens, as the background may be starting for the first time. */
export const WHILE_IT_STARTS: Patience = { attempts: 4, pauseMs: 400 };

/** Rejects with what the last attempt met. */
export async function patiently<T>(ask: () => Promise<T>, patience = ONCE_MORE): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === patience.attempts) throw error;
      if (patience.pauseMs > 0) await new Promise(resolve => setTimeout(resolve, patience.pauseMs));
    }
  }
}
