/** A list made of one's own pictures, as its receiver's browser and tar read it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../../src/core/hash/hex.ts';
import { openList } from '../../../src/core/list/open-list.ts';
import { archiveFetch } from '../../../src/core/list/sync-archive.ts';
import { remoteFiles } from '../../../src/core/list/sync-files.ts';
import { writeGivenList } from '../../../src/core/own/give.ts';
import { NOW, sampleHash } from '../list/sample-list.ts';

const words = { name: 'Private pictures', publisher: 'Alex', covers: 'Mine.' };
const hashes = [3, 1, 2, 1].map(sampleHash);
const give = () => writeGivenList(hashes, words, NOW);

async function opened(archive: Uint8Array<ArrayBuffer>, rootDigest: string) {
  const fetchFile = await archiveFetch(async (offset, length) => archive.slice(offset, offset + length));
  return openList(remoteFiles(fetchFile, ''), { rootDigest }, NOW);
}

describe('a given list', () => {
  test('opens under its key with one entry for each picture, and says who gave it', async () => {
    const { archive, keyDigest, entries } = await give();
    const list = await opened(archive, keyDigest);
    expect(list).toMatchObject({ name: 'Private pictures', publisher: 'Alex', entries: 3, stale: false });
    expect(entries).toBe(3);
    expect(toHex(list.hashes)).toBe([1, 2, 3].map(n => toHex(sampleHash(n))).join(''));
  });

  test('opens under no other key, and not when a byte of it was changed', async () => {
    const { archive, keyDigest } = await give();
    await expect(opened(archive, (await give()).keyDigest)).rejects.toThrow();
    const at = archive.findLastIndex(byte => byte !== 0); // in the last file, which holds the hashes
    archive[at] = (archive[at] as number) ^ 1;
    await expect(opened(archive, keyDigest)).rejects.toThrow();
  });

  test('has another key each time, so that two files cannot be told to be from one person', async () => {
    expect((await give()).keyDigest).not.toBe((await give()).keyDigest);
  });

  test('is unpacked by tar without complaint', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'consentry-given-'));
    try {
      writeFileSync(join(folder, 'list.tar'), (await give()).archive);
      execFileSync('tar', ['-xf', join(folder, 'list.tar'), '-C', folder]);
      expect(readdirSync(join(folder, 'v1')).sort()).toEqual(['catalog', 'root', 'seg', 'timestamp.json']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
