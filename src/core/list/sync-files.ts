/** A list's files as some server has them, read through the fetch port: what it answers becomes bytes, null or a throw. */
import type { Bytes } from './bytes.ts';
import type { ListFiles } from './chain.ts';
import { rootPath } from './root.ts';
import type { SyncFailure } from './sync-outcome.ts';

export type Fetched =
  /** At most one byte more than was asked for. */
  | { readonly kind: 'bytes'; readonly bytes: Bytes }
  | { readonly kind: 'absent' }
  /** `retryAfter`: milliseconds for which the server asks to be left alone, or 0. */
  | { readonly kind: 'failed'; readonly reason: 'network' | 'permission' | 'busy'; readonly retryAfter: number };

/** Asks for one file of the list at `address`. Never rejects. */
export type FetchFile = (address: string, path: string, maxBytes: number) => Promise<Fetched>;

/** Ends an attempt for a reason that lies with nobody's signature. Leaves this folder only as a SyncOutcome. */
export class SyncStop extends Error {
  override readonly name = 'SyncStop';
  readonly reason: SyncFailure;
  readonly retryAfter: number;

  constructor(
    reason: SyncFailure,
    detail: string,
    { retryAfter = 0, cause }: { retryAfter?: number; cause?: unknown } = {},
  ) {
    super(`${reason}: ${detail}`, { cause });
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

export interface RemoteFiles extends ListFiles {
  /** Signed files that the server gave so far, by path. */
  readonly fetched: ReadonlyMap<string, Bytes>;
}

/** A signed file is asked for once in an attempt, so that what was checked is what is kept. */
export function remoteFiles(fetchFile: FetchFile, address: string): RemoteFiles {
  const fetched = new Map<string, Bytes>();
  return {
    fetched,
    async read(path, maxBytes) {
      const known = fetched.get(path);
      if (known !== undefined) return known;
      const answer = await fetchFile(address, path, maxBytes);
      if (answer.kind === 'failed') throw new SyncStop(answer.reason, path, answer);
      // Without a first root there is no list there, whatever is pinned.
      if (answer.kind === 'absent' && path === rootPath(1)) throw new SyncStop('missing', path);
      if (answer.kind === 'absent') return null;
      if (path.endsWith('.json')) fetched.set(path, answer.bytes);
      return answer.bytes;
    },
  };
}
