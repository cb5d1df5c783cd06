/** What a sync asks of the place where a list is kept. */
import type { Bytes } from './bytes.ts';
import type { ListFiles } from './chain.ts';
import { SyncStop } from './sync-files.ts';

/** Files of one list by their path: those in use, and files of records that are staged for the next version. */
export interface SyncStore extends ListFiles {
  paths(): Promise<ReadonlySet<string>>;
  stage(path: string, bytes: Bytes): Promise<void>;
  /** Forgets staged files, except those in `paths`. */
  retain(paths: ReadonlySet<string>): Promise<void>;
  /** All or nothing, even if the computer loses power: writes `signed`, and from then on exactly `active` is in use. */
  flip(signed: ReadonlyMap<string, Bytes>, active: ReadonlySet<string>): Promise<void>;
}

/** Whatever a store throws (no space, no access, evicted under our feet) says nothing about the list. */
export function stoppingStore(store: SyncStore): SyncStore {
  const guarded =
    <A extends readonly unknown[], R>(method: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      try {
        return await method(...args);
      } catch (cause) {
        throw new SyncStop('storage', String(cause), { cause });
      }
    };
  return {
    read: guarded(store.read),
    paths: guarded(store.paths),
    stage: guarded(store.stage),
    retain: guarded(store.retain),
    flip: guarded(store.flip),
  };
}
