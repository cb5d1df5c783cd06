/**
 * A publisher with the tool and a web server of everybody's (nginx, from Debian), set up as docs/publishing-a-list.md
 * says: published, updated, withdrawn from, and its keys replaced; each read from outside by `verify`, and by the extension
 * with the pretend Instagram open.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { ListId } from '../../src/core/verdict.ts';
import { drawnPosts, photographOf, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { ask } from '../support/ask.ts';
import type { BrowserKind } from '../support/ensure-browsers.ts';
import { LIST_HOST } from '../support/list-host.ts';
import { permittedExtension } from '../support/permitted-extension.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/timing.ts';

const succeeds = (command: string, ...args: readonly string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Where the machine lacks it and lets us install it, it is installed; else these tests are skipped, and say so. */
function hasNginx(): boolean {
  if (succeeds('nginx', '-v')) return true;
  if (process.getuid?.() !== 0 || !succeeds('apt-get', '--version')) return false;
  if (!succeeds('apt-get', 'install', '-y', 'nginx-light') && succeeds('apt-get', 'update')) {
    succeeds('apt-get', 'install', '-y', 'nginx-light');
  }
  return succeeds('nginx', '-v');
}

/** The `server` block of the page, on this computer instead of the world. */
function serverBlock(root: string, port: number): string {
  const page = readFileSync(fileURLToPath(new URL('../../docs/publishing-a-list.md', import.meta.url)), 'utf8');
  const block = /```nginx\n([\s\S]*?)```/.exec(page)?.[1] ?? expect.fail('the page shows no server block');
  return block
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace(/ssl_certificate(_key)? .*;/g, '')
    .replace('root /srv/our-list;', `root ${root};`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : expect.fail('no port');
}

interface Nginx {
  readonly address: string;
  stop(): Promise<void>;
}

async function startNginx(folder: string, root: string): Promise<Nginx> {
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${folder}/${name};`,
  );
  const config = `worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    events { worker_connections 64; }
    http { ${temporary.join(' ')} ${serverBlock(root, port)} }`;
  writeFileSync(join(folder, 'nginx.conf'), config);
  const child: ChildProcess = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder, '-g', 'daemon off;'], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  const address = `http://127.0.0.1:${port}/`;
  await until('nginx', () =>
    fetch(address).then(
      () => true,
      () => false,
    ),
  );
  return {
    address,
    async stop() {
      child.kill('SIGQUIT');
      await ended;
    },
  };
}

/** Runs the tool in this process; it has to succeed. */
async function consentry(...args: readonly string[]): Promise<Record<string, unknown>> {
  const lines: string[] = [];
  const keep = (line: string): void => {
    lines.push(line);
  };
  const io = { print: keep, warn: keep, stdin: Readable.from(['']), terminal: null };
  expect(await run([...args, '--json'], io), lines.join('\n')).toBe(0);
  return JSON.parse(lines.at(-1) ?? '{}');
}

interface Publication {
  readonly list: string;
  readonly root: string;
  readonly nginx: Nginx;
  /** Builds, signs and copies to the server. */
  publish(): Promise<void>;
  upload(): void;
  close(): Promise<void>;
}

async function startPublishing(): Promise<Publication> {
  const folder = mkdtempSync(join(tmpdir(), 'consentry-nginx-'));
  const [list, served] = [join(folder, 'our-list'), join(folder, 'served')];
  mkdirSync(served);
  const nginx = await startNginx(folder, served);
  const { root } = await consentry('init', list, '--name', 'Our list', '--publisher', 'Example Helpline');
  const upload = (): void => {
    const next = join(folder, 'next');
    rmSync(next, { recursive: true, force: true });
    cpSync(join(list, 'public'), next, { recursive: true });
    rmSync(served, { recursive: true });
    cpSync(next, served, { recursive: true });
  };
  return {
    list,
    root: String(root),
    nginx,
    upload,
    async publish() {
      await consentry('build', list, '--attest-public', 'Drawings; nobody is shown.');
      await consentry('sign', list);
      upload();
    },
    async close() {
      await nginx.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function writeDrawing(folder: string, name: string, width: number): Promise<string> {
  const dots = Array.from({ length: 30 }, (_, n) => {
    const [x, y, r] = [(n * 97 + width) % 400, (n * 61 + 3 * width) % 300, 8 + ((n * 31) % 50)];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${n * 50} 70% ${20 + ((n * 17) % 60)}%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">${dots.join('')}</svg>`;
  const file = join(folder, name);
  await sharp(Buffer.from(svg)).flatten({ background: '#777' }).png().toFile(file);
  return file;
}

describe.skipIf(!hasNginx())('a list on nginx (skipped where there is none and it cannot be installed)', () => {
  test('is read by verify through publication, update, withdrawal and new keys', async () => {
    const { list, root, nginx, publish, upload, close } = await startPublishing();
    const verify = () => consentry('verify', nginx.address, '--root', root);
    try {
      const pictures = join(list, '..', 'pictures');
      mkdirSync(pictures);
      const [first, second] = [await writeDrawing(pictures, '1.png', 1), await writeDrawing(pictures, '2.png', 200)];
      await consentry('add', list, '--whole', first);
      await publish();
      expect(await verify()).toMatchObject({ entries: 1, root, stale: false });

      await consentry('add', list, '--whole', second);
      await publish();
      expect(await verify()).toMatchObject({ entries: 2 });
      const { entry } = await consentry('check', '--list', nginx.address, first);
      expect(String(entry)).toMatch(/^[0-9a-f]{16}$/);

      await consentry('withdraw', list, String(entry));
      expect(await consentry('diff', nginx.address, list)).toMatchObject({ withdrawn: 0 });
      await publish();
      expect(await verify()).toMatchObject({ entries: 1 });
      expect(await consentry('check', '--list', nginx.address, first)).toMatchObject({ verdict: 'clear' });

      await consentry('rotate-keys', list);
      upload();
      expect(await verify()).toMatchObject({ entries: 1, root });
    } finally {
      await close();
    }
  });

  test('is handed out as the page says: by type, for good or not at all, and nothing else', async () => {
    const { list, nginx, publish, close } = await startPublishing();
    try {
      const pictures = join(list, '..', 'pictures');
      mkdirSync(pictures);
      await consentry('add', list, '--whole', await writeDrawing(pictures, '1.png', 1));
      await publish();
      const catalog = readFileSync(join(list, 'public/v1/catalog/1.json'), 'utf8');
      const payload = Buffer.from(JSON.parse(catalog).payload, 'base64').toString();
      const segment = /"segments":\[\{"sha256":"([0-9a-f]{64})"/.exec(payload)?.[1];
      const head = async (path: string) => {
        const { status, headers } = await fetch(`${nginx.address}${path}`);
        const names = ['content-type', 'cache-control', 'access-control-allow-origin', 'etag', 'content-encoding'];
        return [status, ...names.map(name => headers.get(name))];
      };
      expect(await head('v1/timestamp.json')).toEqual([200, 'application/json', 'no-cache', '*', null, null]);
      expect(await head('v1/root/2.json')).toEqual([404, expect.anything(), 'no-cache', '*', null, null]);
      const forGood = 'public, max-age=31536000, immutable';
      expect(await head(`v1/seg/${segment}.seg`)).toEqual([200, 'application/octet-stream', forGood, '*', null, null]);
      for (const path of [
        'bank.jsonl',
        'keys/root.pem',
        'v1/',
        '../our-list/bank.jsonl',
        '%2e%2e/our-list/bank.jsonl',
      ]) {
        expect((await fetch(`${nginx.address}${path}`)).status, path).toBeGreaterThanOrEqual(400);
      }
    } finally {
      await close();
    }
  });

  describe.each(['chromium', 'firefox'] as const)('in %s', kind => {
    let stage: Stage;
    let publication: Publication;
    let pictures: readonly string[];

    beforeAll(async () => {
      publication = await startPublishing();
      ({ stage, pictures } = await openStage(kind, publication));
    });
    afterAll(async () => {
      await stage?.close();
      await publication?.close();
    });

    test('verdicts on the open page follow what the publisher does', async () => {
      const { list, root, publish, upload } = publication;
      const id = root.slice(0, 16) as ListId;
      const flagged = async () => (await stage.status()).flagged.filter(item => item.listed.list === id).length;
      const update = async () => {
        expect(await ask(stage.probe, 'updateList', id)).toBe('updated');
      };
      const [first = '', second = ''] = pictures;
      await consentry('add', list, '--whole', first);
      await publish();
      await stage.open('/');
      await until('a first verdict', async () => (await stage.status()).clear > 0);

      expect(await ask(stage.probe, 'addList', `https://${LIST_HOST}/#${root}`)).toBe('updated');
      await until('the listed drawing', async () => (await flagged()) === 1);

      await consentry('add', list, '--whole', second);
      await publish();
      await update();
      await until('both listed drawings', async () => (await flagged()) === 2);

      const { entry } = await consentry('check', '--list', list, first);
      await consentry('withdraw', list, String(entry));
      await publish();
      await update();
      await until('the one that is left', async () => (await flagged()) === 1);

      await consentry('rotate-keys', list);
      upload();
      await update();
      await until('verdicts under the new keys', async () => (await flagged()) === 1);
      expect((await ask(stage.probe, 'overview')).lists.at(-1)).toMatchObject({ state: { kind: 'fresh' }, entries: 1 });
    });
  });
});

/** A browser on the pretend Instagram, for which `lists.example` is nginx behind the test's own TLS. */
async function openStage(kind: BrowserKind, { list, nginx }: Publication) {
  const drawings = (await readDrawings()).filter(({ listed }) => !listed).slice(0, 4);
  const stage = await setStage(kind, await drawnPosts(drawings), await permittedExtension(kind));
  stage.server.route(LIST_HOST, async ({ path }) => {
    const answer = await fetch(new URL(path, nginx.address));
    const headers = Object.fromEntries(answer.headers);
    return { status: answer.status, headers, body: new Uint8Array(await answer.arrayBuffer()) };
  });
  const pictures: string[] = [];
  for (const [n, drawing] of drawings.slice(0, 2).entries()) {
    const file = join(list, '..', `${n}.jpg`);
    writeFileSync(file, await photographOf(drawing));
    pictures.push(file);
  }
  return { stage, pictures };
}
