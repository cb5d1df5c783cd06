/**
 * Typed calls between contexts. An Api is an interface of async functions; `serve` answers it, `remote` calls it.
 * Wrong arguments, wrong answers and values that do not survive the wire are compile errors.
 * Chrome 148 and Firefox both clone messages structurally (manifest: message_serialization), so a Blob may cross.
 */
import type { Runtime } from 'webextension-polyfill';
import { browser } from './browser.ts';

/** T if it crosses unchanged, else never. Plain data, Blob and Uint8Array do; functions, classes and Maps do not. */
type Wire<T> = T extends string | number | boolean | null | undefined | Blob | Uint8Array
  ? T
  : T extends readonly (infer U)[]
    ? readonly Wire<U>[]
    : T extends (...args: never[]) => unknown
      ? never
      : T extends Map<unknown, unknown> | Set<unknown> | Date | Promise<unknown>
        ? never
        : T extends object
          ? { [K in keyof T]: Wire<T[K]> }
          : never;

/** The tuple form is needed: method parameters are compared bivariantly and would let unsendable values through. */
type Sendable<A, R> = [A, R] extends [Wire<A>, Wire<R>] ? true : never;
export type Api<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => Promise<infer R>
    ? Sendable<A, R> extends true
      ? T[K]
      : never
    : never;
};

interface Call {
  readonly api: string;
  readonly method: string;
  readonly args: unknown[];
}
type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string };

/** Who may call: `content` is anybody inside the extension, `page` only our own pages (and the background). */
export type CallerTier = 'content' | 'page';

/** Who called: the tab, and the address of the document in it. From the browser, not from the message. */
export interface Caller {
  readonly tabId: number | null;
  readonly url: string;
}

/** One function for each of the Api's, with the caller before the arguments. */
type Handlers<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (caller: Caller, ...args: A) => R : never;
};

const parseCall = (message: unknown): Call | null => {
  if (typeof message !== 'object' || message === null) return null;
  const { api, method, args } = message as Record<string, unknown>;
  return typeof api === 'string' && typeof method === 'string' && Array.isArray(args) ? { api, method, args } : null;
};

/** Not `sender.origin`, which Firefox leaves out, and not `!sender.tab`: our options page lives in a tab too. */
const isAllowed = (sender: Runtime.MessageSender, tier: CallerTier): boolean => {
  if (sender.id !== browser.runtime.id) return false;
  return tier === 'content' || (sender.url ?? '').startsWith(browser.runtime.getURL(''));
};

/** Listens for calls of one Api until `signal` aborts. Errors cross as text; they are bugs, not outcomes. */
export function serve<T extends Api<T>>(
  api: string,
  tier: CallerTier,
  handlers: Handlers<T>,
  signal?: AbortSignal,
): void {
  const listener = (message: unknown, sender: Runtime.MessageSender): Promise<Answer> | undefined => {
    const call = parseCall(message);
    if (call === null || call.api !== api || !isAllowed(sender, tier)) return undefined;
    const handler: unknown = Object.hasOwn(handlers, call.method) ? handlers[call.method as keyof T] : undefined;
    if (typeof handler !== 'function') return Promise.resolve({ ok: false, error: `no method ${call.method}` });
    const caller: Caller = { tabId: sender.tab?.id ?? null, url: sender.url ?? '' };
    return Promise.resolve()
      .then(() => handler(caller, ...call.args))
      .then(
        (value): Answer => ({ ok: true, value }),
        (error): Answer => ({ ok: false, error: error instanceof Error ? error.message : String(error) }),
      );
  };
  browser.runtime.onMessage.addListener(listener as Parameters<typeof browser.runtime.onMessage.addListener>[0]);
  signal?.addEventListener('abort', () =>
    browser.runtime.onMessage.removeListener(
      listener as Parameters<typeof browser.runtime.onMessage.removeListener>[0],
    ),
  );
}

const call = async (send: (message: Call) => Promise<unknown>, message: Call): Promise<unknown> => {
  const answer = (await send(message)) as Answer | undefined;
  if (answer === undefined) throw new Error(`${message.api}.${message.method}: nobody answered`);
  if (!answer.ok) throw new Error(`${message.api}.${message.method}: ${answer.error}`);
  return answer.value;
};

const proxy = <T extends object>(api: string, send: (message: Call) => Promise<unknown>): T =>
  new Proxy({} as T, {
    get: (_, method) =>
      typeof method === 'string' ? (...args: unknown[]) => call(send, { api, method, args }) : undefined,
  });

/** Calls an Api that the background serves. Rejects when nobody answers (for example while the background restarts). */
export const remote = <T extends Api<T> & object>(api: string): T =>
  proxy<T>(api, message => browser.runtime.sendMessage(message));

/** Calls an Api that the content script of one tab serves (top frame). */
export const remoteTab = <T extends Api<T> & object>(api: string, tabId: number): T =>
  proxy<T>(api, message => browser.tabs.sendMessage(tabId, message, { frameId: 0 }));
