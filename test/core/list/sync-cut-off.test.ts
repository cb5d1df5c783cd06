/**
 * Rows 29, 30 and 32 of the attack table, exhaustively: the process ends at every step of a sync, before and after the
 * step took effect, and storage fails at every write. The list in use is then the old one or the new one, whole; and the
 * next sync goes on where this one was cut off. The same in real browsers: test/e2e/lists-sync.test.ts.
 */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SyncPorts } from '../../../src/core/list/sync.ts';
import type { FetchFile } from '../../../src/core/list/sync-files.ts';
import type { SyncStore } from '../../../src/core/list/sync-store.ts';
import { fetchForTests } from '../../support/list-client.ts';
import { hexOf, type ListRig, newListRig } from '../../support/list-rig.ts';

/** The next version has three segments: the old one, and two more. */
const OLD = [1, 2, 3];
const NEW = [1, 2, 3, 4, 5, 6, 7];

let rig: ListRig;
async function setUp(): Promise<void> {
  rig = await newListRig();
  await rig.publish([...OLD, 4, 5], [OLD]);
  await rig.publish(NEW, [OLD, [4, 5]]);
}
async function setUpAgain(): Promise<void> {
  await rig.close();
  await setUp();
}
beforeEach(setUp);
afterEach(() => rig.close());

type When = 'before' | 'after';

/** Ports that come to an end at call number `last`: from then on nothing that is asked of them is ever done. */
function endingPorts(store: SyncStore, last: number, when: When) {
  const calls: string[] = [];
  const ending =
    <A extends readonly unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      calls.push(`${name} ${typeof args[0] === 'string' ? args.slice(0, 2).join(' ') : ''}`);
      if (calls.length > last || (calls.length === last && when === 'before')) throw new Error('the process has ended');
      const answer = await call(...args);
      if (calls.length === last) throw new Error('the process has ended');
      return answer;
    };
  const ports: Pick<SyncPorts, 'fetch' | 'store'> = {
    fetch: ending('fetch', fetchForTests) as FetchFile,
    store: {
      read: ending('read', store.read),
      paths: ending('paths', store.paths),
      stage: ending('stage', store.stage),
      retain: ending('retain', store.retain),
      flip: ending('flip', store.flip),
    },
  };
  return { calls, ports };
}

const run = (last: number, when: When): Promise<readonly string[]> =>
  rig.client.withStore(async store => {
    const { calls, ports } = endingPorts(store, last, when);
    await rig.client.sync(ports).catch(() => undefined);
    return calls;
  });

describe('rows 29 and 30: a sync that ends', () => {
  test('at any step leaves the old list or the new one in use, and the next sync ends well', async () => {
    const steps = await run(Number.POSITIVE_INFINITY, 'after');
    expect(await rig.client.hashes()).toEqual(hexOf(...NEW));
    expect(steps.map(step => step.split(' ')[0])).toEqual(expect.arrayContaining(['fetch', 'stage', 'flip']));

    for (let last = 1; last <= steps.length; last++) {
      for (const when of ['before', 'after'] as const) {
        await setUpAgain();
        await run(last, when);
        const flipped = when === 'after' && last >= steps.length;
        const where = `${when} step ${last}, ${steps[last - 1]}`;
        expect(await rig.client.hashes(), where).toEqual(hexOf(...(flipped ? NEW : OLD)));
        expect((await rig.client.sync()).outcome, where).toBe(flipped ? 'unchanged' : 'updated');
        expect(await rig.client.hashes(), where).toEqual(hexOf(...NEW));
        expect((await rig.client.paths()).length, where).toBe(6);
      }
    }
    expect(steps.at(-1)).toMatch(/^flip/);
  });

  test('after a segment was staged goes on at the next one, and fetches none twice', async () => {
    const steps = await run(Number.POSITIVE_INFINITY, 'after');
    await setUpAgain();
    await run(steps.findIndex(step => step.startsWith('stage')) + 1, 'after');
    const segments = () => rig.server.paths().filter(path => path.startsWith('v1/seg/'));
    expect(segments()).toHaveLength(1);
    await rig.client.sync();
    expect(segments()).toHaveLength(2);
    expect(new Set(segments()).size).toBe(2);
  });

  test('while its publisher moved on drops what nobody needs any more', async () => {
    const steps = await run(Number.POSITIVE_INFINITY, 'after');
    await rig.close();
    rig = await newListRig();
    await rig.publish([...OLD, 4, 5], [OLD]);
    await run(steps.findIndex(step => step.startsWith('stage')) + 1, 'after');
    expect(await rig.client.paths()).toHaveLength(5);
    await rig.publish([1, 9]);
    await rig.client.sync();
    expect(await rig.client.hashes()).toEqual(hexOf(1, 9));
    expect(await rig.client.paths()).toHaveLength(4);
  });
});

describe('row 32: storage that is full', () => {
  const full = () => Promise.reject(new DOMException('', 'QuotaExceededError'));

  test.each(['stage', 'flip'] as const)('at %s: what was staged is dropped, and the old list stays', async method => {
    const before = await rig.client.paths();
    const report = await rig.client.withStore(store => rig.client.sync({ store: { ...store, [method]: full } }));
    expect(report).toMatchObject({ outcome: { failed: 'storage' }, changed: false });
    expect(await rig.client.hashes()).toEqual(hexOf(...OLD));
    expect(await rig.client.paths()).toEqual(before);
    expect((await rig.client.sync()).outcome).toBe('updated');
  });

  test('a put that the browser refuses in the middle of the flip undoes the flip', async () => {
    const put = IDBObjectStore.prototype.put;
    let puts = 0;
    IDBObjectStore.prototype.put = function refusing(...args) {
      puts++;
      if (puts === 4) throw new DOMException('', 'QuotaExceededError');
      return put.apply(this, args);
    };
    try {
      expect((await rig.client.sync()).outcome).toEqual({ failed: 'storage' });
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    expect(await rig.client.hashes()).toEqual(hexOf(...OLD));
    expect((await rig.client.sync()).outcome).toBe('updated');
  });
});
