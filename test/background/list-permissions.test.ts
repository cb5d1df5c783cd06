// @vitest-environment node
/** Which permissions go with a list, and which stay. The copy that names its mirrors lies in a real store, in memory. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { withDatabase, writeCopy } from '../../src/background/list-database.ts';
import { addressesOf, giveBack } from '../../src/background/list-permissions.ts';
import { createSubscriptions, type Subscription } from '../../src/background/subscriptions.ts';
import { newPublisher } from '../core/list/sample-list.ts';
import { fake } from '../support/fake-browser.ts';
import { policyNow } from '../support/policy.ts';

const ORIGIN = 'https://lists.example/*';
const MIRROR = 'https://mirror.example/*';
const REPORTS = 'https://reports.example/*';
const SITE = 'https://www.instagram.com/*';

/** A list of which a copy is held, with two mirrors: one on a server of its own, one on a site that we work on. */
async function subscribe(address: string | null): Promise<Subscription> {
  const publisher = await newPublisher();
  await publisher.putCatalog(catalog => {
    catalog['mirrors'] = ['https://mirror.example/ours/', 'https://www.instagram.com/'];
    catalog['reports'] = 'https://reports.example/in';
  });
  const { rootDigest } = publisher.trust;
  const subscriptions = createSubscriptions(policyNow);
  const id = await subscriptions.add({ rootDigest, address });
  await withDatabase(async database => database && writeCopy(database, { id, rootDigest }, publisher.files));
  return (await subscriptions.find(id)) ?? expect.fail('no subscription');
}

beforeEach(() => {
  fake.reset();
  globalThis.indexedDB = new IDBFactory();
  for (const origin of [ORIGIN, MIRROR, REPORTS]) fake.granted.add(origin);
});

describe('a list that goes', () => {
  test('gives back the permission for its server and its mirrors, and none that the extension itself needs', async () => {
    await giveBack(await addressesOf(await subscribe('https://lists.example/ours/')), []);
    expect([ORIGIN, MIRROR, REPORTS].filter(origin => fake.granted.has(origin))).toEqual([]);
    expect(fake.granted).toContain(SITE);
  });

  test.each(['https://lists.example/theirs/', 'https://lists.example:8443/'])(
    'leaves what another list at %s needs, and that one’s mirrors',
    async address => {
      const gone = await addressesOf(await subscribe('https://lists.example/ours/'));
      const other = await subscribe(address);
      await giveBack(gone, [other]);
      expect(fake.granted.has(ORIGIN)).toBe(true);
      expect(fake.granted.has(MIRROR)).toBe(true);
    },
  );

  test('gives back only what reports to it needed if it came from a file', async () => {
    await giveBack(await addressesOf(await subscribe(null)), []);
    expect([ORIGIN, MIRROR, REPORTS].filter(origin => fake.granted.has(origin))).toEqual([ORIGIN, MIRROR]);
  });
});
