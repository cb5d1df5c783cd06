/** Roots that follow one another, and what a reader that already trusts something refuses to go back to. */
import { beforeEach, describe, expect, test } from 'vitest';
import { digestOf, encodeText } from '../../../src/core/list/bytes.ts';
import { type Chain, readChain } from '../../../src/core/list/chain.ts';
import { sign } from '../../../src/core/list/envelope.ts';
import { newKeys, putRoot, rotateTo, signAllWith, THRESHOLDS } from './other-keys.ts';
import { listFiles, NOW, newPublisher, newSigner, type Publisher, rootPayload, sampleHashes } from './sample-list.ts';

let publisher: Publisher;
beforeEach(async () => {
  publisher = await newPublisher();
});

const read = (previous?: Chain) =>
  readChain(
    listFiles(publisher.files),
    publisher.trust,
    previous === undefined ? { now: NOW } : { now: NOW, previous },
  );
const refusal = (reason: string) => expect.objectContaining({ name: 'ListError', reason });

describe('roots', () => {
  test('new keys take over when old and new ones sign', async () => {
    const next = await newKeys();
    await rotateTo(publisher, next);
    await expect(read()).rejects.toEqual(refusal('signature')); // the old keys have no say any longer
    await signAllWith(publisher, next);
    expect((await read()).root.version).toBe(2);
  });

  test('a root that only the new keys signed is refused', async () => {
    const next = await newKeys();
    await putRoot(publisher, 2, 2, next, next.root);
    await signAllWith(publisher, next);
    await expect(read()).rejects.toEqual(refusal('signature'));
  });

  test('a root that only the old keys signed is refused', async () => {
    const next = await newKeys();
    await putRoot(publisher, 2, 2, next, publisher.signers.root);
    await signAllWith(publisher, next);
    await expect(read()).rejects.toEqual(refusal('signature'));
  });

  test('a root that calls itself two versions on is refused', async () => {
    await putRoot(publisher, 2, 3, publisher.signers, publisher.signers.root);
    await expect(read()).rejects.toEqual(refusal('rollback'));
  });

  test('the first root given again as the second is refused', async () => {
    publisher.files.set('v1/root/2.json', publisher.files.get('v1/root/1.json') as never);
    await expect(read()).rejects.toEqual(refusal('rollback'));
  });

  test('a root behind a gap is not reached', async () => {
    const next = await newKeys();
    await putRoot(publisher, 3, 3, next, [...publisher.signers.root, ...next.root]);
    await signAllWith(publisher, next);
    await expect(read()).rejects.toEqual(refusal('signature'));
  });

  test('any root of the chain may be the pinned one, and those below it are not asked', async () => {
    const next = await newKeys();
    const payload = encodeText(JSON.stringify(await rootPayload(2, next, THRESHOLDS)));
    publisher.files.set('v1/root/2.json', await sign(payload, 'root', next.root));
    await signAllWith(publisher, next);
    const trust = { rootDigest: await digestOf(payload) };
    expect((await readChain(listFiles(publisher.files), trust)).root.version).toBe(2);
  });

  test('a chain of more than 256 roots is not followed', async () => {
    const one = { root: [await newSigner()], catalog: [await newSigner()], timestamp: [await newSigner()] };
    const thresholds = { root: 1, catalog: 1, timestamp: 1 };
    let pin = '';
    for (let version = 1; version <= 257; version++) {
      const payload = encodeText(JSON.stringify(await rootPayload(version, one, thresholds)));
      if (version === 1) pin = await digestOf(payload);
      publisher.files.set(`v1/root/${version}.json`, await sign(payload, 'root', one.root));
    }
    const trust = { rootDigest: pin };
    await expect(readChain(listFiles(publisher.files), trust)).rejects.toEqual(refusal('length'));
  });
});

describe('after something newer was trusted', () => {
  /** Trusts timestamp 5 with catalog 3. */
  async function trustNewer(): Promise<Chain> {
    await publisher.putCatalog(catalog => Object.assign(catalog, { version: 3 }));
    await publisher.putTimestamp(timestamp => Object.assign(timestamp, { version: 5 }));
    return read();
  }

  test('the same files are taken again', async () => {
    const trusted = await trustNewer();
    expect((await read(trusted)).timestamp.version).toBe(5);
  });

  test('an older timestamp is refused', async () => {
    const trusted = await trustNewer();
    await publisher.putTimestamp(timestamp => Object.assign(timestamp, { version: 4 }));
    await expect(read(trusted)).rejects.toEqual(refusal('rollback'));
  });

  test('another timestamp of the same version is refused', async () => {
    const trusted = await trustNewer();
    await publisher.putTimestamp(timestamp => Object.assign(timestamp, { signedAt: '2026-11-18T11:00:01Z' }));
    await expect(read(trusted)).rejects.toEqual(refusal('rollback'));
  });

  test('an older catalog under a newer timestamp is refused', async () => {
    const trusted = await trustNewer();
    await publisher.putCatalog(catalog => Object.assign(catalog, { version: 2 }));
    await publisher.putTimestamp(timestamp => Object.assign(timestamp, { version: 6 }));
    await expect(read(trusted)).rejects.toEqual(refusal('rollback'));
  });

  test('another catalog of the same version is refused', async () => {
    const trusted = await trustNewer();
    await publisher.putEntries(sampleHashes([7]));
    await publisher.putTimestamp(timestamp => Object.assign(timestamp, { version: 6 }));
    await expect(read(trusted)).rejects.toEqual(refusal('rollback'));
  });

  test('the next catalog has to name the trusted one as its predecessor', async () => {
    const trusted = await trustNewer();
    await publisher.putTimestamp(timestamp => Object.assign(timestamp, { version: 6 }));
    await publisher.putCatalog(catalog => Object.assign(catalog, { version: 4, prev: '0'.repeat(64) }));
    await expect(read(trusted)).rejects.toEqual(refusal('rollback'));
    await publisher.putCatalog(catalog => Object.assign(catalog, { prev: trusted.timestamp.catalog.sha256 }));
    expect((await read(trusted)).catalog.version).toBe(4);
  });

  test('a root that was rotated away is not gone back to', async () => {
    const next = await newKeys();
    const first = publisher.files.get('v1/root/1.json') as never;
    await rotateTo(publisher, next);
    await signAllWith(publisher, next);
    const trusted = await read();
    publisher.files.delete('v1/root/2.json');
    publisher.files.set('v1/root/1.json', first);
    await signAllWith(publisher, publisher.signers);
    await expect(read(trusted)).rejects.toEqual(refusal('rollback'));
  });

  test('versions run up to the end by a thief start anew with new keys', async () => {
    await publisher.putCatalog(catalog => Object.assign(catalog, { version: Number.MAX_SAFE_INTEGER }));
    await publisher.putTimestamp(timestamp => Object.assign(timestamp, { version: Number.MAX_SAFE_INTEGER }));
    const trusted = await read();
    const next = await newKeys();
    await rotateTo(publisher, next);
    await publisher.putCatalog(catalog => Object.assign(catalog, { version: 2 }), next.catalog);
    await publisher.putTimestamp(timestamp => Object.assign(timestamp, { version: 2 }), next.timestamp);
    expect(await read(trusted)).toMatchObject({ catalog: { version: 2 }, timestamp: { version: 2 } });
  });
});
