/**
 * The verdicts of one page, kept where the person acts: the guard decides from this map and never from the network,
 * so it still works while the background sleeps. Lives as long as the document.
 *
 * A key is `media` or `media~part`: the second is a part that the server cut out of the same media. What is flagged
 * in one of its forms is flagged in all; what is clear is clear only as shown.
 */
import type { ContentVerdict } from '../platform/messages.ts';

export type MediaKey = string;
export type Standing = ContentVerdict | { readonly status: 'pending' };

/** Far more than a person scrolls past in one sitting; the oldest go first. */
const MAX_KEYS = 5_000;

export interface Verdicts {
  get(key: MediaKey): Standing | undefined;
  set(key: MediaKey, standing: Standing): void;
  entries(): Iterable<readonly [MediaKey, Standing]>;
  clear(): void;
  /** Runs `listener` after each change until `signal` aborts. */
  onChange(listener: () => void, signal: AbortSignal): void;
}

const wholeOf = (key: MediaKey): MediaKey => key.split('~', 1)[0] ?? key;

export function createVerdicts(): Verdicts {
  const standings = new Map<MediaKey, Standing>();
  const flaggedWholes = new Map<MediaKey, ContentVerdict>();
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  return {
    get: key => flaggedWholes.get(wholeOf(key)) ?? standings.get(key),
    set(key, standing) {
      standings.delete(key);
      standings.set(key, standing);
      if (standing.status === 'flagged') flaggedWholes.set(wholeOf(key), standing);
      if (standings.size > MAX_KEYS) {
        const oldest = standings.keys().next().value;
        if (oldest !== undefined) standings.delete(oldest);
      }
      changed();
    },
    entries: () => standings.entries(),
    clear() {
      standings.clear();
      flaggedWholes.clear();
      changed();
    },
    onChange(listener, signal) {
      if (signal.aborted) return;
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
    },
  };
}
