/**
 * A publisher in memory, who can be told to lie: every file is made from plain JSON that a test may change before it is
 * signed with the right keys (or with others). `files` is what a server would hold.
 */
import { type Bytes, digestOf, encodeBase64, encodeText } from '../../../src/core/list/bytes.ts';
import type { ListFiles, Trust } from '../../../src/core/list/chain.ts';
import { type RoleName, sign } from '../../../src/core/list/envelope.ts';
import { type Algorithm, generateJwk, keyIdOf, type Signer, signerFromJwk } from '../../../src/core/list/keys.ts';
import { packEntries } from '../../../src/core/list/pack-entries.ts';
import { recordsOfVideos, type VideoEntry } from '../../../src/core/list/videos.ts';
import type { EntryId } from '../../../src/core/verdict.ts';

export const NOW = 1_795_000_000_000; // 2026-11-18T11:06:40Z
export const SIGNED_AT = '2026-11-18T11:00:00Z';
export const EXPIRES_AT = '2026-11-25T11:00:00Z';

export type Json = Record<string, unknown>;
export type Change = (payload: Json) => void;

export const newSigner = async (algorithm: Algorithm = 'ed25519'): Promise<Signer> =>
  signerFromJwk(await generateJwk(algorithm));

/** Hash number `n`: 128 of 256 bits set, as in a real one, and in the order of the numbers. */
export function sampleHash(n: number): Uint8Array {
  const hash = new Uint8Array(32);
  new DataView(hash.buffer).setUint32(0, n);
  for (let at = 0; at < 16; at++) hash[31 - at] = ~(hash[at] as number);
  return hash;
}

export function sampleHashes(numbers: readonly number[]): Bytes {
  const hashes = new Uint8Array(numbers.length * 32);
  for (const [row, n] of numbers.entries()) hashes.set(sampleHash(n), row * 32);
  return hashes;
}

/** Video number `id`, of the frames with these numbers. */
export const sampleVideo = (id: number, numbers: readonly number[]): VideoEntry => ({
  id: id.toString(16).padStart(16, '0') as EntryId,
  frames: sampleHashes(numbers),
});

export const listFiles = (files: ReadonlyMap<string, Bytes>): ListFiles => ({
  read: async path => files.get(path) ?? null,
});

export interface Publisher {
  readonly files: Map<string, Bytes>;
  readonly trust: Trust;
  readonly signers: Readonly<Record<RoleName, readonly Signer[]>>;
  /** The newest state of each payload, to be changed and signed again. */
  readonly payloads: { root: Json; catalog: Json; timestamp: Json };
  putRoot(version: number, change?: Change, signers?: readonly Signer[]): Promise<void>;
  /** Writes the catalog, and a timestamp that names it. */
  putCatalog(change?: Change, signers?: readonly Signer[]): Promise<void>;
  putTimestamp(change?: Change, signers?: readonly Signer[]): Promise<void>;
  /** Replaces the entries and the files that hold them. */
  putEntries(hashes: Bytes, held?: readonly Bytes[], mode?: 'rewrite' | 'defer'): Promise<void>;
  /** Replaces the videos beside the pictures, and says of them what `change` says. */
  putVideos(
    videos: readonly VideoEntry[],
    change?: Json,
    held?: readonly Bytes[],
    mode?: 'rewrite' | 'defer',
  ): Promise<void>;
  /** Replaces the exact files beside the rest, and says of them what `change` says. */
  putDigests(digests: Bytes, change?: Json, held?: readonly Bytes[], mode?: 'rewrite' | 'defer'): Promise<void>;
}

const keyJson = (signer: Signer) => ({
  algorithm: signer.publicKey.algorithm,
  publicKey: encodeBase64(signer.publicKey.raw),
});

export async function rootPayload(
  version: number,
  signers: Readonly<Record<RoleName, readonly Signer[]>>,
  thresholds: Readonly<Record<RoleName, number>>,
): Promise<Json> {
  const role = async (name: RoleName) => ({
    keyIds: await Promise.all(signers[name].map(signer => keyIdOf(signer.publicKey))),
    threshold: thresholds[name],
  });
  return {
    spec: '1',
    version,
    keys: [...new Set([...signers.root, ...signers.catalog, ...signers.timestamp])].map(keyJson),
    roles: { root: await role('root'), catalog: await role('catalog'), timestamp: await role('timestamp') },
  };
}

const bytesOf = (payload: Json): Bytes => encodeText(JSON.stringify(payload));

/** A list of three entries, signed and complete: two of three root keys, two of two catalog keys, one timestamp key. */
export async function newPublisher(): Promise<Publisher> {
  const signers = {
    root: [await newSigner(), await newSigner(), await newSigner('ecdsa-p256')],
    catalog: [await newSigner(), await newSigner('ecdsa-p256')],
    timestamp: [await newSigner()],
  };
  const files = new Map<string, Bytes>();
  const payloads = {
    root: await rootPayload(1, signers, { root: 2, catalog: 2, timestamp: 1 }),
    catalog: {
      spec: '1',
      version: 1,
      prev: null,
      signedAt: SIGNED_AT,
      expiresAt: '2027-02-16T11:00:00Z',
      minWait: 21600,
      id: 'sample',
      name: 'Sample list',
      publisher: 'A publisher',
      purpose: 'community',
      covers: 'Numbers that nobody drew.',
      contact: 'mailto:someone@example.org',
      mirrors: [],
      parts: [],
    } as Json,
    timestamp: { spec: '1', version: 1, signedAt: SIGNED_AT, expiresAt: EXPIRES_AT, catalog: {} } as Json,
  };
  const publisher: Publisher = {
    files,
    trust: { rootDigest: await digestOf(bytesOf(payloads.root)) },
    signers,
    payloads,
    async putRoot(version, change = () => undefined, by = signers.root) {
      change(payloads.root);
      files.set(`v1/root/${version}.json`, await sign(bytesOf(payloads.root), 'root', by));
    },
    async putCatalog(change = () => undefined, by = signers.catalog) {
      change(payloads.catalog);
      const file = await sign(bytesOf(payloads.catalog), 'catalog', by);
      const version = payloads.catalog['version'];
      files.set(`v1/catalog/${version}.json`, file);
      const reference = { version, length: file.length, sha256: await digestOf(file) };
      await publisher.putTimestamp(timestamp => {
        timestamp['catalog'] = reference;
      });
    },
    async putTimestamp(change = () => undefined, by = signers.timestamp) {
      change(payloads.timestamp);
      files.set('v1/timestamp.json', await sign(bytesOf(payloads.timestamp), 'timestamp', by));
    },
    async putEntries(hashes, held = [], mode = 'rewrite') {
      const packed = await packEntries('pdq', hashes, held, mode);
      for (const [path, file] of packed.files) files.set(path, file);
      const part = { kind: 'pdq', threshold: 31, attestation: 'Made of numbers.', ...packed.part };
      await publisher.putCatalog(catalog => {
        catalog['parts'] = [part];
      });
    },
    async putVideos(videos, change = {}, held = [], mode = 'rewrite') {
      const packed = await packEntries('video', recordsOfVideos(videos), held, mode);
      for (const [path, file] of packed.files) files.set(path, file);
      const rule = { threshold: 31, seenPercent: 80, listedPercent: 10 };
      const said = { attestation: 'Numbers.', videos: videos.length, ...packed.part, ...change };
      await publisher.putCatalog(catalog => {
        const others = (catalog['parts'] as Json[]).filter(({ kind }) => kind !== 'video');
        catalog['parts'] = [...others, { kind: 'video', ...rule, ...said }];
      });
    },
    async putDigests(digests, change = {}, held = [], mode = 'rewrite') {
      const packed = await packEntries('digest', digests, held, mode);
      for (const [path, file] of packed.files) files.set(path, file);
      const part = { kind: 'digest', attestation: 'Numbers.', ...packed.part, ...change };
      await publisher.putCatalog(catalog => {
        const others = (catalog['parts'] as Json[]).filter(({ kind }) => kind !== 'digest');
        catalog['parts'] = [...others, part];
      });
    },
  };
  await publisher.putRoot(1);
  await publisher.putEntries(sampleHashes([1, 2, 3]));
  return publisher;
}
