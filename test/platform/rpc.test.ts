/** Who may call what. The sender is the browser's word; everything else in a message is the caller's. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Caller, remote, serve } from '../../src/platform/rpc.ts';
import { fake } from '../support/fake-browser.ts';

interface Greeter {
  greet(name: string): Promise<string>;
  fail(): Promise<never>;
}

let callers: Caller[];
let life: AbortController;

const serveAs = (tier: 'content' | 'page') =>
  serve<Greeter>(
    'greeter',
    tier,
    {
      async greet(caller, name) {
        callers.push(caller);
        return `Hello ${name}`;
      },
      fail: () => Promise.reject(new Error('no')),
    },
    life.signal,
  );

const contentScript = { id: 'consentry@consentry.org', url: 'https://www.instagram.com/', tab: { id: 7 } };

beforeEach(() => {
  fake.reset();
  callers = [];
  life = new AbortController();
});

describe('a call', () => {
  test('is answered, and the handler learns from the browser who called', async () => {
    serveAs('content');
    fake.sender = contentScript as typeof fake.sender;
    expect(await remote<Greeter>('greeter').greet('Kite')).toBe('Hello Kite');
    expect(callers).toEqual([{ tabId: 7, url: 'https://www.instagram.com/' }]);
  });

  test('that fails rejects with the text of the error, and no more', async () => {
    serveAs('content');
    await expect(remote<Greeter>('greeter').fail()).rejects.toThrow('greeter.fail: no');
  });

  test('of a method that is not there is refused, inherited ones included', async () => {
    serveAs('content');
    const greeter = remote<Greeter>('greeter') as unknown as Record<string, () => Promise<unknown>>;
    await expect(greeter['constructor']?.()).rejects.toThrow('no method constructor');
    await expect(greeter['shout']?.()).rejects.toThrow('no method shout');
  });
});

describe('an Api for our own pages', () => {
  test.each([
    ['a content script', contentScript],
    ['a page that only looks like ours', { ...contentScript, url: 'https://consentry.example/popup.html' }],
    ['another extension', { id: 'other@example.org', url: 'moz-extension://consentry/popup/popup.html' }],
    ['a sender without an address', { id: 'consentry@consentry.org' }],
  ])('does not answer %s', async (_, sender) => {
    serveAs('page');
    fake.sender = sender as typeof fake.sender;
    await expect(remote<Greeter>('greeter').greet('Kite')).rejects.toThrow('nobody answered');
    expect(callers).toEqual([]);
  });

  test('answers our own page, also in a tab', async () => {
    serveAs('page');
    fake.sender = { ...fake.sender, tab: { id: 3 } } as typeof fake.sender;
    expect(await remote<Greeter>('greeter').greet('Kite')).toBe('Hello Kite');
  });
});

test('what is no call is left to other listeners', async () => {
  serveAs('content');
  const { browser } = await import('../../src/platform/browser.ts');
  for (const message of [
    null,
    'greet',
    {},
    { api: 'greeter', method: 'greet' },
    { api: 'other', method: 'greet', args: [] },
  ]) {
    expect(await browser.runtime.sendMessage(message)).toBeUndefined();
  }
});

test('an aborted signal ends the service', async () => {
  serveAs('content');
  life.abort();
  await expect(remote<Greeter>('greeter').greet('Kite')).rejects.toThrow();
});
