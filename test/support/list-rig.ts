/** A publisher, a server that may lie, and a client that holds the publisher's first version. */
import { createHash } from 'node:crypto';
import { IDBFactory } from 'fake-indexeddb';
import { expect } from 'vitest';
import type { SyncOutcome } from '../../src/core/list/sync-outcome.ts';
import { newPublisher, type Publisher, sampleHash, sampleHashes } from '../core/list/sample-list.ts';
import { type HostileListServer, startHostileListServer } from './hostile-list-server.ts';
import { type ListClient, newListClient } from './list-client.ts';

export interface ListRig {
  readonly publisher: Publisher;
  readonly server: HostileListServer;
  readonly client: ListClient;
  /** Numbers the payloads of the publisher as those of the next version, yet unsigned. */
  nextVersion(): void;
  /** Signs and puts up the next version, with these entries, in segments beside `held`. */
  publish(numbers: readonly number[], held?: readonly (readonly number[])[], mode?: 'rewrite' | 'defer'): Promise<void>;
  /** Syncs, and expects this outcome, with not one byte of what is kept changed and the first version in use. */
  expectKept(outcome: SyncOutcome): Promise<void>;
  close(): Promise<void>;
}

export const hexOf = (...numbers: readonly number[]): readonly string[] =>
  numbers.map(n => Buffer.from(sampleHash(n)).toString('hex'));

/** Digests of all that a client keeps: trusted versions are in there, as signed files. */
async function kept(client: ListClient): Promise<Readonly<Record<string, string>>> {
  const paths = await client.paths();
  const files = await client.withStore(store => Promise.all(paths.map(path => store.read(path, 1e9))));
  return Object.fromEntries(
    paths.map((path, at) => [
      path,
      createHash('sha256')
        .update(files[at] ?? '')
        .digest('hex'),
    ]),
  );
}

export async function newListRig(): Promise<ListRig> {
  globalThis.indexedDB = new IDBFactory();
  const publisher = await newPublisher();
  const server = await startHostileListServer(publisher.files);
  const client = newListClient(server.address, publisher.trust);
  expect((await client.sync()).outcome).toBe('updated');
  server.clearLog();

  const nextVersion = (): void => {
    const { catalog, timestamp } = publisher.payloads;
    const { version, sha256 } = timestamp['catalog'] as { version: number; sha256: string };
    Object.assign(catalog, { version: version + 1, prev: sha256 });
    Object.assign(timestamp, { version: (timestamp['version'] as number) + 1 });
  };

  return {
    publisher,
    server,
    client,
    nextVersion,
    async publish(numbers, held = [], mode = 'rewrite') {
      nextVersion();
      await publisher.putEntries(sampleHashes(numbers), held.map(sampleHashes), mode);
    },
    async expectKept(outcome) {
      const before = await kept(client);
      const hashes = await client.hashes();
      expect(await client.sync()).toMatchObject({ outcome, changed: false });
      expect(await kept(client)).toEqual(before);
      expect(await client.hashes()).toEqual(hashes);
      expect(hashes).toEqual(hexOf(1, 2, 3));
    },
    close: () => server.close(),
  };
}
