/** The test server itself: routes by host, logs, and spoils answers when told to. */
import { get, type RequestOptions } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTlsServer, type TlsServer } from './tls-server.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly cors: string | undefined;
  readonly complete: boolean;
}

describe('the test server', () => {
  let server: TlsServer;
  const ask = (host: string, path: string): Promise<Answer> => {
    const options: RequestOptions = {
      host: '127.0.0.1',
      port: server.port,
      path,
      servername: host,
      headers: { host },
      rejectUnauthorized: false,
    };
    return new Promise((resolve, reject) => {
      get(options, response => {
        let body = '';
        response.on('data', chunk => {
          body += String(chunk);
        });
        response.on('error', () => undefined); // a cut answer also closes
        response.on('close', () =>
          resolve({
            status: response.statusCode ?? 0,
            body,
            cors: response.headers['access-control-allow-origin'],
            complete: response.complete,
          }),
        );
      }).on('error', reject);
    });
  };

  beforeAll(async () => {
    server = await startTlsServer();
    server.route('www.instagram.com', () => ({ body: 'site' }));
    server.route(/\.cdninstagram\.com$/, ({ path }) =>
      path === '/missing' ? null : { headers: { 'access-control-allow-origin': '*' }, body: '0123456789' },
    );
  });
  afterAll(() => server.close());

  test('routes by host, and answers 404 where nobody does', async () => {
    expect(await ask('www.instagram.com', '/')).toMatchObject({ status: 200, body: 'site' });
    expect(await ask('scontent.cdninstagram.com', '/a')).toMatchObject({ status: 200, body: '0123456789', cors: '*' });
    expect((await ask('scontent.cdninstagram.com', '/missing')).status).toBe(404);
    expect((await ask('third-party.example', '/')).status).toBe(404);
  });

  test('logs host, path and headers of every request', async () => {
    server.clearLog();
    await ask('www.instagram.com', '/p/1/?a=b');
    expect(server.requests).toMatchObject([{ host: 'www.instagram.com', path: '/p/1/', method: 'GET' }]);
    expect(server.requests[0]?.url.search).toBe('?a=b');
  });

  test('spoils the answers of chosen paths until they are healed', async () => {
    const spoiled = (fault: Parameters<TlsServer['fault']>[1]) => {
      server.fault(/^\/x/, fault);
      return ask('scontent.cdninstagram.com', '/x1');
    };
    expect((await spoiled({ status: 503 })).status).toBe(503);
    expect((await spoiled({ cors: false })).cors).toBe(undefined);
    expect(await spoiled({ empty: true })).toMatchObject({ status: 200, body: '', complete: true });
    expect(await spoiled({ truncateAt: 0.3 })).toMatchObject({ body: '012', complete: false });
    await expect(spoiled({ hangUp: true })).rejects.toThrow();
    const started = performance.now();
    await spoiled({ delayMs: 200 });
    expect(performance.now() - started).toBeGreaterThan(190);
    expect(await spoiled(null)).toMatchObject({ status: 200, body: '0123456789', cors: '*', complete: true });
  });
});
