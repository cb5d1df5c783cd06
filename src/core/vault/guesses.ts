/** What a wrong guess at a passphrase or a PIN costs: time, and more of it with each. */

export interface Guesses {
  /** In a row, since the last right one. */
  readonly wrong: number;
  /** Of the last wrong one, milliseconds since 1970. */
  readonly wrongAt: number;
}

/** Mistyping is free; then the wait doubles from one second to five minutes. */
const FREE_GUESSES = 5;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 300_000;

/** Milliseconds until the next guess is looked at; 0 if it may come now. `now` in milliseconds since 1970. */
export function waitFor({ wrong, wrongAt }: Guesses, now: number): number {
  if (wrong < FREE_GUESSES) return 0;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (wrong - FREE_GUESSES), LONGEST_WAIT_MS);
  // A clock that was put back must not lock anybody out for longer than the wait itself.
  return Math.min(Math.max(0, wrongAt + wait - now), wait);
}
