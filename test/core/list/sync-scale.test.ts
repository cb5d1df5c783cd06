/** A list of a million entries: what it costs to fetch it, to keep it up to date, and to ask whether there is news. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type HostileListServer, startHostileListServer } from '../../support/hostile-list-server.ts';
import { type ListClient, newListClient } from '../../support/list-client.ts';
import { manyHashes } from '../../support/many-hashes.ts';
import { newPublisher, type Publisher } from './sample-list.ts';

const MILLION = 1_000_000;

describe('a million entries', () => {
  let publisher: Publisher;
  let server: HostileListServer;
  let client: ListClient;

  beforeEach(async () => {
    globalThis.indexedDB = new IDBFactory();
    publisher = await newPublisher();
    server = await startHostileListServer(publisher.files);
    client = newListClient(server.address, publisher.trust);
  });
  afterEach(() => server.close());

  test('are fetched, checked and in use in under ten seconds; 10,000 more cost under 400 kB; no news under 2 kB', {
    retry: 2,
  }, async () => {
    const all = manyHashes(MILLION);
    const most = manyHashes(MILLION - 10_000, 100);
    await publisher.putEntries(most);
    const began = performance.now();
    expect((await client.sync()).outcome).toBe('updated');
    const took = performance.now() - began;

    const catalog = publisher.payloads.timestamp['catalog'] as { sha256: string };
    Object.assign(publisher.payloads.catalog, { version: 2, prev: catalog.sha256 });
    Object.assign(publisher.payloads.timestamp, { version: 2 });
    const segments = Array.from({ length: Math.ceil(most.length / 1_048_576) }, (_, at) =>
      most.subarray(at * 1_048_576, (at + 1) * 1_048_576),
    );
    await publisher.putEntries(all, segments);
    server.clearLog();
    expect((await client.sync()).outcome).toBe('updated');
    const delta = server.wireBytes();

    server.clearLog();
    expect((await client.sync()).outcome).toBe('unchanged');
    const idle = server.wireBytes();

    expect(took).toBeLessThan(10_000);
    expect(delta).toBeLessThan(400_000);
    expect(idle).toBeLessThan(2_000);
  });
});
