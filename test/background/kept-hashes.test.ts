// @vitest-environment node
/** The kept copy of verified hashes, in the database of lists, and everything that can be wrong with it. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { keptHashes } from '../../src/background/kept-hashes.ts';
import { syncStoreOf, withDatabase, writeCopy } from '../../src/background/list-database.ts';
import type { Database } from '../../src/background/list-database-schema.ts';
import { randomHashes } from '../support/hashes.ts';

const SOURCE = '0a'.repeat(32);
const HASHES = randomHashes(1, 20);

const inDatabase = <T>(work: (database: Database) => Promise<T>): Promise<T> =>
  withDatabase(database => {
    if (database === null) throw new Error('no database');
    return work(database);
  });

/** Asks for the hashes and tells whether they had to be verified. */
async function ask(list = 'one', source = SOURCE, verified = HASHES) {
  const verify = vi.fn(async () => verified);
  const hashes = await inDatabase(database => keptHashes(database, list)(source, verify));
  return { hashes, verifications: verify.mock.calls.length };
}

const rewrite = (change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) =>
  inDatabase(async database => {
    const [key, ...others] = await database.getAllKeys('files');
    if (key === undefined || others.length > 0) throw new Error('not one file');
    const blob = await database.get('files', key);
    const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
    await database.put('files', new Blob([change(bytes)]), key);
  });

describe('kept hashes', () => {
  beforeEach(() => {
    vi.stubGlobal('indexedDB', new IDBFactory());
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  test('are verified once, and from then on read as they were', async () => {
    expect(await ask()).toEqual({ hashes: HASHES, verifications: 1 });
    expect(await ask()).toEqual({ hashes: HASHES, verifications: 0 });
  });

  test('of one list are not those of another', async () => {
    await ask('one');
    const others = randomHashes(2, 20);
    expect(await ask('two', SOURCE, others)).toEqual({ hashes: others, verifications: 1 });
    expect(await ask('one')).toEqual({ hashes: HASHES, verifications: 0 });
  });

  test('are not taken for the digests of the same list', async () => {
    await ask();
    const digests = randomHashes(2, 20);
    const verify = vi.fn(async () => digests);
    const askDigests = () => inDatabase(database => keptHashes(database, 'one', 'digest')(SOURCE, verify));
    expect([await askDigests(), await askDigests()]).toEqual([digests, digests]);
    expect(verify).toHaveBeenCalledOnce();
    expect(await ask()).toEqual({ hashes: HASHES, verifications: 0 });
  });

  test('of an older state of the list give way to those of the new one', async () => {
    await ask();
    const newer = randomHashes(3, 21);
    const state = '0b'.repeat(32);
    expect(await ask('one', state, newer)).toEqual({ hashes: newer, verifications: 1 });
    expect(await ask('one', state, newer)).toEqual({ hashes: newer, verifications: 0 });
    expect(console.warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('wrong source'));
  });

  test.each([
    ['length', (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, -1)],
    ['length', () => new Uint8Array(0)],
    ['version', (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(9, 4, 8)],
    ['checksum', (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(9, 100, 104)],
  ] as const)('of a wrong %s are named, verified anew and kept again', async (reason, change) => {
    await ask();
    await rewrite(change);
    expect(await ask()).toEqual({ hashes: HASHES, verifications: 1 });
    expect(console.warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(`wrong ${reason}`));
    expect(await ask()).toEqual({ hashes: HASHES, verifications: 0 });
  });

  test('that fail their verification are not kept', async () => {
    const refuse = () =>
      inDatabase(database => keptHashes(database, 'one')(SOURCE, () => Promise.reject(new Error('digest'))));
    await expect(refuse()).rejects.toThrow('digest');
    expect(await ask()).toEqual({ hashes: HASHES, verifications: 1 });
  });

  test('go when the files of their list are replaced, and when a sync brings a new version', async () => {
    const name = { id: 'one', rootDigest: SOURCE };
    await ask();
    await inDatabase(database => writeCopy(database, name, new Map()));
    expect((await ask()).verifications).toBe(1);
    await inDatabase(database => syncStoreOf(database, name).flip(new Map(), new Set()));
    expect((await ask()).verifications).toBe(1);
  });
});
