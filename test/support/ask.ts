/** Calls the background as our own pages do, from one of them. */
import type { ContentApi, PageApi } from '../../src/platform/messages.ts';
import type { OutboxApi } from '../../src/platform/outbox.ts';
import type { LockApi } from '../../src/platform/vault-messages.ts';
import type { Page } from './page.ts';

type Method = (...args: never[]) => Promise<unknown>;

const callerOf =
  <Api extends { readonly [M in keyof Api]: Method }>(api: string) =>
  <M extends keyof Api & string>(probe: Page, method: M, ...args: Parameters<Api[M]>): ReturnType<Api[M]> =>
    probe.evaluate(
      async (api: string, method: string, args: readonly unknown[]) => {
        // biome-ignore lint/suspicious/noExplicitAny: the extension API of whichever browser this runs in
        const { runtime } = (globalThis as any).browser ?? (globalThis as any).chrome;
        const answer = await runtime.sendMessage({ api, method, args });
        if (!answer.ok) throw new Error(answer.error);
        return answer.value;
      },
      api,
      method,
      args,
    ) as ReturnType<Api[M]>;

export const ask = callerOf<PageApi>('page');
export const askOutbox = callerOf<OutboxApi>('outbox');
export const askLock = callerOf<LockApi>('lock');
/** What a content script may ask, our own pages may, too. */
export const askAsContent = callerOf<ContentApi>('content');
