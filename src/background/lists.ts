/** The lists of this life of the background: loaded and verified once, when first asked for, with an index each. */
import { HASH_BYTES } from '../core/hash/types.ts';
import { createHashIndex } from '../core/search/hash-index.ts';
import type { SearchableList } from '../core/verdict.ts';
import { browser } from '../platform/browser.ts';
import type { ListSummary } from '../platform/messages.ts';
import { loadLists } from './list-store.ts';

export interface Lists {
  load(): Promise<readonly { readonly summary: ListSummary; readonly searchable: SearchableList }[]>;
  /** Another text whenever any list changed. */
  revision(): Promise<string>;
}

async function readPackaged(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const response = await fetch(browser.runtime.getURL(path));
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null; // how both browsers say that the package has no such file
  }
}

async function loadAll() {
  const { lists, revision } = await loadLists(readPackaged, Date.now());
  const ready = lists.map(({ summary, threshold, hashes }) => ({
    summary,
    searchable: {
      id: summary.id,
      threshold,
      index: createHashIndex(hashes),
      entryAt: (position: number) => hashes.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES),
    },
  }));
  return { lists: ready, revision };
}

export function createLists(): Lists {
  let loading: ReturnType<typeof loadAll> | null = null;
  const once = () => (loading ??= loadAll());
  return {
    load: async () => (await once()).lists,
    revision: async () => (await once()).revision,
  };
}
