/**
 * A web server for tests: HTTPS on this computer, one port, routed by Host header, under a certificate made at start.
 * It records every request, and can be told to misbehave for chosen addresses. It knows nothing about any site.
 */
import { createHash, X509Certificate } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

/** The names that the certificate is valid for. */
const HOSTS = [
  'www.instagram.com',
  'instagram.com',
  '*.cdninstagram.com',
  '*.fbcdn.net',
  'localhost',
  'third-party.example',
  'lists.example',
] as const;

export interface Request {
  readonly host: string;
  /** Path without query. */
  readonly path: string;
  readonly url: URL;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

export interface LoggedRequest extends Request {
  /** Milliseconds since the server started. */
  readonly at: number;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

export type Handler = (request: Request) => Reply | null | Promise<Reply | null>;

/** How an answer is spoiled on purpose. Parts combine: a slow 404 has both. */
export interface Fault {
  readonly delayMs?: number;
  readonly status?: number;
  /** False removes Access-Control-Allow-Origin. */
  readonly cors?: boolean;
  /** Sends this share of the body (0 to 1) under the full Content-Length, then hangs up. */
  readonly truncateAt?: number;
  /** Sends no bytes of body at all, as a valid answer. */
  readonly empty?: boolean;
  /** Closes the connection without an answer. */
  readonly hangUp?: boolean;
}

export interface TlsServer {
  readonly port: number;
  /** Base64 SHA-256 of the public key, as Chromium's --ignore-certificate-errors-spki-list wants it. */
  readonly spki: string;
  readonly requests: readonly LoggedRequest[];
  /** Answers for a host. The newest route that returns a reply wins; without one the answer is 404. */
  route(host: string | RegExp, handler: Handler): void;
  /** Spoils answers whose path equals or matches `path`; null heals it. */
  fault(path: string | RegExp, fault: Fault | null): void;
  /** Forgets the requests so far. */
  clearLog(): void;
  close(): Promise<void>;
}

const matches = (pattern: string | RegExp, text: string): boolean =>
  typeof pattern === 'string' ? pattern === text : pattern.test(text);

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

function parse(message: IncomingMessage): Request {
  const host = (message.headers.host ?? '').replace(/:\d+$/, '');
  const url = new URL(`https://${host}${message.url ?? '/'}`);
  return { host, path: url.pathname, url, method: message.method ?? 'GET', headers: message.headers };
}

async function send(response: ServerResponse, reply: Reply, fault: Fault, method: string): Promise<void> {
  if (fault.delayMs !== undefined) await sleep(fault.delayMs);
  if (fault.hangUp || response.destroyed) {
    response.destroy();
    return;
  }
  const whole = Buffer.from(fault.empty ? '' : (reply.body ?? ''));
  const headers = new Headers({ ...reply.headers, 'content-length': String(whole.length) });
  if (fault.cors === false) headers.delete('access-control-allow-origin');
  response.writeHead(fault.status ?? reply.status ?? 200, Object.fromEntries(headers));
  if (method === 'HEAD') response.end();
  else if (fault.truncateAt === undefined) response.end(whole);
  else response.write(whole.subarray(0, Math.floor(whole.length * fault.truncateAt)), () => response.destroy());
}

export async function startTlsServer(): Promise<TlsServer> {
  const pems = await generate([{ name: 'commonName', value: 'Consentry test server' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: HOSTS.map(value => ({ type: 2, value })) }],
  });
  const publicKey = new X509Certificate(pems.cert).publicKey.export({ type: 'spki', format: 'der' });
  const spki = createHash('sha256').update(publicKey).digest('base64');

  const started = performance.now();
  const requests: LoggedRequest[] = [];
  const routes: { host: string | RegExp; handler: Handler }[] = [];
  const faults: { path: string | RegExp; fault: Fault }[] = [];

  const answer = async (request: Request): Promise<Reply> => {
    for (const { host, handler } of routes.toReversed()) {
      const reply = matches(host, request.host) ? await handler(request) : null;
      if (reply !== null) return reply;
    }
    return { status: 404, body: 'Not found' };
  };

  const server = createServer({ key: pems.private, cert: pems.cert }, (message, response) => {
    const request = parse(message);
    requests.push({ ...request, at: performance.now() - started });
    const fault = faults.findLast(({ path }) => matches(path, request.path))?.fault ?? {};
    answer(request)
      .catch((error: unknown): Reply => ({ status: 500, body: String(error) }))
      .then(reply => send(response, reply, fault, request.method))
      .catch(() => response.destroy()); // the browser went away in the middle of an answer
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  server.unref(); // whoever forgets to close it can still end

  return {
    port: (server.address() as AddressInfo).port,
    spki,
    requests,
    route: (host, handler) => {
      routes.push({ host, handler });
    },
    fault: (path, fault) => {
      const known = faults.findIndex(entry => String(entry.path) === String(path));
      if (known >= 0) faults.splice(known, 1);
      if (fault !== null) faults.push({ path, fault });
    },
    clearLog: () => {
      requests.length = 0;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve, reject) => server.close(error => (error ? reject(error) : resolve())));
    },
  };
}
