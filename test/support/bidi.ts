/**
 * A small WebDriver BiDi client: JSON over one WebSocket. https://www.w3.org/TR/webdriver-bidi/
 * puppeteer speaks BiDi too, but waits for ever on moz-extension pages and has no way into the browser's own scope.
 */
import { WebSocket } from 'ws';
import { within } from './timing.ts';

type Params = Readonly<Record<string, unknown>>;

export interface Bidi {
  send(method: string, params?: Params): Promise<Record<string, unknown>>;
  /** Value of an expression, which must be plain data. Throws what the expression throws. */
  evaluate(context: string, expression: string): Promise<unknown>;
  on(event: string, listener: (params: Record<string, unknown>) => void): void;
  once(event: string, listener: (params: Record<string, unknown>) => void): void;
  close(): void;
}

const LIMIT_MS = 30_000;

export async function connectBidi(url: string): Promise<Bidi> {
  const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 256 * 1024 * 1024 });
  const pending = new Map<number, { resolve(result: Record<string, unknown>): void; reject(error: Error): void }>();
  const listeners = new Map<string, ((params: Record<string, unknown>) => void)[]>();
  let last = 0;

  socket.on('message', data => {
    const message = JSON.parse(String(data)) as Record<string, unknown>;
    if (message['type'] === 'event') {
      const params = message['params'] as Record<string, unknown>;
      for (const listener of listeners.get(String(message['method'])) ?? []) listener(params);
      return;
    }
    const call = pending.get(Number(message['id']));
    pending.delete(Number(message['id']));
    if (message['type'] === 'success') call?.resolve(message['result'] as Record<string, unknown>);
    else call?.reject(new Error(`${message['error']}: ${message['message']}`));
  });
  socket.on('close', () => {
    for (const call of pending.values()) call.reject(new Error('Firefox closed the connection'));
    pending.clear();
  });
  await within(
    LIMIT_MS,
    'connecting to Firefox',
    new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    }),
  );
  socket.on('error', () => socket.terminate()); // the close that follows rejects what is pending

  const send: Bidi['send'] = (method, params = {}) => {
    const id = ++last;
    return within(
      LIMIT_MS,
      method,
      new Promise((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) {
          reject(new Error(`${method}: Firefox is gone`));
          return;
        }
        pending.set(id, { resolve, reject });
        socket.send(JSON.stringify({ id, method, params }));
      }),
    );
  };

  return {
    send,
    evaluate: async (context, expression) => {
      const answer = await send('script.evaluate', { target: { context }, expression, awaitPromise: true });
      if (answer['type'] === 'exception') {
        const { text } = answer['exceptionDetails'] as { text: string };
        throw new Error(text);
      }
      return (answer['result'] as { value?: unknown }).value;
    },
    on: (event, listener) => {
      listeners.set(event, [...(listeners.get(event) ?? []), listener]);
    },
    once: (event, listener) => {
      const only = (params: Record<string, unknown>): void => {
        listeners.set(
          event,
          (listeners.get(event) ?? []).filter(known => known !== only),
        );
        listener(params);
      };
      listeners.set(event, [...(listeners.get(event) ?? []), only]);
    },
    close: () => socket.close(),
  };
}
