/** Names an entry without telling its hash. */
import { toHex } from './hash/hex.ts';
import type { Hash } from './hash/types.ts';
import type { EntryId } from './verdict.ts';

const ID_BYTES = 8;

export async function entryIdOf(hash: Hash): Promise<EntryId> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new Uint8Array(hash));
  return toHex(new Uint8Array(digest, 0, ID_BYTES)) as EntryId;
}
