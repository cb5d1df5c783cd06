// @vitest-environment node
/**
 * Everything that our pages may do with lists, from their calls to the bytes that are stored: the real background, a real
 * server, and an IndexedDB in memory.
 */
import 'fake-indexeddb/auto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import browser from 'webextension-polyfill';
import { withDatabase } from '../../src/background/list-database.ts';
import { createListService } from '../../src/background/lists-service.ts';
import { encodeText } from '../../src/core/list/bytes.ts';
import { sign } from '../../src/core/list/envelope.ts';
import type { EntryId, ListId } from '../../src/core/verdict.ts';
import type { ListSummary } from '../../src/platform/messages.ts';
import type { Caller } from '../../src/platform/rpc.ts';
import { newSigner, rootPayload } from '../core/list/sample-list.ts';
import { fake } from '../support/fake-browser.ts';
import { withStatus } from '../support/hostile-list-server.ts';
import type { ListRig } from '../support/list-rig.ts';
import { ADDRESS, setUpListService } from '../support/list-service-rig.ts';
import { policyNow } from '../support/policy.ts';

const US: Caller = { tabId: null, url: 'moz-extension://consentry/options/options.html' };

let rig: ListRig;
let service: ReturnType<typeof createListService>;
let id: ListId;
let link: string;
let close: () => Promise<void>;

beforeEach(async () => {
  ({ rig, service, id, link, close } = await setUpListService());
});
afterEach(() => close());

const api = () => service.listApi;
const shown = async (): Promise<ListSummary | undefined> =>
  (await service.lists.load()).map(({ summary }) => summary).find(summary => summary.id === id);

describe('a link', () => {
  test('shows who publishes the list, what is in it and by which key, before anything is kept', async () => {
    expect(await api().previewList(US, ADDRESS)).toEqual({
      preview: {
        id,
        link,
        keyDigest: rig.publisher.trust.rootDigest,
        pinned: false,
        name: 'Sample list',
        publisher: 'A publisher',
        purpose: 'community',
        covers: 'Numbers that nobody drew.',
        contact: 'mailto:someone@example.org',
        entries: 3,
        bytes: 32 + 3 * 32,
        signedAt: '2026-11-18T11:00:00Z',
        expiresAt: '2027-02-16T11:00:00Z',
        mirrors: [],
        added: false,
      },
    });
    expect(rig.server.paths().filter(path => path.includes('/seg/'))).toEqual([]);
    expect(await api().previewList(US, link)).toMatchObject({ preview: { pinned: true } });
    expect(await shown()).toBeUndefined();
  });

  test('that is none, leads nowhere, or has another key says so', async () => {
    expect(await api().previewList(US, 'http://lists.example/')).toEqual({ refused: 'link' });
    expect(await api().previewList(US, `${ADDRESS}#${'0'.repeat(64)}`)).toEqual({ refused: 'digest' });
    rig.server.answer(/./, withStatus(404));
    expect(await api().previewList(US, link)).toEqual({ failed: 'missing' });
    expect(await api().previewList(US, ADDRESS)).toEqual({ failed: 'missing' });
    expect(await api().addList(US, ADDRESS)).toEqual({ refused: 'format' });
  });

  test('adds the list, with progress; and the server is not asked without the permission', async () => {
    const progress: unknown[] = [];
    browser.storage.onChanged.addListener(changes => progress.push(changes['listProgress']?.newValue));
    fake.granted.delete('https://lists.example/*');
    rig.server.clearLog();
    expect(await api().addList(US, link)).toEqual({ failed: 'permission' });
    expect(rig.server.requests).toEqual([]);
    expect(await shown()).toMatchObject({ name: 'lists.example', state: { kind: 'absent' }, entries: 0 });

    fake.granted.add('https://lists.example/*');
    expect(await api().updateList(US, id)).toBe('updated');
    expect(await shown()).toMatchObject({
      name: 'Sample list',
      by: 'person',
      address: ADDRESS,
      keyDigest: rig.publisher.trust.rootDigest,
      state: { kind: 'fresh' },
      lastUpdate: { outcome: 'updated' },
      entries: 3,
      covers: 'Numbers that nobody drew.',
    });
    expect(progress).toContainEqual({ id, done: 128, total: 128 });
    expect(fake.session.has('listProgress')).toBe(false);
    expect(fake.alarms.get('update-lists')).toBeGreaterThan(Date.now() + 4 * 3_600_000);
  });
});

describe('a list in a file', () => {
  function archive(): Blob {
    const folder = mkdtempSync(join(tmpdir(), 'consentry-file-'));
    for (const [path, bytes] of rig.publisher.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    execFileSync('tar', ['-cf', 'list.tar', 'v1'], { cwd: folder });
    const file = new Blob([new Uint8Array(readFileSync(join(folder, 'list.tar')))]);
    rmSync(folder, { recursive: true });
    return file;
  }

  test('is looked at, added, and updated from a newer file, without a network', async () => {
    rig.server.clearLog();
    const { rootDigest } = rig.publisher.trust;
    expect(await api().previewListFile(US, archive())).toMatchObject({
      preview: { id, link: null, keyDigest: rootDigest, name: 'Sample list' },
    });
    expect(await api().importList(US, archive(), rootDigest)).toBe('updated');
    expect(await shown()).toMatchObject({ address: null, state: { kind: 'fresh' }, entries: 3 });
    await rig.publish([1, 2, 3, 4]);
    expect(await api().importList(US, archive(), rootDigest)).toBe('updated');
    expect(await shown()).toMatchObject({ entries: 4 });
    expect(await api().updateList(US, id)).toEqual({ failed: 'missing' });
    expect(rig.server.requests).toEqual([]);
    expect(fake.alarms.size).toBe(0);
  });

  test('that is older than what is held, or no archive, changes nothing', async () => {
    const old = archive();
    const { rootDigest } = rig.publisher.trust;
    await rig.publish([4]);
    await api().importList(US, archive(), rootDigest);
    expect(await api().importList(US, old, rootDigest)).toEqual({ refused: 'rollback' });
    expect(await api().importList(US, new Blob(['hello']), rootDigest)).toEqual({ refused: 'format' });
    expect(await api().previewListFile(US, new Blob(['hello']))).toEqual({ refused: 'format' });
    expect(await shown()).toMatchObject({ entries: 1 });
  });
});

describe('a subscribed list', () => {
  beforeEach(async () => {
    expect(await api().addList(US, link)).toBe('updated');
    rig.server.clearLog();
  });

  test('that is paused is neither matched nor fetched, and still says what it is', async () => {
    expect(await api().pauseList(US, id, true)).toBe(true);
    const [, list] = await service.lists.load();
    expect(list).toMatchObject({
      searchable: null,
      summary: { name: 'Sample list', state: { kind: 'paused', by: 'person' } },
    });
    expect(fake.alarms.size).toBe(0);
    expect(await api().pauseList(US, id, false)).toBe(true);
    expect(await shown()).toMatchObject({ state: { kind: 'fresh' }, entries: 3 });
  });

  test('has its entries verified by the first background that loads it, and by no later one', async () => {
    const digest = vi.spyOn(crypto.subtle, 'digest');
    /** How often a new background takes the digest of the file of the three entries. */
    async function verifications(): Promise<number> {
      digest.mockClear();
      service = createListService(async () => true, policyNow);
      expect(await shown()).toMatchObject({ entries: 3 });
      return digest.mock.calls.filter(([, data]) => data.byteLength === 32 + 3 * 32).length;
    }
    expect(await verifications()).toBe(1);
    expect(await verifications()).toBe(0);
    await rig.publish([1, 2, 4]);
    await api().updateList(US, id);
    expect(await verifications()).toBe(1);
    expect(await verifications()).toBe(0);
    expect((await service.lists.load())[1]?.searchable?.index.size).toBe(3);
    digest.mockRestore();
  });

  test('that is removed leaves nothing behind', async () => {
    expect(await api().removeList(US, id)).toBe(true);
    expect(await shown()).toBeUndefined();
    const left = await withDatabase(async database => database?.getAllKeys('files'));
    expect(left?.filter(([list]) => list === id)).toEqual([]);
    expect(await api().removeList(US, 'practice' as ListId)).toBe(false);
  });

  test('rows 8 and 9: says that it is stale, or that the clock is wrong, and is matched all the same', async () => {
    vi.setSystemTime(Date.parse('2026-11-30T00:00:00Z'));
    expect(await api().updateList(US, id)).toEqual({ refused: 'expired' });
    expect(await shown()).toMatchObject({ state: { kind: 'stale', since: '2026-11-25T11:00:00Z' }, entries: 3 });
    vi.setSystemTime(Date.parse('2016-11-20T00:00:00Z'));
    expect(await shown()).toMatchObject({ state: { kind: 'clock' }, entries: 3 });
    vi.setSystemTime(Date.parse('2026-11-20T12:00:00Z'));
    expect((await service.lists.load()).map(list => list.searchable?.index.size)).toEqual([expect.any(Number), 3]);
  });

  test('says that its last update failed, and why', async () => {
    rig.server.answer(/./, withStatus(500));
    expect(await api().updateList(US, id)).toEqual({ failed: 'network' });
    expect(await shown()).toMatchObject({ state: { kind: 'failed' }, lastUpdate: { outcome: { failed: 'network' } } });
    expect(fake.alarms.get('update-lists')).toBeLessThan(Date.now() + 20 * 60_000);
  });

  test('row 25: is left alone by the person, too, while the server asks for it', async () => {
    rig.server.answer(/./, withStatus(429, { 'Retry-After': '3600' }));
    expect(await api().updateList(US, id)).toEqual({ failed: 'busy' });
    rig.server.answer(/./, null);
    rig.server.clearLog();
    expect(await api().updateList(US, id)).toEqual({ failed: 'busy' });
    expect(rig.server.requests).toEqual([]);
    vi.setSystemTime(Date.now() + 3_601_000);
    expect(await api().updateList(US, id)).toBe('unchanged');
  });

  test('row 28: that flags everything is put to rest, and the person can wake it', async () => {
    for (let n = 0; n < 200; n++) {
      const verdict = {
        status: 'flagged',
        match: { list: id, entry: '0'.repeat(16) as EntryId, distance: 9, via: {} as never },
      };
      await service.breaker.count(new Uint8Array([n]), verdict as never, await service.lists.load());
    }
    expect(await shown()).toMatchObject({ state: { kind: 'paused', by: 'breaker' } });
    expect((await service.lists.load()).filter(list => list.searchable !== null)).toHaveLength(1);
    expect(await api().pauseList(US, id, false)).toBe(true);
    expect(await shown()).toMatchObject({ state: { kind: 'fresh' } });
    expect(JSON.stringify(fake.session.get('breaker'))).not.toContain(id);
  });

  test('row 31: an alarm that rings during an update does nothing', async () => {
    let release = (): void => undefined;
    rig.server.answer('v1/timestamp.json', (response, file) => {
      release = () => response.writeHead(200).end(file);
    });
    fake.stored.set(
      'subscriptions',
      (fake.stored.get('subscriptions') as object[]).map(each => ({ ...each, notBefore: 0 })),
    );
    const update = api().updateList(US, id);
    await vi.waitFor(() => expect(rig.server.paths()).toContain('v1/timestamp.json'));
    fake.ring('update-lists');
    await new Promise(resolve => setTimeout(resolve, 200));
    expect(rig.server.paths().filter(path => path === 'v1/timestamp.json')).toHaveLength(1);
    release();
    expect(await update).toBe('unchanged');
  });

  test('row 61: whose keys were revoked is out of use at once', async () => {
    const before = await service.lists.revision();
    const next = { ...rig.publisher.signers, catalog: [await newSigner(), await newSigner()] };
    const payload = encodeText(JSON.stringify(await rootPayload(2, next, { root: 2, catalog: 2, timestamp: 1 })));
    rig.publisher.files.set('v1/root/2.json', await sign(payload, 'root', rig.publisher.signers.root));
    expect(await api().updateList(US, id)).toEqual({ refused: 'revoked' });
    expect(await shown()).toMatchObject({ state: { kind: 'absent' }, lastUpdate: { outcome: { refused: 'revoked' } } });
    expect(await service.lists.revision()).not.toBe(before);
  });
});
