/** A list in a tar archive, made by the tar of this computer and by nobody in particular. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bytes } from '../../../src/core/list/bytes.ts';
import { archiveFetch } from '../../../src/core/list/sync-archive.ts';
import { previewList } from '../../../src/core/list/sync-preview.ts';
import { NOW, newPublisher, type Publisher } from './sample-list.ts';

const runs = Number(process.env['FUZZ_RUNS'] ?? 300);

const reader = (archive: Bytes) => async (offset: number, length: number) =>
  Uint8Array.from(archive.subarray(offset, offset + length));

let publisher: Publisher;
let folder: string;
beforeAll(async () => {
  publisher = await newPublisher();
  folder = mkdtempSync(join(tmpdir(), 'consentry-archive-'));
  for (const [path, bytes] of publisher.files) {
    mkdirSync(dirname(join(folder, 'public', path)), { recursive: true });
    writeFileSync(join(folder, 'public', path), bytes);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

function tar(...args: readonly string[]): Bytes {
  execFileSync('tar', ['-cf', join(folder, 'list.tar'), ...args], { cwd: folder });
  return new Uint8Array(readFileSync(join(folder, 'list.tar')));
}

const preview = async (archive: Bytes) =>
  previewList({ address: '', rootDigest: null }, await archiveFetch(reader(archive)), NOW);

describe('an archive', () => {
  test.each([
    ['of the folder itself', ['-C', 'public', 'v1']],
    ['from inside of it', ['-C', 'public', '.']],
    ['of all around it', ['public']],
    ['in the format of POSIX', ['--format=posix', 'public']],
    ['in the format of ustar', ['--format=ustar', 'public']],
    ['in the format of GNU', ['--format=gnu', 'public']],
  ])('%s is read', async (_, args) => {
    const found = await preview(tar(...args));
    expect(found).toMatchObject({
      rootDigest: publisher.trust.rootDigest,
      chain: { catalog: { name: 'Sample list' } },
    });
  });

  test('gives each file as it was put in, and at most one byte more than is asked for', async () => {
    const fetchFile = await archiveFetch(reader(tar('public')));
    for (const [path, bytes] of publisher.files) {
      expect(await fetchFile('', path, 1e6)).toEqual({ kind: 'bytes', bytes });
      expect(await fetchFile('', path, 10)).toEqual({ kind: 'bytes', bytes: bytes.slice(0, 11) });
    }
    expect(await fetchFile('', 'v1/root/2.json', 10)).toEqual({ kind: 'absent' });
  });

  test('passes over links and files that are none of a list', async () => {
    symlinkSync('/etc/passwd', join(folder, 'public/v1/root/2.json'));
    writeFileSync(join(folder, 'public/notes.txt'), 'x'.repeat(5_000));
    const fetchFile = await archiveFetch(reader(tar('public')));
    expect(await fetchFile('', 'v1/root/2.json', 1e6)).toEqual({ kind: 'absent' });
    expect(await fetchFile('', 'notes.txt', 1e6)).toEqual({ kind: 'absent' });
    expect(await fetchFile('', 'v1/timestamp.json', 1e6)).toMatchObject({ kind: 'bytes' });
    rmSync(join(folder, 'public/v1/root/2.json'));
  });

  test.each([
    ['a picture', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...new Array(2_000).fill(7)])],
    ['a few bytes', Uint8Array.from([1, 2, 3])],
  ])('%s is none', async (_, bytes) => {
    await expect(archiveFetch(reader(bytes))).rejects.toMatchObject({ name: 'ListError', reason: 'format' });
  });

  test('an empty file is an archive of nothing, and no list', async () => {
    expect(await preview(new Uint8Array(0))).toMatchObject({ outcome: { failed: 'missing' } });
  });

  test('whatever is in it, reading it ends, and ends with bytes or a refusal', {
    timeout: 60_000 + 20 * runs,
  }, async () => {
    const whole = tar('public');
    const damaged = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
      .map(changes => {
        const copy = Uint8Array.from(whole);
        for (const [at, value] of changes) copy[at] = value;
        return copy;
      });
    const cut = fc.nat(whole.length).map(length => whole.slice(0, length));
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, cut), async archive => {
        const found = await preview(archive).catch(error => {
          expect(error).toMatchObject({ name: 'ListError' });
          return null;
        });
        if (found !== null && 'chain' in found) expect(found.chain.catalog.name).toBe('Sample list');
      }),
      { numRuns: runs },
    );
  });
});
