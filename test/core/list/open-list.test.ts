/** A whole list, from root to hashes: what is taken, and each lie that is refused. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Bytes, digestOf, encodeText } from '../../../src/core/list/bytes.ts';
import { readChain } from '../../../src/core/list/chain.ts';
import { sign } from '../../../src/core/list/envelope.ts';
import { openList } from '../../../src/core/list/open-list.ts';
import {
  type Json,
  listFiles,
  NOW,
  newPublisher,
  newSigner,
  type Publisher,
  rootPayload,
  sampleHash,
  sampleHashes,
} from './sample-list.ts';

let publisher: Publisher;
beforeEach(async () => {
  publisher = await newPublisher();
});

const open = (now = NOW) => openList(listFiles(publisher.files), publisher.trust, now);
const refusal = (reason: string) => expect.objectContaining({ name: 'ListError', reason });
const part = (): Json => (publisher.payloads.catalog['parts'] as Json[])[0] as Json;

/** Changes one byte of a file, as transport or storage would. */
function flipBit(path: string, at: number): void {
  const file = Uint8Array.from(publisher.files.get(path) as Bytes);
  file[at] = (file[at] as number) ^ 1;
  publisher.files.set(path, file);
}

/** Puts a file of records in the place of the first segment, named rightly in a catalog that is signed rightly. */
async function plantSegment(file: Bytes, count: number): Promise<void> {
  const sha256 = await digestOf(file);
  publisher.files.set(`v1/seg/${sha256}.seg`, file);
  await publisher.putCatalog(() => Object.assign(part(), { segments: [{ sha256, count }], count }));
}

const segmentPath = (): string => `v1/seg/${(part()['segments'] as { sha256: string }[])[0]?.sha256}.seg`;
const segment = (): Bytes => Uint8Array.from(publisher.files.get(segmentPath()) as Bytes);

describe('an honest list', () => {
  test('opens to its sorted hashes and what its catalog says', async () => {
    const list = await open();
    expect(list).toMatchObject({
      id: 'sample',
      name: 'Sample list',
      publisher: 'A publisher',
      purpose: 'community',
      threshold: 31,
      signedAt: '2026-11-18T11:00:00Z',
      expiresAt: '2026-11-25T11:00:00Z',
      stale: false,
      entries: 3,
      bytes: 32 + 3 * 32,
      skipped: [],
    });
    expect(list.hashes).toEqual(sampleHashes([1, 2, 3]));
  });

  test('may be empty', async () => {
    await publisher.putEntries(new Uint8Array(0));
    expect((await open()).entries).toBe(0);
  });

  test('opens past its time, and says that it is stale', async () => {
    expect(await open(Date.parse('2026-11-25T10:59:59Z'))).toMatchObject({ stale: false });
    expect(await open(Date.parse('2026-11-25T11:00:00Z'))).toMatchObject({ stale: true, entries: 3 });
  });

  test('is used whatever the clock of this computer says', async () => {
    expect((await open(0)).entries).toBe(3);
    expect((await open(NOW + 3e11)).entries).toBe(3);
  });

  test('merges segments that were added later into one sorted run', async () => {
    await publisher.putEntries(sampleHashes([1, 2, 3, 5, 8]), [sampleHashes([2, 5])]);
    expect(part()['segments']).toHaveLength(2);
    expect((await open()).hashes).toEqual(sampleHashes([1, 2, 3, 5, 8]));
  });

  test('leaves out entries that were withdrawn', async () => {
    await publisher.putEntries(sampleHashes([1, 3]), [sampleHashes([1, 2, 3])], 'defer');
    expect(part()['withdrawals']).toMatchObject({ count: 1 });
    expect((await open()).hashes).toEqual(sampleHashes([1, 3]));
  });

  test('leaves out entries that no real picture has, should the publisher have let them through', async () => {
    const lopsided = sampleHashes([1, 2, 3]).fill(0xff, 64);
    await publisher.putEntries(lopsided);
    expect((await open()).hashes).toEqual(sampleHashes([1, 2]));
  });

  test('skips parts of the kinds that the format keeps for later, and names them', async () => {
    await publisher.putCatalog(catalog => {
      catalog['parts'] = [{ kind: 'sealed', anything: [1] }, part()];
    });
    const list = await open();
    expect(list.entries).toBe(3);
    expect(list.skipped).toEqual([{ kind: 'sealed', reason: 'kind-not-supported' }]);
  });

  test('ignores signatures of keys that its root does not name', async () => {
    const stranger = await newSigner();
    await publisher.putCatalog(() => undefined, [...publisher.signers.catalog, stranger]);
    expect((await open()).entries).toBe(3);
  });
});

describe('signatures', () => {
  const timestampSigner = () => publisher.signers.timestamp;

  test.each(['ed25519', 'ecdsa-p256'] as const)('one bit off in an %s signature is refused', async algorithm => {
    const signer = await newSigner(algorithm);
    const signers = { ...publisher.signers, timestamp: [signer] };
    const root = encodeText(JSON.stringify(await rootPayload(1, signers, { root: 2, catalog: 2, timestamp: 1 })));
    const trust = { rootDigest: await digestOf(root) };
    publisher.files.set('v1/root/1.json', await sign(root, 'root', publisher.signers.root));
    await publisher.putTimestamp(() => undefined, [signer]);
    expect((await openList(listFiles(publisher.files), trust, NOW)).entries).toBe(3);
    const damaged = {
      ...signer,
      sign: async (message: Bytes) => (await signer.sign(message)).map((b, i) => (i === 40 ? b ^ 4 : b)),
    };
    await publisher.putTimestamp(() => undefined, [damaged]);
    await expect(openList(listFiles(publisher.files), trust, NOW)).rejects.toEqual(refusal('signature'));
  });

  test('fewer than the threshold are refused', async () => {
    await publisher.putCatalog(() => undefined, publisher.signers.catalog.slice(0, 1));
    await expect(open()).rejects.toEqual(refusal('signature'));
  });

  test('the same key twice counts once', async () => {
    await publisher.putCatalog();
    const path = 'v1/catalog/1.json';
    const text = new TextDecoder().decode(publisher.files.get(path) as Bytes);
    const envelope = JSON.parse(text) as { signatures: unknown[] };
    envelope.signatures = [envelope.signatures[0], envelope.signatures[0]];
    const file = encodeText(JSON.stringify(envelope));
    publisher.files.set(path, file);
    const reference = { version: 1, length: file.length, sha256: await digestOf(file) };
    await publisher.putTimestamp(timestamp => Object.assign(timestamp, { catalog: reference }));
    await expect(open()).rejects.toEqual(refusal('signature'));
  });

  test('a key that is not in the role counts for nothing, even if it is in the root', async () => {
    await publisher.putCatalog(
      () => undefined,
      [publisher.signers.catalog[0] as never, publisher.signers.root[0] as never],
    );
    await expect(open()).rejects.toEqual(refusal('signature'));
  });

  test('a signature made for another role counts for nothing', async () => {
    const payload = encodeText(JSON.stringify(publisher.payloads.timestamp));
    publisher.files.set('v1/timestamp.json', await sign(payload, 'catalog', timestampSigner()));
    await expect(open()).rejects.toEqual(refusal('signature'));
  });

  test('are counted before the payload is parsed', async () => {
    const notJson = encodeText('{ this is no JSON');
    publisher.files.set('v1/timestamp.json', await sign(notJson, 'timestamp', [await newSigner()]));
    await expect(open()).rejects.toEqual(refusal('signature'));
    publisher.files.set('v1/timestamp.json', await sign(notJson, 'timestamp', timestampSigner()));
    await expect(open()).rejects.toEqual(refusal('format'));
  });
});

describe('timestamp and catalog', () => {
  test('a root with another digest than the pinned one is refused', async () => {
    const other = await newPublisher();
    publisher.files.set('v1/root/1.json', other.files.get('v1/root/1.json') as Bytes);
    await expect(open()).rejects.toEqual(refusal('digest'));
  });

  test.each(['v1/timestamp.json', 'v1/catalog/1.json'])('a list without %s is refused as missing', async path => {
    publisher.files.delete(path);
    await expect(open()).rejects.toEqual(refusal('missing'));
  });

  test('a catalog that is longer than the timestamp says is refused', async () => {
    await publisher.putTimestamp(timestamp => Object.assign(timestamp['catalog'] as Json, { length: 700 }));
    await expect(open()).rejects.toEqual(refusal('length'));
  });

  test('a catalog with another digest than the timestamp says is refused', async () => {
    flipBit('v1/catalog/1.json', 100);
    await expect(open()).rejects.toEqual(refusal('digest'));
  });

  test('a catalog that calls itself another version than its timestamp does is refused', async () => {
    await publisher.putCatalog(catalog => Object.assign(catalog, { version: 7 }));
    publisher.files.set('v1/catalog/8.json', publisher.files.get('v1/catalog/7.json') as Bytes);
    await publisher.putTimestamp(timestamp => Object.assign(timestamp['catalog'] as Json, { version: 8 }));
    await expect(open()).rejects.toEqual(refusal('rollback'));
  });

  test('a list with no part that this reader knows is refused', async () => {
    await publisher.putCatalog(catalog => Object.assign(catalog, { parts: [{ kind: 'sealed' }] }));
    await expect(open()).rejects.toEqual(refusal('format'));
  });

  test('expiry refuses only a reader that asks for it', async () => {
    const read = (now?: number) =>
      readChain(listFiles(publisher.files), publisher.trust, now === undefined ? {} : { now });
    const weekLater = NOW + 8 * 86_400_000;
    await expect(read(weekLater)).rejects.toEqual(refusal('expired'));
    await expect(read(NOW)).resolves.toBeDefined();
    await expect(read()).resolves.toBeDefined();
    await publisher.putTimestamp(timestamp => Object.assign(timestamp, { expiresAt: '2099-01-01T00:00:00Z' }));
    await expect(read(weekLater)).resolves.toBeDefined();
    await expect(read(NOW + 200 * 86_400_000)).rejects.toEqual(refusal('expired'));
  });
});

describe('segments', () => {
  test('a missing segment is refused as missing', async () => {
    publisher.files.delete(segmentPath());
    await expect(open()).rejects.toEqual(refusal('missing'));
  });

  test('one bit off in a segment is refused', async () => {
    flipBit(segmentPath(), 40);
    await expect(open()).rejects.toEqual(refusal('digest'));
  });

  test('a truncated segment is refused', async () => {
    publisher.files.set(segmentPath(), segment().subarray(0, 100));
    await expect(open()).rejects.toEqual(refusal('length'));
  });

  test('a segment that holds more records than the catalog says is refused', async () => {
    await plantSegment(segment(), 2);
    await expect(open()).rejects.toEqual(refusal('length'));
  });

  test.each([
    ['magic', 0],
    ['kind', 4],
    ['flags', 5],
    ['record size', 6],
    ['record count', 8],
    ['bytes that are zero', 31],
  ])('another %s in the header is refused though the digest is right', async (_, at) => {
    const file = segment();
    file[at] = (file[at] as number) ^ 2;
    await plantSegment(file, 3);
    await expect(open()).rejects.toEqual(refusal('format'));
  });

  test('a header that declares 2^31 records is refused before anything is allocated', async () => {
    const file = segment();
    new DataView(file.buffer).setUint32(8, 2 ** 31, true);
    await plantSegment(file, 3);
    await expect(open()).rejects.toEqual(refusal('format'));
  });

  test('unsorted records are refused', async () => {
    const file = segment();
    file.set(sampleHash(9), 32);
    await plantSegment(file, 3);
    await expect(open()).rejects.toEqual(refusal('format'));
  });

  test('a repeated record is refused', async () => {
    const file = segment();
    file.set(sampleHash(1), 64);
    await plantSegment(file, 3);
    await expect(open()).rejects.toEqual(refusal('format'));
  });

  test('an entry that stands in two segments is refused', async () => {
    const both = (await digestOf(segment())) as string;
    await publisher.putCatalog(() => {
      const twice = [both, both].map(sha256 => ({ sha256, count: 3 }));
      Object.assign(part(), { segments: twice, count: 6 });
    });
    await expect(open()).rejects.toEqual(refusal('format'));
  });

  test('entries that are not those of the signed end state are refused', async () => {
    await publisher.putCatalog(() => Object.assign(part(), { stateSha256: '0'.repeat(64) }));
    await expect(open()).rejects.toEqual(refusal('digest'));
  });
});
