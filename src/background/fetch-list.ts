/**
 * One file of a list from a server: the same request from every browser, so that the server learns only that somebody
 * reads the list. No cookies, no referrer, no cache (whose validators would come back like a cookie), no redirect, no
 * query; bytes are counted as they come out of whatever the server packed them in, and never more are taken than asked.
 */
import type { Bytes } from '../core/list/bytes.ts';
import { concatBytes } from '../core/list/bytes.ts';
import type { Fetched, FetchFile } from '../core/list/sync-files.ts';

export interface FetchListPorts {
  /** Whether this browser may ask there without telling who it is. */
  permitted(address: string): Promise<boolean>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds without a byte, and for a whole file (1 MiB at 70 kbit/s), after which a server is given up. */
  readonly limits?: { readonly silence: number; readonly whole: number };
}

const LIMITS = { silence: 20_000, whole: 120_000 };

/** A server may ask to be left alone for a day, not for ever. */
const MAX_RETRY_AFTER = 86_400_000;

/** Object stores say 403 for a file that is not there, where a stranger may not ask for the folder's contents. */
const ABSENT = [403, 404, 410];
const BUSY = [429, 503];

/** In milliseconds. The header has seconds, or a date (RFC 9110 10.2.3). */
export function parseRetryAfter(header: string | null, now: number): number {
  const text = header?.trim() ?? '';
  const wait = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? 0 : Math.min(MAX_RETRY_AFTER, Math.max(0, wait));
}

const failed = (reason: 'network' | 'permission' | 'busy', retryAfter = 0): Fetched => ({
  kind: 'failed',
  reason,
  retryAfter,
});

/** At most `maxBytes` + 1: enough to tell that there are too many. */
async function readBody(response: Response, maxBytes: number, onBytes: () => void): Promise<Bytes> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (response.body === null) return new Uint8Array(0);
  for await (const chunk of response.body) {
    onBytes();
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) break; // leaving the loop cancels the stream
  }
  const whole = concatBytes(chunks);
  return length > maxBytes ? whole.slice(0, maxBytes + 1) : whole;
}

export function createFetchFile({ permitted, now, limits = LIMITS }: FetchListPorts): FetchFile {
  async function fetchFile(address: string, path: string, maxBytes: number, signal: AbortSignal, onBytes: () => void) {
    const response = await fetch(new URL(path, address), {
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal,
    });
    if (response.ok && response.status === 200) {
      // A page in place of a file: somebody in between (a hotel's network), or a server with a page for everything.
      const isPage = response.headers.get('content-type')?.startsWith('text/html');
      if (!isPage) return { kind: 'bytes', bytes: await readBody(response, maxBytes, onBytes) } as const;
    }
    await response.body?.cancel();
    if (ABSENT.includes(response.status)) return { kind: 'absent' } as const;
    if (!BUSY.includes(response.status)) return failed('network');
    return failed('busy', parseRetryAfter(response.headers.get('retry-after'), now()));
  }

  return async (address, path, maxBytes) => {
    if (!(await permitted(address))) return failed('permission');
    const giveUp = new AbortController();
    const abort = (): void => giveUp.abort();
    const whole = setTimeout(abort, limits.whole);
    let silence = setTimeout(abort, limits.silence);
    try {
      return await fetchFile(address, path, maxBytes, giveUp.signal, () => {
        clearTimeout(silence);
        silence = setTimeout(abort, limits.silence);
      });
    } catch {
      return failed('network');
    } finally {
      clearTimeout(whole);
      clearTimeout(silence);
      giveUp.abort(); // whatever is still open is not needed any more
    }
  };
}
