/** One line on a terminal that says how far long work has come. Nothing where nobody watches. */

/** Takes a text, or a way to make one, which is not called more often than anybody could read it. */
export type Progress = (text: () => string) => void;

export interface Terminal {
  readonly columns?: number;
  write(text: string): unknown;
}

const INTERVAL_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

export interface ProgressLine {
  readonly show: Progress;
  /** Takes the line away again; before anything else is printed, and at the end. */
  clear(): void;
}

export function progressOn(terminal: Terminal | null, now: () => number = Date.now): ProgressLine {
  let shownAt = Number.NEGATIVE_INFINITY;
  let isShown = false;
  if (terminal === null) return { show: () => undefined, clear: () => undefined };
  return {
    show(text) {
      if (now() - shownAt < INTERVAL_MS) return;
      shownAt = now();
      isShown = true;
      terminal.write(`${CLEAR_LINE}${text().slice(0, (terminal.columns ?? 80) - 1)}`);
    },
    clear() {
      if (isShown) terminal.write(CLEAR_LINE);
      isShown = false;
    },
  };
}
