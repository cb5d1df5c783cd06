/** An honest publisher and an honest server: what is fetched, what is kept, and what it costs. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type HostileListServer,
  hangUp,
  startHostileListServer,
  withStatus,
} from '../../support/hostile-list-server.ts';
import { fetchForTests, type ListClient, newListClient } from '../../support/list-client.ts';
import { hexOf, type ListRig, newListRig } from '../../support/list-rig.ts';
import { type Publisher, sampleHash } from './sample-list.ts';

let rig: ListRig;
let publisher: Publisher;
let server: HostileListServer;
let client: ListClient;

beforeEach(async () => {
  rig = await newListRig();
  ({ publisher, server, client } = rig);
});
afterEach(() => rig.close());

const segmentsOf = (paths: readonly string[]) => paths.filter(path => path.startsWith('v1/seg/'));

describe('a list is fetched', () => {
  test('whole the first time: roots, timestamp, catalog, records, in this order', async () => {
    globalThis.indexedDB = new IDBFactory();
    const newcomer = newListClient(server.address, publisher.trust);
    expect(await newcomer.sync()).toMatchObject({ outcome: 'updated', changed: true, wait: 21_600_000 });
    expect(await newcomer.hashes()).toEqual(hexOf(1, 2, 3));
    expect(server.paths()).toEqual([
      'v1/root/1.json',
      'v1/root/2.json',
      'v1/timestamp.json',
      'v1/catalog/1.json',
      expect.stringMatching(/^v1\/seg\/[0-9a-f]{64}\.seg$/),
    ]);
  });

  test('and asked for two small files when nothing is new', async () => {
    expect(await client.sync()).toMatchObject({ outcome: 'unchanged', changed: false });
    expect(server.paths()).toEqual(['v1/root/2.json', 'v1/timestamp.json']);
  });

  test('only by the segments that are new', async () => {
    await rig.publish([1, 2, 3, 7, 9], [[1, 2, 3]]);
    server.clearLog();
    expect(await client.sync()).toMatchObject({ outcome: 'updated' });
    expect(await client.hashes()).toEqual(hexOf(1, 2, 3, 7, 9));
    expect(segmentsOf(server.paths())).toHaveLength(1);
    expect(server.paths()).toContain('v1/catalog/2.json');
  });

  test('and vouched for anew without its catalog being fetched again', async () => {
    await publisher.putTimestamp(timestamp =>
      Object.assign(timestamp, { version: 2, expiresAt: '2026-12-02T11:00:00Z' }),
    );
    server.clearLog();
    expect(await client.sync()).toMatchObject({ outcome: 'unchanged', changed: true });
    expect(server.paths()).toEqual(['v1/root/2.json', 'v1/timestamp.json']);
    client.now = Date.parse('2026-11-30T00:00:00Z');
    expect(await client.sync()).toMatchObject({ outcome: 'unchanged' });
  });

  test('and what no version needs any more is not kept', async () => {
    const [old] = segmentsOf(await client.paths());
    await rig.publish([4, 5]);
    await client.sync();
    expect(await client.paths()).not.toContain(old);
    expect(await client.paths()).not.toContain('v1/catalog/1.json');
    expect(await client.paths()).toHaveLength(4);
  });

  test('with progress that ends at the whole', async () => {
    await rig.publish([4]);
    const seen: number[] = [];
    await client.sync({ onProgress: (done, total) => seen.push(done / total) });
    expect(seen).toEqual([0, 1]);
  });
});

describe('row 60: an entry that is taken back', () => {
  test('stops matching after the next sync, and its bytes are gone after compaction', async () => {
    const kept = async (): Promise<boolean> => {
      const segments = segmentsOf(await client.paths());
      const files = await client.withStore(store => Promise.all(segments.map(path => store.read(path, 1e6))));
      return files.some(file => Buffer.from(file ?? []).includes(Buffer.from(sampleHash(2))));
    };
    await rig.publish([1, 3], [[1, 2, 3]], 'defer');
    expect(await client.sync()).toMatchObject({ outcome: 'updated' });
    expect(await client.hashes()).toEqual(hexOf(1, 3));
    expect(await kept()).toBe(true);

    await rig.publish([1, 3]);
    await client.sync();
    expect(await client.hashes()).toEqual(hexOf(1, 3));
    expect(await kept()).toBe(false);
  });
});

describe('mirrors', () => {
  let mirror: HostileListServer;
  beforeEach(async () => {
    mirror = await startHostileListServer(publisher.files);
  });
  afterEach(() => mirror.close());

  /** The catalog wants https; here it stands in as what the client has been told. */
  const redirected = (from: string): Parameters<ListClient['sync']>[0] => ({
    fetch: (address, path, max) => fetchForTests(address === from ? mirror.address : address, path, max),
  });

  async function nameMirror(): Promise<string> {
    const address = 'https://mirror.example.org/';
    Object.assign(publisher.payloads.catalog, { mirrors: [address] });
    await rig.publish([1, 2, 3]);
    await client.sync();
    return address;
  }

  test('one that is down leaves the work to another', async () => {
    const address = await nameMirror();
    server.answer(/./, hangUp);
    await rig.publish([8]);
    // `random` decides who is asked first; both orders end well.
    for (const random of [() => 0, () => 0.99]) {
      expect((await client.sync({ ...redirected(address), random })).outcome).not.toHaveProperty('failed');
    }
    expect(await client.hashes()).toEqual(hexOf(8));
  });

  test('each is first for some', async () => {
    const address = await nameMirror();
    mirror.clearLog();
    server.clearLog();
    await client.sync({ ...redirected(address), random: () => 0 });
    expect([server.requests.length, mirror.requests.length]).toEqual([0, 2]);
    await client.sync({ ...redirected(address), random: () => 0.99 });
    expect([server.requests.length, mirror.requests.length]).toEqual([2, 2]);
  });

  test('when all are down the outcome says so, and the list stays', async () => {
    await nameMirror();
    server.answer(/./, withStatus(500));
    expect(await client.sync({ ...redirected('https://nowhere.example.org/') })).toMatchObject({
      outcome: { failed: 'network' },
      changed: false,
    });
    expect(await client.hashes()).toEqual(hexOf(1, 2, 3));
  });
});
