/**
 * What is stored and asked for with every picture: read once in a life of the background, and again after it changed.
 * Each reading costs 0.3 to 0.6 ms of processor time in either browser, and a picture would take seven of them.
 */
import { browser } from './browser.ts';

export interface Remembered<T> {
  read(): Promise<T>;
  /** To be called after a write of one's own: the browser tells of it a moment later. */
  forget(): void;
}

/** `key`: what of `area` it depends on; null for all of it. Listens from now on, and before whoever listens later. */
export function remember<T>(area: 'local' | 'managed', key: string | null, read: () => Promise<T>): Remembered<T> {
  let known: Promise<T> | null = null;
  const forget = (): void => {
    known = null;
  };
  browser.storage.onChanged.addListener((changes, changed) => {
    if (changed === area && (key === null || key in changes)) forget();
  });
  return {
    forget,
    async read() {
      const reading = known ?? read();
      known = reading;
      try {
        return await reading;
      } catch (error) {
        if (known === reading) forget();
        throw error;
      }
    },
  };
}
