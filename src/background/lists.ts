/** The lists of this life of the background: loaded and verified once, when first asked for, with an index each. */
import { HASH_BYTES } from '../core/hash/types.ts';
import type { SearchableList } from '../core/verdict.ts';
import { browser } from '../platform/browser.ts';
import type { ListSummary } from '../platform/messages.ts';
import { kernels } from './kernels.ts';
import { loadLists } from './list-store.ts';

export interface Lists {
  load(): Promise<Loaded['lists']>;
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

interface Loaded {
  readonly lists: readonly { readonly summary: ListSummary; readonly searchable: SearchableList }[];
  readonly revision: string;
}

async function loadAll(): Promise<Loaded> {
  const [{ lists, revision }, { indexOf }] = await Promise.all([loadLists(readPackaged, Date.now()), kernels()]);
  const ready = lists.map(({ summary, threshold, hashes }) => ({
    summary,
    searchable: {
      id: summary.id,
      threshold,
      index: indexOf(hashes),
      entryAt: (position: number) => hashes.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES),
    },
  }));
  return { lists: ready, revision };
}

/** Without a list every verdict is unknown, and the popup says so; the next question tries again. */
const NONE: Loaded = { lists: [], revision: 'none' };

export function createLists(): Lists {
  let loading: Promise<Loaded> | null = null;
  const load = (): Promise<Loaded> => {
    loading ??= loadAll().catch(error => {
      console.error('Consentry has no list:', error);
      loading = null;
      return NONE;
    });
    return loading;
  };
  return {
    load: async () => (await load()).lists,
    revision: async () => (await load()).revision,
  };
}
