/**
 * The background's lists as they are in a browser that was just started: the real service, a real server that may lie, and
 * an IndexedDB in memory. Nothing is subscribed to yet.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import { createListService } from '../../src/background/lists-service.ts';
import { listIdOf } from '../../src/core/list/sync-link.ts';
import type { ListId } from '../../src/core/verdict.ts';
import { fake } from './fake-browser.ts';
import { type ListRig, newListRig } from './list-rig.ts';
import { policyNow } from './policy.ts';
import { installWebLocks } from './web-locks.ts';

/** What the server of the test is called. The permission for it is given. */
export const ADDRESS = 'https://lists.example/ours/';

const packageFolder = fileURLToPath(new URL('../../public', import.meta.url));

export interface ListServiceRig {
  /** Its publisher has put up a version with the entries 1, 2 and 3. */
  readonly rig: ListRig;
  readonly service: ReturnType<typeof createListService>;
  readonly id: ListId;
  readonly link: string;
  close(): Promise<void>;
}

export async function setUpListService(): Promise<ListServiceRig> {
  installWebLocks();
  fake.reset();
  vi.spyOn(console, 'warn').mockReturnValue(); // of the WASM kernels, which need a browser
  vi.setSystemTime(Date.parse('2026-11-20T12:00:00Z'));
  const rig = await newListRig();
  rig.nextVersion();
  await rig.publish([1, 2, 3]);
  globalThis.indexedDB = new IDBFactory();
  const realFetch = globalThis.fetch;
  /** The list's https address leads to the server of the test, and the package to its folder. */
  async function leadingFetch(input: URL | string, init?: RequestInit): Promise<Response> {
    const url = String(input);
    if (url.startsWith('moz-extension:')) {
      const file = await readFile(join(packageFolder, new URL(url).pathname)).catch(() => null);
      return file === null ? new Response(null, { status: 404 }) : new Response(new Uint8Array(file));
    }
    return realFetch(url.replace(ADDRESS, rig.server.address), init);
  }
  globalThis.fetch = leadingFetch as typeof fetch;
  fake.granted.add('https://lists.example/*');
  const { rootDigest } = rig.publisher.trust;
  return {
    rig,
    service: createListService(async () => true, policyNow),
    id: listIdOf(rootDigest),
    link: `${ADDRESS}#${rootDigest}`,
    async close() {
      globalThis.fetch = realFetch;
      vi.useRealTimers();
      await rig.close();
    },
  };
}
