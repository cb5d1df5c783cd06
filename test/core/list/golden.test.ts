/**
 * Small lists that were made once, with their keys, and are kept for ever: every later reader must open them, and every
 * second implementation can be tried on them. Never regenerate one; a new version of the format gets a folder of its own.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../../src/core/hash/hex.ts';
import { type Bytes, digestOf, encodeText } from '../../../src/core/list/bytes.ts';
import type { ListFiles } from '../../../src/core/list/chain.ts';
import { addSignatures, readEnvelope } from '../../../src/core/list/envelope.ts';
import { keyIdOf, signerFromJwk } from '../../../src/core/list/keys.ts';
import { openList } from '../../../src/core/list/open-list.ts';
import { holdsRecord } from '../../../src/core/list/records.ts';

const folder = new URL('golden/', import.meta.url);
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
const expected: Expected = await readJson('v1/expected.json');

const files: ListFiles = { read: path => readGolden(`v1/list/${path}`).catch(() => null) };

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
    const signer = await signerFromJwk(await readJson(`v1/keys/${name}.jwk.json`));
    expect(await keyIdOf(signer.publicKey)).toBe(keyId);
  });

  test('signing its catalog again with its Ed25519 key gives the same bytes', async () => {
    const path = 'v1/list/v1/catalog/2.json';
    const envelope = readEnvelope(await readGolden(path), path, 10_000);
    const signer = await signerFromJwk(await readJson('v1/keys/catalog.jwk.json'));
    expect(await addSignatures(envelope, 'catalog', [signer])).toEqual(envelope);
  });
});

describe('the golden list with videos', () => {
  test('opens to its pictures and the frames of each video', async () => {
    const { rootDigest, revision, pictures, rule, videos } = await readJson('v1-video/expected.json');
    const files: ListFiles = { read: path => readGolden(`v1-video/list/${path}`).catch(() => null) };
    const list = await openList(files, { rootDigest }, Date.parse('2026-11-23T00:00:00Z'));
    expect(list).toMatchObject({ id: 'golden-video', revision, entries: pictures + videos.length, skipped: [] });
    expect(list.video?.rule).toEqual(rule);
    const { ids = [], starts = [], frames = new Uint8Array(0) } = list.video?.groups ?? {};
    const opened = ids.map((id, video) => {
      const [from = 0, to = 0] = [starts[video], starts[video + 1]];
      const rows = Array.from({ length: to - from }, (_, row) => (from + row) * 32);
      return { id, frames: rows.map(at => toHex(frames.subarray(at, at + 32))) };
    });
    expect(opened).toEqual(videos);
  });

  test('names each video by the digest of its frames', async () => {
    const { videos } = await readJson('v1-video/expected.json');
    for (const { id, frames } of videos) {
      expect((await digestOf(new Uint8Array(Buffer.from(frames.join(''), 'hex')))).slice(0, 16)).toBe(id);
    }
  });
});

describe('the golden list with exact files', () => {
  test('opens to the digests of the files that were not taken back', async () => {
    const { rootDigest, revision, pictures, files: listed, withdrawn } = await readJson('v1-digest/expected.json');
    const files: ListFiles = { read: path => readGolden(`v1-digest/list/${path}`).catch(() => null) };
    const list = await openList(files, { rootDigest }, Date.parse('2026-11-23T00:00:00Z'));
    expect(list).toMatchObject({ id: 'golden-digest', revision, entries: pictures + listed.length, skipped: [] });
    expect(toHex(list.digests)).toBe(listed.map(({ sha256 }: { sha256: string }) => sha256).join(''));
    for (const { text, sha256 } of [...listed, withdrawn]) {
      const digest = await digestOf(encodeText(text));
      expect(digest).toBe(sha256);
      expect(holdsRecord(list.digests, Buffer.from(digest, 'hex'))).toBe(text !== withdrawn.text);
    }
  });
});
