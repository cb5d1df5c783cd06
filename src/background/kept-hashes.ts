/**
 * The hashes and the digests of a list as they were when they had been verified, kept beside its files so that the next start can
 * search them at once. Nothing depends on them: they go whenever the list changes or goes, or a check fails, and all
 * that this costs is one more verification.
 */
import type { Bytes } from '../core/list/bytes.ts';
import { PLAUSIBLE_BITS } from '../core/list/plausible.ts';
import { sealOf, unseal } from '../core/search/sealed.ts';
import type { Database } from './list-database-schema.ts';

/**
 * No file of a list has such a path, so no sync takes it for one, and each sync clears it away. That of the hashes names
 * the rule that left entries out, so that another rule finds nothing kept.
 */
const KEPT = {
  pdq: `kept/hashes-${PLAUSIBLE_BITS.min}-${PLAUSIBLE_BITS.max}`,
  digest: 'kept/digests',
} as const;

/** In the state that their publisher signed as `source` (SHA-256, 64 hex digits). */
export type KeptHashes = (source: string, verify: () => Promise<Bytes>) => Promise<Bytes>;

async function read(database: Database, list: string, path: string): Promise<Bytes | null> {
  const blob = await database.get('files', [list, path]);
  return blob === undefined ? null : new Uint8Array(await blob.arrayBuffer());
}

function open(file: Bytes | null, list: string, source: string): Bytes | null {
  if (file === null) return null;
  const opened = unseal(file, source);
  if (opened.ok) return opened.bytes;
  console.warn(`Consentry verifies the list ${list} anew: wrong ${opened.reason} of what was kept`);
  return null;
}

/**
 * The hashes (or with `digest` the digests) of `list`: those kept, if they are whole and of the state that is asked for, else those that `verify`
 * brings, which are then kept in their place. Reading begins at once, while the caller finds out what to ask for.
 */
export function keptHashes(database: Database, list: string, kind: keyof typeof KEPT = 'pdq'): KeptHashes {
  const path = KEPT[kind];
  const reading = read(database, list, path).catch(() => null);
  return async (source, verify) => {
    const kept = open(await reading, list, source);
    if (kept !== null) return kept;
    const hashes = await verify();
    // Nobody waits for it. A store that takes no copy costs the next start a verification, and this one nothing.
    void database.put('files', new Blob([sealOf(hashes, source), hashes]), [list, path]).catch(() => undefined);
    return hashes;
  };
}
