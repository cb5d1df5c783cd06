/** A list at an address: what verify and diff read over HTTP, and what they refuse to. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { importNumbers, newList, publish, runCli, sampleHex } from './run-cli.ts';

type Answer = (path: string, response: ServerResponse) => boolean;

/** Serves a folder as a static web server would, but for what `answer` takes over. */
async function serve(folder: string, answer: Answer = () => false): Promise<{ address: string; asked: string[] }> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    if (answer(path, response)) return;
    readFile(join(folder, 'public', path)).then(
      bytes => response.end(bytes),
      () => response.writeHead(404).end('Not found'),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
}

describe('verify over HTTP', () => {
  test('opens what the server hands out, and asks for nothing but list files', async () => {
    const folder = await newList([1, 2, 3]);
    const { root } = await publish(folder);
    const { address, asked } = await serve(folder);
    const { code, json } = await runCli(['verify', address, '--root', root, '--json']);
    expect({ code, json }).toMatchObject({ code: 0, json: [{ entries: 3, videos: 0, root }] });
    expect(asked.every(path => existsSync(join(folder, 'public', path)) || path === '/v1/root/2.json')).toBe(true);
    expect((await runCli(['verify', address.slice(0, -1), '--json'])).json).toMatchObject([{ entries: 3 }]);
  });

  test.each([403, 404, 410])('takes %i for a file that is not there', async status => {
    const folder = await newList([1]);
    await publish(folder);
    const { address } = await serve(folder, (path, response) => {
      if (path !== '/v1/root/2.json') return false;
      response.writeHead(status).end('<html>no</html>');
      return true;
    });
    expect(await runCli(['verify', address])).toMatchObject({ code: 0 });
  });

  test.each([
    ['a server at fault', 503, {}, /answers 503/],
    ['a redirect', 302, { location: 'http://127.0.0.1:1/' }, /redirect/],
  ])('tells %s in one line', async (_, status, headers, message) => {
    const folder = await newList([1]);
    await publish(folder);
    const { address } = await serve(folder, (path, response) => {
      if (!path.includes('/seg/')) return false;
      response.writeHead(status, headers).end();
      return true;
    });
    const { code, stderr } = await runCli(['verify', address]);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('stops reading a file that does not end', async () => {
    const folder = await newList([1]);
    await publish(folder);
    let sent = 0;
    const { address } = await serve(folder, (path, response) => {
      if (path !== '/v1/timestamp.json') return false;
      const timer = setInterval(() => {
        sent += 10_000;
        response.write(Buffer.alloc(10_000, ' '));
      }, 1);
      response.on('close', () => clearInterval(timer));
      return true;
    });
    const { code, stderr } = await runCli(['verify', address]);
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('length') });
    expect(sent).toBeLessThan(2_000_000);
  });

  test('tells a server that is not there in one line', async () => {
    const { code, stderr } = await runCli(['verify', 'http://127.0.0.1:1/']);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test.each([
    'http://lists.example.org/',
    'https://user@lists.example.org/',
    'https://lists.example.org/?a=1',
    'https://',
  ])('does not ask %s at all', async address => {
    expect(await runCli(['verify', address])).toMatchObject({ code: 2 });
  });
});

describe('diff', () => {
  test('compares what a server hands out with what is about to be', async () => {
    const folder = await newList([1, 2, 3]);
    await publish(folder);
    const old = await newList([1, 2, 3]);
    await publish(old);
    const { address } = await serve(old);
    await importNumbers(folder, [4, 5]);
    await runCli(['withdraw', folder, sampleHex(1)]);
    await publish(folder);
    const { json } = await runCli(['diff', address, folder, '--json']);
    expect(json).toEqual([{ from: 1, to: 2, added: 2, withdrawn: 1, segments: 2, bytes: 2 * 32 + 4 * 32 }]);
  });
});
