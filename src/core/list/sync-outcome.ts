/** What can come of fetching a list. Expected outcomes, all of them: whatever happens, the last good copy stays in use. */
import type { ListErrorReason } from './list-error.ts';

/**
 * Why what was fetched is not believed. `missing` is none of these: a file that is not there says nothing. `revoked`:
 * the publisher took back the keys that signed the copy held here, and there is none yet under the new ones; this is
 * the one case in which that copy is given up.
 */
export type SyncRefusal = Exclude<ListErrorReason, 'missing'> | 'revoked';

/**
 * Why nothing could be told: no answer, or not one of a list's server; not permitted to ask it; a file was not there;
 * the server asks to be left alone; this browser's storage took nothing; a fault of ours.
 */
export type SyncFailure = 'network' | 'permission' | 'missing' | 'busy' | 'storage' | 'fault';

export type SyncOutcome =
  | 'updated'
  | 'unchanged'
  | { readonly refused: SyncRefusal }
  | { readonly failed: SyncFailure };
