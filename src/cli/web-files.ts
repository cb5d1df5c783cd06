/** List files over HTTP, read as a subscriber's browser reads them, to check what a server really hands out. */
import { type Bytes, concatBytes } from '../core/list/bytes.ts';
import type { ListFiles } from '../core/list/chain.ts';
import { CliError } from './command.ts';

const TIMEOUT_MS = 30_000;

/** How servers say that there is no such file; object stores that hide their listing say 403. */
const NO_FILE = new Set([403, 404, 410]);

/** Names of this computer, the only ones that plain HTTP is read from. */
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

function baseOf(address: string): URL {
  if (!URL.canParse(address)) throw new CliError(`${address} is not an address`, 2);
  const base = new URL(address.endsWith('/') ? address : `${address}/`);
  if (base.username !== '' || base.password !== '' || base.search !== '' || base.hash !== '') {
    throw new CliError('the address of a list has no user, query or fragment', 2);
  }
  if (base.protocol !== 'https:' && !LOOPBACK.has(base.hostname)) {
    throw new CliError('lists are read over https; plain http is for this computer alone', 2);
  }
  return base;
}

/** At most one byte more than `maxBytes`. */
async function bodyOf(response: Response, maxBytes: number): Promise<Bytes> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    pieces.push(piece);
    length += piece.length;
    if (length > maxBytes) break;
  }
  return concatBytes(pieces).subarray(0, maxBytes + 1);
}

/** The list at an address. Failures of the network are refusals in one line. */
export function filesAt(address: string): ListFiles {
  const base = baseOf(address);
  return {
    async read(path, maxBytes) {
      const url = new URL(path, base);
      const options = { redirect: 'error', cache: 'no-store', credentials: 'omit' } as const;
      const fail = (why: string) => new CliError(`${url}: ${why}`);
      try {
        const response = await fetch(url, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) });
        if (NO_FILE.has(response.status)) return null;
        if (!response.ok) throw fail(`the server answers ${response.status}`);
        return await bodyOf(response, maxBytes);
      } catch (error) {
        if (error instanceof CliError) throw error;
        const { message, cause } = error as Error;
        throw fail(cause instanceof Error ? cause.message : message);
      }
    },
  };
}
