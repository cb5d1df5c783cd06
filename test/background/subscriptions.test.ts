// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import browser from 'webextension-polyfill';
import { createSubscriptions } from '../../src/background/subscriptions.ts';
import { listIdOf } from '../../src/core/list/sync-link.ts';
import { fake } from '../support/fake-browser.ts';
import { policyNow } from '../support/policy.ts';

const [A, B, C] = ['aa', 'bb', 'cc'].map(pair => pair.repeat(32)) as [string, string, string];
const address = 'https://lists.example/a/';
const DAY = 86_400_000;

beforeEach(() => {
  fake.reset();
  vi.spyOn(console, 'warn').mockReturnValue();
});

const policy = (...links: readonly unknown[]) => fake.setManaged('lists', links);
const ids = async (subscriptions = createSubscriptions(policyNow)) => (await subscriptions.all()).map(({ id }) => id);

describe('what the person adds', () => {
  test('is there in the next life of the background', async () => {
    const id = await createSubscriptions(policyNow).add({ rootDigest: A, address });
    expect(await createSubscriptions(policyNow).all()).toEqual([
      {
        id,
        rootDigest: A,
        address,
        by: 'person',
        paused: null,
        lastUpdate: null,
        notBefore: 0,
        leaveUntil: 0,
        failures: 0,
      },
    ]);
  });

  test('is there once, and adding it again wakes it and moves it', async () => {
    const subscriptions = createSubscriptions(policyNow);
    const id = await subscriptions.add({ rootDigest: A, address });
    await subscriptions.change(id, { paused: 'person', failures: 3 });
    await subscriptions.add({ rootDigest: A, address: 'https://elsewhere.example/' });
    expect(await subscriptions.all()).toMatchObject([
      { id, address: 'https://elsewhere.example/', paused: null, failures: 3 },
    ]);
  });

  test('loses no change of two made at once', async () => {
    const subscriptions = createSubscriptions(policyNow);
    await Promise.all([
      subscriptions.add({ rootDigest: A, address }),
      subscriptions.add({ rootDigest: B, address: null }),
    ]);
    expect(await ids(subscriptions)).toEqual([listIdOf(A), listIdOf(B)]);
    await subscriptions.remove(listIdOf(A));
    expect(await ids(subscriptions)).toEqual([listIdOf(B)]);
  });

  test('is not brought back by an update that ends after it was removed', async () => {
    const subscriptions = createSubscriptions(policyNow);
    const id = await subscriptions.add({ rootDigest: A, address });
    await subscriptions.remove(id);
    await subscriptions.change(id, { failures: 1 });
    expect(await ids(subscriptions)).toEqual([]);
  });

  test('is read whatever wrote it: what is no subscription is none', async () => {
    fake.stored.set('subscriptions', [
      null,
      'text',
      { rootDigest: 'short', address, by: 'person' },
      { rootDigest: A, address: 7, by: 'person' },
      { rootDigest: B, address, by: 'person', paused: 'maybe', lastUpdate: 'never', notBefore: 'soon' },
    ]);
    expect(await createSubscriptions(policyNow).all()).toMatchObject([
      { rootDigest: B, paused: null, lastUpdate: null, notBefore: 0 },
    ]);
    fake.stored.set('subscriptions', { not: 'a list' });
    expect(await ids()).toEqual([]);
  });
});

describe('what a policy sets', () => {
  test('is there without anything being written', async () => {
    policy(`${address}#${A}`);
    expect(await createSubscriptions(policyNow).all()).toMatchObject([{ id: listIdOf(A), by: 'policy', address }]);
    expect(fake.stored.has('subscriptions')).toBe(false);
  });

  test('is used only with a key digest; the rest is left out', async () => {
    policy(address, 'nonsense', 7, `${address}#${A}`);
    expect(await ids()).toEqual([listIdOf(A)]);
  });

  test('cannot be paused by the person, but by the breaker', async () => {
    policy(`${address}#${A}`);
    const subscriptions = createSubscriptions(policyNow);
    await subscriptions.change(listIdOf(A), { paused: 'person' });
    expect(await subscriptions.all()).toMatchObject([{ paused: null }]);
    await subscriptions.change(listIdOf(A), { paused: 'breaker' });
    expect(await subscriptions.all()).toMatchObject([{ paused: 'breaker' }]);
  });

  test('takes over what the person had added, and gives it back', async () => {
    const subscriptions = createSubscriptions(policyNow);
    await subscriptions.add({ rootDigest: A, address });
    policy(`https://other.example/#${A}`);
    expect(await subscriptions.all()).toMatchObject([{ by: 'policy', address: 'https://other.example/' }]);
    await subscriptions.change(listIdOf(A), { failures: 2 });
    policy();
    expect(await subscriptions.all()).toMatchObject([{ by: 'person', failures: 2 }]);
  });

  test('goes out of use with the policy, and is kept a week for the case that it comes back', async () => {
    policy(`${address}#${A}`, `${address}#${B}`);
    const subscriptions = createSubscriptions(policyNow);
    const now = Date.now();
    await subscriptions.change(listIdOf(A), { lastUpdate: { at: now - DAY, outcome: 'updated' } });
    await subscriptions.change(listIdOf(B), { lastUpdate: { at: now - 8 * DAY, outcome: 'updated' } });
    await subscriptions.add({ rootDigest: C, address });
    policy();
    expect(await ids(subscriptions)).toEqual([listIdOf(C)]);
    expect(await subscriptions.tidy(now)).toEqual(new Set([listIdOf(A), listIdOf(C)]));
    policy(`${address}#${A}`);
    expect(await subscriptions.find(listIdOf(A))).toMatchObject({ lastUpdate: { outcome: 'updated' } });
  });

  test('is nothing where the browser knows of no policies', async () => {
    vi.spyOn(browser.storage.managed, 'get').mockRejectedValue(new Error('Managed storage manifest not found'));
    expect(await ids()).toEqual([]);
  });
});
