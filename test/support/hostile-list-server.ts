/**
 * A web server for lists over real HTTP on this computer, honest until told otherwise: each path can be given an answer
 * that no honest server gives. It records what it was asked, and counts every byte that crossed the wire.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface ListRequest {
  /** As the client wrote it, query and all. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** How one path is answered. `file` is what an honest server would send, if it has it. */
export type Answer = (response: ServerResponse, file: Uint8Array | undefined) => void;

export interface HostileListServer {
  /** Ends in a slash. */
  readonly address: string;
  readonly requests: readonly ListRequest[];
  /** Paths that were asked for, in order, without the leading slash. */
  paths(): readonly string[];
  /** Bytes in both directions since the log was cleared, headers and all. */
  wireBytes(): number;
  /** Answers this path, or those that match, so from now on; null is honest again. The last one told wins. */
  answer(path: string | RegExp, answer: Answer | null): void;
  clearLog(): void;
  close(): Promise<void>;
}

const honest: Answer = (response, file) => {
  if (file === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'Content-Length': file.length, 'Content-Type': 'application/octet-stream' }).end(file);
};

/** `files`: path -> bytes, as in a publisher's folder; read anew at each request. */
export async function startHostileListServer(files: ReadonlyMap<string, Uint8Array>): Promise<HostileListServer> {
  const requests: ListRequest[] = [];
  const answers: { path: string | RegExp; answer: Answer }[] = [];
  const sockets = new Map<Socket, number>();
  let wire = 0;
  const countWire = (): void => {
    for (const [socket, counted] of sockets) {
      const now = socket.bytesRead + socket.bytesWritten;
      wire += now - counted;
      sockets.set(socket, now);
    }
  };

  const server = createServer((request: IncomingMessage, response) => {
    const url = request.url ?? '';
    requests.push({ url, headers: request.headers });
    const path = url.slice(1).split('?', 1)[0] ?? '';
    const told = answers.findLast(entry =>
      typeof entry.path === 'string' ? entry.path === path : entry.path.test(path),
    );
    (told?.answer ?? honest)(response, files.get(path));
  });
  server.on('connection', (socket: Socket) => {
    sockets.set(socket, 0);
    socket.once('close', () => {
      countWire();
      sockets.delete(socket);
    });
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    paths: () => requests.map(({ url }) => url.slice(1)),
    wireBytes() {
      countWire();
      return wire;
    },
    answer(path, answer) {
      const known = answers.findIndex(entry => String(entry.path) === String(path));
      if (known >= 0) answers.splice(known, 1);
      if (answer !== null) answers.push({ path, answer });
    },
    clearLog() {
      countWire();
      wire = 0;
      requests.length = 0;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve, reject) => server.close(error => (error ? reject(error) : resolve())));
    },
  };
}

export const withStatus =
  (status: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  response =>
    response.writeHead(status, headers).end();

export const withBody =
  (body: Uint8Array | string, headers: Readonly<Record<string, string>> = {}): Answer =>
  response =>
    response.writeHead(200, headers).end(body);

/** Accepts the request and never says a word. */
export const silent: Answer = () => undefined;

export const hangUp: Answer = response => response.destroy();

/** Promises the whole file, sends the first bytes of it, and hangs up. */
export const cutOff =
  (bytes: number): Answer =>
  (response, file = new Uint8Array(0)) => {
    response.writeHead(200, { 'Content-Length': file.length });
    response.write(file.subarray(0, bytes), () => response.destroy());
  };

/** The honest file and then zeros for as long as anybody takes them; `sent` says how many bytes were taken. */
export function endless(): { readonly answer: Answer; readonly sent: () => number; readonly stopped: () => boolean } {
  let sent = 0;
  let stopped = false;
  const block = new Uint8Array(65_536);
  const answer: Answer = (response, file = new Uint8Array(0)) => {
    response.writeHead(200);
    const more = (bytes: Uint8Array): void => {
      sent += bytes.length;
      response.write(bytes, error => (error ? undefined : more(block)));
    };
    response.once('close', () => {
      stopped = true;
    });
    more(file);
  };
  return { answer, sent: () => sent, stopped: () => stopped };
}

/** So many zeros, packed a thousand times smaller, under `Content-Encoding: gzip`. */
export const packedZeros = (bytes: number): Answer => {
  const packed = gzipSync(new Uint8Array(bytes));
  return withBody(packed, { 'Content-Encoding': 'gzip' });
};
