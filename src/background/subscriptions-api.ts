/** What our own pages may do with lists: the half of PageApi that adds, changes and removes them. */
import type { Catalog } from '../core/list/catalog.ts';
import { knownParts } from '../core/list/catalog.ts';
import { ListError } from '../core/list/list-error.ts';
import { countEntries, recordsFilesOf } from '../core/list/parts.ts';
import type { FetchFile } from '../core/list/sync-files.ts';
import { formatListLink, type ListLink, listIdOf, parseListLink } from '../core/list/sync-link.ts';
import { previewList } from '../core/list/sync-preview.ts';
import type { ListId } from '../core/verdict.ts';
import type { ListPreview, PageApi, PreviewOutcome } from '../platform/messages.ts';
import type { Caller } from '../platform/rpc.ts';
import { addressesOf, giveBack } from './list-permissions.ts';
import type { Subscriptions } from './subscriptions.ts';
import { fetchFromFile, type Updates } from './subscriptions-update.ts';

type ListMethods = Omit<PageApi, 'overview' | 'changeSettings' | 'forgetNotShared' | 'leaveSite'>;
type Handlers = {
  [K in keyof ListMethods]: (caller: Caller, ...args: Parameters<ListMethods[K]>) => ReturnType<ListMethods[K]>;
};

export interface ListApiPorts {
  readonly subscriptions: Subscriptions;
  readonly updates: Updates;
  readonly fetch: FetchFile;
  /** False while the protection is locked. */
  mayWeaken(): Promise<boolean>;
  /** Subscriptions changed, that of `woken` by being resumed: what is in use, and when to fetch next, follow. */
  onChange(woken?: ListId): Promise<void>;
}

const REFUSED = { refused: 'format' } as const;

const described = ({ name, publisher, purpose, covers, contact, signedAt, expiresAt, mirrors }: Catalog) => ({
  name,
  publisher,
  purpose,
  covers,
  contact,
  signedAt,
  expiresAt,
  mirrors,
});

export function createListApi({ subscriptions, updates, fetch, mayWeaken, onChange }: ListApiPorts): Handlers {
  async function preview(link: ListLink, fetchFile: FetchFile, isFile: boolean): Promise<PreviewOutcome> {
    const found = await previewList(link, fetchFile, Date.now());
    if ('outcome' in found) return found.outcome;
    const { chain, rootDigest } = found;
    const parts = knownParts(chain.catalog);
    const shown: ListPreview = {
      ...described(chain.catalog),
      id: listIdOf(rootDigest),
      link: isFile ? null : formatListLink(link.address, rootDigest),
      keyDigest: rootDigest,
      pinned: link.rootDigest !== null,
      entries: countEntries(parts),
      bytes: recordsFilesOf(parts).reduce((sum, { bytes }) => sum + bytes, 0),
      added: (await subscriptions.find(listIdOf(rootDigest))) !== null,
    };
    return { preview: shown };
  }

  /** Null for a file that is no archive. */
  async function openFile(file: Blob): Promise<FetchFile | null> {
    try {
      return await fetchFromFile(file);
    } catch (error) {
      if (error instanceof ListError) return null;
      throw error;
    }
  }

  return {
    async previewList(_, text) {
      const link = parseListLink(text);
      return link === null ? { refused: 'link' } : preview(link, fetch, false);
    },

    async previewListFile(_, file) {
      const fetchFile = await openFile(file);
      return fetchFile === null ? REFUSED : preview({ address: '', rootDigest: null }, fetchFile, true);
    },

    async addList(_, text) {
      const { address, rootDigest } = parseListLink(text) ?? { address: '', rootDigest: null };
      if (rootDigest === null) return REFUSED;
      const id = await subscriptions.add({ rootDigest, address });
      await onChange();
      const outcome = await updates.run(id);
      await onChange();
      return outcome;
    },

    async importList(_, file, keyDigest) {
      const fetchFile = await openFile(file);
      if (fetchFile === null || !/^[0-9a-f]{64}$/.test(keyDigest)) return REFUSED;
      const known = await subscriptions.find(listIdOf(keyDigest));
      const id = known?.id ?? (await subscriptions.add({ rootDigest: keyDigest, address: null }));
      const outcome = await updates.run(id, fetchFile);
      await onChange();
      return outcome;
    },

    async pauseList(_, id, paused) {
      const subscription = await subscriptions.find(id);
      if (subscription === null) return false;
      if (paused && (subscription.by === 'policy' || !(await mayWeaken()))) return false;
      await subscriptions.change(id, { paused: paused ? 'person' : null });
      await (paused ? onChange() : onChange(id));
      return true;
    },

    async removeList(_, id) {
      const subscription = await subscriptions.find(id);
      if (subscription === null || subscription.by === 'policy' || !(await mayWeaken())) return false;
      const addresses = await addressesOf(subscription);
      await subscriptions.remove(id);
      await onChange();
      await updates.tidy();
      await giveBack(addresses, await subscriptions.all());
      return true;
    },

    async updateList(_, id) {
      const outcome = await updates.run(id);
      await onChange();
      return outcome;
    },
  };
}
