/** Keys are replaced, and who subscribed long ago follows without knowing. */
import { existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesIn } from '../../src/cli/disk-files.ts';
import { readChain } from '../../src/core/list/chain.ts';
import { newFolder, newList, prepare, publish, runCli } from './run-cli.ts';

const keysOf = (folder: string): readonly string[] => readdirSync(join(folder, 'keys')).sort();
const key = (folder: string, name: string) => ['--key', join(folder, 'keys', name)];

/** Moves a key away, as its keeper does. Gives where it is. */
function takeAway(folder: string, name: string): string {
  const place = join(newFolder(), name);
  renameSync(join(folder, 'keys', name), place);
  return place;
}

describe('rotate-keys', () => {
  test('replaces all keys; the old pin stays good, and the old keys sign nothing any more', async () => {
    const folder = await newList([1, 2, 3]);
    const root = (await publish(folder)).root;
    const copy = join(newFolder(), 'before');
    await cp(join(folder, 'public'), copy, { recursive: true });
    const old = keysOf(folder);

    const { json } = await prepare('rotate-keys', folder, '--json');
    expect(json).toMatchObject([{ state: 'published', version: 2, retired: old }]);
    expect(json[0]?.['root']).not.toBe(root);
    expect(keysOf(folder)).toEqual([...old, 'catalog-r2.pem', 'root-r2.pem', 'timestamp-r2.pem'].sort());
    expect(statSync(join(folder, 'keys/root-r2.pem')).mode & 0o777).toBe(0o600);
    for (const pin of [root, String(json[0]?.['root'])]) {
      expect((await prepare('verify', folder, '--root', pin, '--json')).json).toMatchObject([{ entries: 3 }]);
    }

    const trust = { rootDigest: root };
    const previous = await readChain(filesIn(copy), trust);
    const next = await readChain(filesIn(join(folder, 'public')), trust, { previous, now: Date.now() });
    expect(next.root.version).toBe(2);
    expect([...next.root.keys.keys()].some(id => previous.root.keys.has(id))).toBe(false);

    expect((await runCli(['sign', folder, ...key(folder, 'timestamp.pem'), '--json'])).json).toMatchObject([
      { state: 'waiting', role: 'timestamp', have: 0 },
    ]);
    await prepare('sign', folder);
    expect((await prepare('verify', folder, '--root', root, '--json')).json).toMatchObject([{ entries: 3 }]);
  });

  test('may replace one role, and leaves the others their keys', async () => {
    const folder = await newList([1]);
    const { root } = await publish(folder);
    const before = readFileSync(join(folder, 'public/v1/catalog/1.json'), 'utf8');
    const { json } = await prepare('rotate-keys', folder, '--role', 'timestamp', '--json');
    expect(json).toMatchObject([{ retired: ['timestamp.pem'] }]);
    expect(readdirSync(join(folder, 'public/v1/catalog'))).toEqual(['1.json']);
    expect(readFileSync(join(folder, 'public/v1/catalog/1.json'), 'utf8')).toBe(before);
    expect((await prepare('verify', folder, '--root', root, '--json')).json).toMatchObject([{ entries: 1 }]);
  });

  test('waits for keys that are elsewhere, publishing nothing, and is finished by sign', async () => {
    const folder = await newList([1, 2], '--keys', '2', '--quorum', '2');
    const { root } = await publish(folder);
    const away = takeAway(folder, 'root-2.pem');
    const waiting = await prepare('rotate-keys', folder, '--role', 'root', '--json');
    expect(waiting.json).toMatchObject([{ state: 'waiting', role: 'root', have: 1, need: 2 }]);
    expect(readdirSync(join(folder, 'public/v1/root'))).toEqual(['1.json']);
    expect(await runCli(['rotate-keys', folder])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('drafted'),
    });

    await prepare('build', folder, '--attest-public', 'Numbers.');
    expect(existsSync(join(folder, 'draft/v1/root/2.json'))).toBe(true);
    const keys = ['catalog-1.pem', 'catalog-2.pem', 'timestamp.pem'].flatMap(name => key(folder, name));
    const { json } = await prepare('sign', folder, '--key', away, ...keys, '--json');
    expect(json).toMatchObject([{ state: 'published', version: 2 }]);
    expect(readdirSync(join(folder, 'public/v1/root'))).toEqual(['1.json', '2.json']);
    expect((await prepare('verify', folder, '--root', root, '--json')).json).toMatchObject([{ entries: 2 }]);
  });

  test('that was ended between the new root and its timestamp, or before the draft was cleared, is finished by sign', async () => {
    const folder = await newList([1, 2]);
    const { root } = await publish(folder);
    const away = takeAway(folder, 'timestamp.pem');
    const waiting = await prepare('rotate-keys', folder, '--role', 'catalog', '--json');
    expect(waiting.json).toMatchObject([{ state: 'waiting', role: 'timestamp' }]);
    const draft = join(newFolder(), 'draft');
    await cp(join(folder, 'draft'), draft, { recursive: true });

    await cp(join(draft, 'v1/root/2.json'), join(folder, 'public/v1/root/2.json'));
    expect(await runCli(['verify', folder])).toMatchObject({ code: 1, stderr: expect.stringContaining('signature') });
    renameSync(away, join(folder, 'keys/timestamp.pem'));
    expect((await prepare('sign', folder, '--json')).json).toMatchObject([{ state: 'published', version: 2 }]);
    expect((await prepare('verify', folder, '--root', root, '--json')).json).toMatchObject([{ entries: 2 }]);

    await cp(draft, join(folder, 'draft'), { recursive: true });
    expect((await prepare('sign', folder, '--json')).json).toMatchObject([{ state: 'published', version: 2 }]);
    expect(existsSync(join(folder, 'draft'))).toBe(false);
    expect((await prepare('verify', folder, '--root', root, '--json')).json).toMatchObject([{ entries: 2 }]);
  });

  test('can change how many keys there are and how many must sign', async () => {
    const folder = await newList([1]);
    const { root } = await publish(folder);
    await prepare('rotate-keys', folder, '--keys', '3', '--quorum', '2', '--algorithm', 'ecdsa-p256');
    expect(keysOf(folder)).toContain('catalog-r2-3.pem');
    await prepare('build', folder, '--attest-public', 'Numbers.');
    const one = await prepare('sign', folder, ...key(folder, 'catalog-r2-1.pem'), '--json');
    expect(one.json).toMatchObject([{ state: 'waiting', role: 'catalog', have: 1, need: 2 }]);
    await prepare('sign', folder);
    expect((await prepare('verify', folder, '--root', root, '--json')).json).toMatchObject([{ entries: 1 }]);
  });

  test('before the first version, is brought by it', async () => {
    const folder = await newList([1]);
    expect((await prepare('rotate-keys', folder, '--json')).json).toMatchObject([{ state: 'drafted', version: 2 }]);
    await publish(folder);
    expect(readdirSync(join(folder, 'public/v1/root'))).toEqual(['1.json', '2.json']);
    expect((await prepare('verify', folder, '--json')).json).toMatchObject([{ entries: 1 }]);
  });

  test('refuses a role that there is not, before it makes a key', async () => {
    const folder = await newList([1]);
    const before = keysOf(folder);
    expect((await runCli(['rotate-keys', folder, '--role', 'owner'])).code).not.toBe(0);
    expect((await runCli(['rotate-keys', folder, '--key', join(folder, 'absent.pem')])).code).not.toBe(0);
    expect(keysOf(folder)).toEqual(before);
  });
});
