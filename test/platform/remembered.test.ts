// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';
import browser from 'webextension-polyfill';
import { remember } from '../../src/platform/remembered.ts';
import { fake } from '../support/fake-browser.ts';

const KEY = 'kept';
const stored = () => browser.storage.local.get(KEY).then(found => found[KEY]);

beforeEach(async () => {
  fake.reset();
  await browser.storage.local.set({ [KEY]: 'before' });
});

test('is read once, and again after it was changed, by whomever', async () => {
  const read = vi.fn(stored);
  const remembered = remember('local', KEY, read);
  expect(await Promise.all([remembered.read(), remembered.read()])).toEqual(['before', 'before']);
  await browser.storage.local.set({ other: 1 });
  await browser.storage.session.set({ [KEY]: 'elsewhere' });
  expect(await remembered.read()).toBe('before');
  expect(read).toHaveBeenCalledOnce();
  await browser.storage.local.set({ [KEY]: 'after' });
  expect(await remembered.read()).toBe('after');
});

test('is read again after any change of an area that it depends on as a whole', async () => {
  const remembered = remember('managed', null, async () => ({ ...(await browser.storage.managed.get(null)) }));
  expect(await remembered.read()).toEqual({});
  fake.setManaged('lockSettings', true);
  expect(await remembered.read()).toEqual({ lockSettings: true });
});

test('a reading that a change overtook is not kept', async () => {
  let end: (value: string) => void = () => undefined;
  const slow = new Promise<string>(resolve => {
    end = resolve;
  });
  const read = vi.fn(stored).mockReturnValueOnce(slow);
  const remembered = remember('local', KEY, read);
  const overtaken = remembered.read();
  remembered.forget();
  const next = remembered.read();
  end('long ago');
  expect([await overtaken, await next, await remembered.read()]).toEqual(['long ago', 'before', 'before']);
});

test('a reading that failed is not kept', async () => {
  const read = vi.fn(stored).mockRejectedValueOnce(new Error('damaged'));
  const remembered = remember('local', KEY, read);
  await expect(remembered.read()).rejects.toThrow('damaged');
  expect(await remembered.read()).toBe('before');
});
