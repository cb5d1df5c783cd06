/** `consentry serve`: a published list over HTTP on this computer only, to try a subscription and reports with. */
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ListFiles } from '../core/list/chain.ts';
import { defineCommand, firstOf, numberOption } from './command.ts';
import { openReceiver, REPORTS_PATH } from './receive-reports.ts';
import { publishedFiles, trustOf } from './workspace.ts';

/** The only paths that a list has: nothing else in the folder can be asked for. */
const LIST_PATH =
  /^\/(v1\/(?:timestamp\.json|(?:root|catalog)\/\d+\.json|seg\/[0-9a-f]{64}\.seg|withdrawn\/[0-9a-f]{64}\.bin))$/;

const HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

function answer(response: ServerResponse, status: number, body: Uint8Array, type: string): void {
  response.writeHead(status, { ...HEADERS, 'Content-Type': type, 'Content-Length': body.length });
  response.end(body);
}

const fileGiver =
  (files: ListFiles): RequestListener =>
  (request, response) => {
    const path = LIST_PATH.exec(request.url ?? '')?.[1];
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const none = new Uint8Array(0);
    if (path === undefined || !isRead) return answer(response, path === undefined ? 404 : 405, none, 'text/plain');
    files.read(path, Number.MAX_SAFE_INTEGER).then(
      bytes => {
        const type = path.endsWith('.json') ? 'application/json' : 'application/octet-stream';
        if (bytes === null) answer(response, 404, none, 'text/plain');
        else answer(response, 200, bytes, type);
      },
      () => answer(response, 500, none, 'text/plain'),
    );
  };

export const serve = defineCommand({
  usage: 'DIR',
  about: 'Serves the list in DIR on 127.0.0.1 until it is stopped. For trying; any static web server does for others.',
  example: 'consentry serve ./our-list --port 8080',
  options: {
    port: { type: 'string', value: 'N', help: 'port; by default 8080, 0 for any that is free' },
    reports: {
      type: 'string',
      value: 'FILE',
      help: `take reports at ${REPORTS_PATH} and add them to FILE, one JSON a line`,
    },
    'per-minute': { type: 'string', value: 'N', help: 'reports a minute that one client may send; by default 60' },
  },
  async run({ positionals, values, say }) {
    const [folder] = firstOf(positionals, 'DIR');
    const port = numberOption(values.port, 'port', 8080, 0, 65_535);
    const files = await publishedFiles(folder);
    const { rootDigest } = await trustOf(files);
    const perMinute = numberOption(values['per-minute'], 'per-minute', 60, 1, 1_000_000);
    const receiver =
      values.reports === undefined ? null : await openReceiver(values.reports, { now: Date.now, perMinute });
    const giveFile = fileGiver(files);
    const server = createServer((request, response) => {
      if (receiver !== null && request.url === REPORTS_PATH) void receiver.handle(request, response);
      else giveFile(request, response);
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    say({ address, root: rootDigest }, `${address}\nroot ${rootDigest}`);
    await new Promise<void>(resolve => {
      for (const event of ['SIGINT', 'SIGTERM'] as const) process.once(event, () => resolve());
    });
    server.closeAllConnections();
    server.close();
    await receiver?.close();
    return 0;
  },
});
