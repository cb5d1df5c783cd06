/** A publisher's day, from an empty folder to a list that subscribers can open. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sampleHash } from '../core/list/sample-list.ts';
import { ATTEST, importNumbers, newFolder, newList, publish, runCli, sampleHex, spawnCli } from './run-cli.ts';

const verified = async (folder: string, ...options: readonly string[]) =>
  (await runCli(['verify', folder, '--json', ...options])).json[0];
const segments = (folder: string) => readdirSync(join(folder, 'public/v1/seg')).sort();

describe('init', () => {
  test('makes keys that only their owner may read, and a root to pin', async () => {
    const folder = join(newFolder(), 'list');
    const { json } = await runCli(['init', folder, '--name', "A School's list", '--json']);
    expect(json).toMatchObject([{ id: 'a-school-s-list', root: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
    for (const name of ['root', 'catalog', 'timestamp']) {
      expect(statSync(join(folder, `keys/${name}.pem`)).mode & 0o777).toBe(0o600);
    }
  });

  test('refuses settings that no catalog could carry before it makes a key', async () => {
    const folder = join(newFolder(), 'list');
    expect(await runCli(['init', folder, '--name', '!!!'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('id'),
    });
    expect(existsSync(folder)).toBe(false);
  });

  test('overwrites nothing', async () => {
    const folder = await newList([]);
    const key = readFileSync(join(folder, 'keys/root.pem'), 'utf8');
    const { code, stderr } = await runCli(['init', folder, '--name', 'Another']);
    expect(code).toBe(1);
    expect(stderr).toContain('is there already');
    expect(readFileSync(join(folder, 'keys/root.pem'), 'utf8')).toBe(key);
  });
});

describe('build and sign', () => {
  test('publish a list that verifies against its root', async () => {
    const folder = join(newFolder(), 'list');
    const { json } = await runCli([
      'init',
      folder,
      '--name',
      'One',
      '--purpose',
      'helpline',
      '--threshold',
      '20',
      '--json',
    ]);
    await importNumbers(folder, [1, 2, 3]);
    await publish(folder);
    const root = String(json[0]?.['root']);
    expect(statSync(join(folder, 'bank.jsonl')).mode & 0o777).toBe(0o600);
    expect(await verified(folder, '--root', root)).toMatchObject({
      id: 'one',
      purpose: 'helpline',
      threshold: 20,
      entries: 3,
      stale: false,
      root,
    });
    expect(await runCli(['verify', folder, '--root', '0'.repeat(64)])).toMatchObject({ code: 1 });
  });

  test('refuse a list of plain hashes that nobody says may be public', async () => {
    const folder = await newList([1]);
    const { code, stderr } = await runCli(['build', folder]);
    expect(code).toBe(2);
    expect(stderr).toContain('--attest-public');
    expect(readdirSync(folder)).not.toContain('draft');
  });

  test('keep what is published until enough keys have signed', async () => {
    const folder = await newList([1, 2], '--keys', '3', '--quorum', '2', '--algorithm', 'ecdsa-p256');
    const key = (name: string) => ['--key', join(folder, 'keys', `${name}.pem`)];
    await runCli(['build', folder, ...ATTEST]);
    const first = await runCli(['sign', folder, '--json', ...key('catalog-1')]);
    expect(first.json).toEqual([{ state: 'waiting', role: 'catalog', have: 1, need: 2 }]);
    const again = await runCli(['sign', folder, '--json', ...key('catalog-1'), ...key('timestamp')]);
    expect(again.json).toMatchObject([{ state: 'waiting', have: 1 }]);
    const second = await runCli(['sign', folder, '--json', ...key('catalog-3')]);
    expect(second.json).toMatchObject([{ state: 'waiting', role: 'timestamp' }]);
    expect(readdirSync(join(folder, 'public/v1'))).toEqual(['root']);
    const last = await runCli(['sign', folder, '--json', ...key('timestamp')]);
    expect(last.json).toMatchObject([{ state: 'published', version: 1, entries: 2 }]);
    expect(await verified(folder)).toMatchObject({ entries: 2 });
  });

  test('renew the timestamp of the published version when there is no draft', async () => {
    const folder = await newList([1]);
    expect(await runCli(['sign', folder])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('run build first'),
    });
    await publish(folder);
    const before = await readFile(join(folder, 'public/v1/timestamp.json'), 'utf8');
    expect((await runCli(['sign', folder, '--json'])).json).toMatchObject([{ state: 'published', version: 1 }]);
    expect(await readFile(join(folder, 'public/v1/timestamp.json'), 'utf8')).not.toBe(before);
    expect(await verified(folder)).toMatchObject({ entries: 1 });
  });

  test('add a small segment for what is new, and keep the large one', async () => {
    const folder = await newList([1, 2, 3]);
    await publish(folder);
    const [first] = segments(folder);
    const old = join(newFolder(), 'old');
    await cp(join(folder, 'public'), old, { recursive: true });
    await importNumbers(folder, [2, 4]);
    await publish(folder);
    expect(segments(folder)).toHaveLength(2);
    expect(segments(folder)).toContain(first);
    const { json } = await runCli(['diff', old, folder, '--json']);
    expect(json).toEqual([{ from: 1, to: 2, added: 1, withdrawn: 0, segments: 1, bytes: 64 }]);
    await publish(folder, '--compact');
    expect(segments(folder)).toHaveLength(1);
    expect(await verified(folder)).toMatchObject({ entries: 4 });
  });
});

describe('withdraw', () => {
  test('takes an entry and its bytes out of what is published, and keeps it out', async () => {
    const folder = await newList([1, 2, 3]);
    await publish(folder);
    expect((await runCli(['withdraw', folder, sampleHex(2).toUpperCase(), '--json'])).json).toEqual([
      { withdrawn: 1, absent: 0, total: 2 },
    ]);
    await publish(folder);
    expect(await verified(folder)).toMatchObject({ entries: 2 });
    const published = readdirSync(join(folder, 'public'), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => readFileSync(join(entry.parentPath, entry.name)));
    expect(published.some(file => file.includes(Buffer.from(sampleHash(2))))).toBe(false);
    expect(readFileSync(join(folder, 'bank.jsonl'), 'utf8')).not.toContain(sampleHex(2));
    await importNumbers(folder, [2]);
    expect((await runCli(['build', folder, ...ATTEST, '--json'])).json).toMatchObject([{ entries: 2 }]);
  });

  test('can leave a segment as it is for now, and only name the entry', async () => {
    const folder = await newList([1, 2, 3]);
    await publish(folder);
    const before = segments(folder);
    await runCli(['withdraw', folder, sampleHex(2)]);
    await publish(folder, '--defer-withdrawals');
    expect(segments(folder)).toEqual(before);
    expect(await verified(folder)).toMatchObject({ entries: 2 });
    await publish(folder);
    expect(segments(folder)).not.toEqual(before);
    expect(readdirSync(join(folder, 'public/v1/withdrawn'))).toEqual([]);
    expect(await verified(folder)).toMatchObject({ entries: 2 });
  });

  test('refuses what is no hash', async () => {
    const folder = await newList([1]);
    expect(await runCli(['withdraw', folder, 'abc'])).toMatchObject({ code: 2 });
  });
});

describe('verify', () => {
  test('says which list is damaged, and how', async () => {
    const folder = await newList([1, 2, 3]);
    await publish(folder);
    const path = join(folder, 'public/v1/seg', segments(folder)[0] as string);
    const file = await readFile(path);
    file[40] = (file[40] as number) ^ 1;
    await writeFile(path, file);
    expect(await runCli(['verify', folder])).toMatchObject({ code: 1, stderr: expect.stringContaining('digest') });
  });
});

describe('serve', () => {
  test('serves the published files on this computer, and nothing else of the folder', async () => {
    const folder = await newList([1]);
    await publish(folder);
    const server = spawnCli(['serve', folder, '--port', '0', '--json']);
    try {
      const line = await new Promise<string>(resolve => server.stdout?.once('data', piece => resolve(String(piece))));
      const { address } = JSON.parse(line) as { address: string };
      expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
      const answer = await fetch(`${address}v1/timestamp.json`);
      expect(await answer.text()).toBe(await readFile(join(folder, 'public/v1/timestamp.json'), 'utf8'));
      for (const path of [
        '',
        'v1/',
        'v1/../../keys/root.pem',
        'v1/%2e%2e/%2e%2e/keys/root.pem',
        'bank.jsonl',
        'v1/root/2.json',
      ]) {
        expect((await fetch(`${address}${path}`)).status, path).toBe(404);
      }
      expect((await fetch(`${address}v1/timestamp.json`, { method: 'POST' })).status).toBe(405);
      const exited = new Promise(resolve => server.once('exit', resolve));
      server.kill('SIGTERM');
      expect(await exited).toBe(0);
    } finally {
      server.kill('SIGKILL');
    }
  });
});
