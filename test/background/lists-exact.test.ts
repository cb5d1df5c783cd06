// @vitest-environment node
/** Exact files of a subscribed list, from the server to what the background matches with. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { withDatabase } from '../../src/background/list-database.ts';
import { createListService } from '../../src/background/lists-service.ts';
import type { ListId } from '../../src/core/verdict.ts';
import type { ListSummary } from '../../src/platform/messages.ts';
import type { Caller } from '../../src/platform/rpc.ts';
import { sampleHashes } from '../core/list/sample-list.ts';
import { withStatus } from '../support/hostile-list-server.ts';
import type { ListRig } from '../support/list-rig.ts';
import { setUpListService } from '../support/list-service-rig.ts';
import { policyNow } from '../support/policy.ts';

const US: Caller = { tabId: null, url: 'moz-extension://consentry/options/options.html' };
const FILES = sampleHashes([6, 7, 8, 9]);

let rig: ListRig;
let service: ReturnType<typeof createListService>;
let id: ListId;
let close: () => Promise<void>;

const shown = async (): Promise<ListSummary | undefined> =>
  (await service.lists.load()).map(({ summary }) => summary).find(summary => summary.id === id);

beforeEach(async () => {
  let link: string;
  ({ rig, service, id, link, close } = await setUpListService());
  await service.listApi.addList(US, link);
});
afterEach(() => close());

describe('exact files of a list', () => {
  test('come by a delta, are matched at once, and verified by no later background', async () => {
    const segments = () => rig.server.paths().filter(path => path.includes('v1/seg/')).length;
    const digestsNow = async () => (await service.lists.load())[1]?.searchable?.digests;
    rig.server.clearLog();
    rig.nextVersion();
    await rig.publisher.putDigests(FILES);
    expect(await service.listApi.updateList(US, id)).toBe('updated');
    expect(segments()).toBe(1); // the pictures stayed where they were
    expect(await shown()).toMatchObject({ entries: 7 });
    expect(await digestsNow()).toEqual(FILES);
    service = createListService(async () => true, policyNow);
    expect(await digestsNow()).toEqual(FILES);
    const digest = vi.spyOn(crypto.subtle, 'digest');
    service = createListService(async () => true, policyNow);
    expect(await digestsNow()).toEqual(FILES);
    expect(digest.mock.calls.filter(([, data]) => data.byteLength === 32 + FILES.length)).toEqual([]);
    digest.mockRestore();
    rig.nextVersion();
    await rig.publisher.putDigests(sampleHashes([7]), {}, [FILES], 'defer');
    await service.listApi.updateList(US, id);
    expect(await digestsNow()).toEqual(sampleHashes([7]));
  });

  test('that an older version of the extension did not fetch are fetched now, and the rest is matched meanwhile', async () => {
    rig.nextVersion();
    await rig.publisher.putDigests(FILES);
    await service.listApi.updateList(US, id);
    const catalog = rig.publisher.payloads.catalog as { parts: { kind: string; segments: { sha256: string }[] }[] };
    const [segment] = catalog.parts.find(({ kind }) => kind === 'digest')?.segments ?? [];
    const path = `v1/seg/${segment?.sha256}.seg`;
    await withDatabase(async database => {
      const copy = await database?.get('copies', id);
      if (copy === undefined) throw new Error('no copy');
      await database?.put('copies', { ...copy, active: copy.active.filter(name => name !== path) });
      await database?.delete('files', [id, path]);
      await database?.delete('files', [id, 'kept/digests']);
    });
    rig.server.answer(/./, withStatus(500));
    service = createListService(async () => true, policyNow);
    expect(await shown()).toMatchObject({ entries: 3 });
    expect((await service.lists.load())[1]?.searchable?.index.size).toBe(3);
    await vi.waitFor(async () => expect(await shown()).toMatchObject({ entries: 3, state: { kind: 'failed' } }));
    rig.server.answer(/./, null);
    service = createListService(async () => true, policyNow);
    await service.lists.load();
    await vi.waitFor(async () => expect(await shown()).toMatchObject({ entries: 7 }));
  });
});
