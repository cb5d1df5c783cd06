/**
 * A small list that was made once, with its keys, and is kept for ever: every later reader must open it, and every
 * second implementation can be tried on it. Never regenerate it; a new version of the format gets a folder of its own.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../../src/core/hash/hex.ts';
import type { Bytes } from '../../../src/core/list/bytes.ts';
import type { ListFiles } from '../../../src/core/list/chain.ts';
import { addSignatures, readEnvelope } from '../../../src/core/list/envelope.ts';
import { keyIdOf, signerFromJwk } from '../../../src/core/list/keys.ts';
import { openList } from '../../../src/core/list/open-list.ts';

const folder = new URL('golden/v1/', import.meta.url);
const readGolden = async (path: string): Promise<Bytes> =>
  new Uint8Array(await readFile(fileURLToPath(new URL(path, folder))));
const readJson = async (path: string) => JSON.parse(new TextDecoder().decode(await readGolden(path)));

interface Expected {
  readonly rootDigests: readonly string[];
  readonly keyIds: Readonly<Record<string, string>>;
  readonly revision: string;
  readonly entries: readonly string[];
  readonly threshold: number;
  readonly signedAt: string;
  readonly expiresAt: string;
}
const expected: Expected = await readJson('expected.json');

const files: ListFiles = { read: path => readGolden(`list/${path}`).catch(() => null) };

describe('the golden list of format version 1', () => {
  test.each(expected.rootDigests)('opens from the pinned root %s', async rootDigest => {
    const list = await openList(files, { rootDigest }, Date.parse('2026-11-21T00:00:00Z'));
    const { threshold, signedAt, expiresAt, revision } = expected;
    expect(list).toMatchObject({ id: 'golden', threshold, signedAt, expiresAt, revision, stale: false, entries: 3 });
    const hashes = Array.from({ length: list.entries }, (_, row) =>
      toHex(list.hashes.subarray(row * 32, row * 32 + 32)),
    );
    expect(hashes).toEqual(expected.entries);
  });

  test.each(Object.entries(expected.keyIds))('key %s has the id %s', async (name, keyId) => {
    const signer = await signerFromJwk(await readJson(`keys/${name}.jwk.json`));
    expect(await keyIdOf(signer.publicKey)).toBe(keyId);
  });

  test('signing its catalog again with its Ed25519 key gives the same bytes', async () => {
    const path = 'list/v1/catalog/2.json';
    const envelope = readEnvelope(await readGolden(path), path, 10_000);
    const signer = await signerFromJwk(await readJson('keys/catalog.jwk.json'));
    expect(await addSignatures(envelope, 'catalog', [signer])).toEqual(envelope);
  });
});
