// @vitest-environment node
/** The packaged practice list, an IndexedDB, and everything that can happen to the copy in it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type HeldList, loadPractice, type ReadPackaged } from '../../src/background/list-store.ts';

const packageFolder = fileURLToPath(new URL('../../public', import.meta.url));
const DATABASE = 'consentry-lists';
const NOW = Date.parse('2026-12-01T00:00:00Z');

/** The package as the browser serves it; counts what was asked for. */
function newPackage(): { readPackaged: ReadPackaged; reads: string[] } {
  const reads: string[] = [];
  const readPackaged: ReadPackaged = async path => {
    reads.push(path);
    return readFile(join(packageFolder, path)).then(
      bytes => new Uint8Array(bytes),
      () => null,
    );
  };
  return { readPackaged, reads };
}

const load = (): Promise<HeldList> => loadPractice(newPackage().readPackaged, NOW);

async function inStore<T>(work: (database: Awaited<ReturnType<typeof openDB>>) => Promise<T>): Promise<T> {
  const database = await openDB(DATABASE);
  return work(database).finally(() => database.close());
}

const storedPaths = () =>
  inStore(async database => ((await database.getAllKeys('files')) as [string, string][]).map(([, path]) => path));

async function rewriteStored(path: RegExp, change: (bytes: Uint8Array<ArrayBuffer>) => Blob | null): Promise<void> {
  await inStore(async database => {
    const key = ((await database.getAllKeys('files')) as [string, string][]).find(([, name]) => path.test(name));
    if (key === undefined) throw new Error(`nothing stored under ${path}`);
    const blob = (await database.get('files', key)) as Blob;
    const changed = change(new Uint8Array(await blob.arrayBuffer()));
    await (changed === null ? database.delete('files', key) : database.put('files', changed, key));
  });
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the practice list', () => {
  test('is copied from the package at the first start', async () => {
    const { list, source, fellBack } = await load();
    expect({ source, fellBack }).toEqual({ source: 'packaged', fellBack: false });
    expect(list).toMatchObject({ name: 'Practice list', purpose: 'practice', threshold: 31 });
    expect(list.entries).toBeGreaterThan(0);
    expect(list.hashes.length).toBe(list.entries * 32);
    expect(await storedPaths()).toContain('v1/timestamp.json');
  });

  test('is read from the store at the second start, and the package is not asked', async () => {
    const first = await load();
    const { readPackaged, reads } = newPackage();
    const second = await loadPractice(readPackaged, NOW);
    expect(reads).toEqual([]);
    expect(second).toMatchObject({ source: 'stored', fellBack: false });
    expect(second.list).toEqual(first.list);
  });

  test('is stored as Blobs', async () => {
    await load();
    const values = await inStore(database => database.getAll('files'));
    expect(values.every(value => value instanceof Blob)).toBe(true);
  });
});

describe('a damaged copy is replaced by the packaged list, which says so', () => {
  async function expectRepair(): Promise<void> {
    const fallen = await load();
    expect(fallen).toMatchObject({ source: 'packaged', fellBack: true });
    expect(fallen.list.hashes.length).toBeGreaterThan(0);
    expect(await load()).toMatchObject({ source: 'stored', fellBack: false });
  }

  test.each([/seg$/, /timestamp/, /catalog/, /root/])('one bit off in %s', async path => {
    await load();
    await rewriteStored(path, bytes => {
      bytes[50] = (bytes[50] as number) ^ 1;
      return new Blob([bytes]);
    });
    await expectRepair();
  });

  test.each([/seg$/, /timestamp/, /root/])('%s is gone', async path => {
    await load();
    await rewriteStored(path, () => null);
    await expectRepair();
  });

  test('a file that the browser lists but can no longer read', async () => {
    await load();
    const evicted = vi
      .spyOn(Blob.prototype, 'arrayBuffer')
      .mockRejectedValueOnce(new DOMException('', 'NotReadableError'));
    const fallen = await load();
    expect(evicted).toHaveBeenCalled();
    expect(fallen).toMatchObject({ source: 'packaged', fellBack: true });
  });

  test('a value that is no Blob', async () => {
    await load();
    await inStore(database => database.put('files', 'text', ['practice', 'v1/timestamp.json']));
    await expectRepair();
  });
});

describe('storage that cannot be used', () => {
  test('a database that cannot be opened leaves the packaged list in memory', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('A mutation operation was attempted on a database that did not allow mutations.');
    });
    expect(await load()).toMatchObject({ source: 'packaged', fellBack: true });
  });

  test('a database that never answers is not waited for', async () => {
    vi.useFakeTimers();
    vi.spyOn(indexedDB, 'open').mockImplementation(() => new IDBOpenDBRequest());
    const loading = load();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await loading).toMatchObject({ source: 'packaged', fellBack: true });
  });

  test('a store of a newer version of the extension is left as it is', async () => {
    const newer = await openDB(DATABASE, 99, {
      upgrade(database) {
        database.createObjectStore('later').put('theirs', 'key');
      },
    });
    newer.close();
    expect(await load()).toMatchObject({ source: 'packaged', fellBack: true });
    expect(await inStore(database => database.get('later', 'key'))).toBe('theirs');
  });

  test('a store that takes no copy costs this start nothing', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    expect(await load()).toMatchObject({ source: 'packaged', fellBack: false });
    vi.restoreAllMocks();
    expect(await load()).toMatchObject({ source: 'packaged', fellBack: false });
    expect(await load()).toMatchObject({ source: 'stored' });
  });
});

test('a copy of another root, from an earlier version of the extension, is replaced without alarm', async () => {
  await load();
  await inStore(database => database.put('copies', { id: 'practice', rootDigest: '0'.repeat(64), active: [] }));
  await inStore(database => database.put('files', new Blob(['old']), ['practice', 'v1/seg/old.seg']));
  expect(await load()).toMatchObject({ source: 'packaged', fellBack: false });
  expect(await storedPaths()).not.toContain('v1/seg/old.seg');
  expect(await load()).toMatchObject({ source: 'stored', fellBack: false });
});

test('a store that was wiped is filled again', async () => {
  await load();
  await deleteDB(DATABASE);
  expect(await load()).toMatchObject({ source: 'packaged' });
  expect(await load()).toMatchObject({ source: 'stored' });
});

test('two starts at once both end with the whole list', async () => {
  const [one, two] = await Promise.all([load(), load()]);
  expect(one.list.hashes).toEqual(two.list.hashes);
  const paths = await storedPaths();
  expect(new Set(paths).size).toBe(paths.length);
  expect(await load()).toMatchObject({ source: 'stored', fellBack: false });
});

test('a package that is damaged itself is an error, not an empty list', async () => {
  const { readPackaged } = newPackage();
  const damaged: ReadPackaged = async path => (path.endsWith('.seg') ? new Uint8Array(96) : readPackaged(path));
  await expect(loadPractice(damaged, NOW)).rejects.toMatchObject({ name: 'ListError', reason: 'digest' });
});
