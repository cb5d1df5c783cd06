/**
 * Rows of the attack table in which somebody signs, replays or rewrites what a list says (rows 1 to 14, 61). The client holds version 1; whatever it is offered, it keeps that to the last byte, or takes a better one.
 */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bytes, digestOf, encodeText } from '../../../src/core/list/bytes.ts';
import { sign } from '../../../src/core/list/envelope.ts';
import type { Signer } from '../../../src/core/list/keys.ts';
import { hexOf, type ListRig, newListRig } from '../../support/list-rig.ts';
import { newKeys, putRoot, rotateTo, signAllWith } from './other-keys.ts';
import { type Json, NOW, newSigner, type Publisher, sampleHashes } from './sample-list.ts';

const DAY = 86_400_000;

let rig: ListRig;
let publisher: Publisher;
beforeEach(async () => {
  rig = await newListRig();
  publisher = rig.publisher;
});
afterEach(() => rig.close());

const timestampPath = 'v1/timestamp.json';

describe('signatures', () => {
  test('row 1: a timestamp whose signature is one bit off is refused', async () => {
    await rig.publish([4]);
    const [signer] = publisher.signers.timestamp as [Signer];
    const off = {
      ...signer,
      sign: async (message: Bytes) => (await signer.sign(message)).map((byte, at) => (at === 9 ? byte ^ 1 : byte)),
    };
    await publisher.putTimestamp(() => undefined, [off]);
    await rig.expectKept({ refused: 'signature' });
  });

  test('row 1: and asked for once more from scratch before it is', async () => {
    await rig.publish([4]);
    const honest = publisher.files.get(timestampPath) as Bytes;
    await publisher.putTimestamp(() => undefined, [await newSigner()]);
    let asked = 0;
    rig.server.answer(timestampPath, (response, file) => {
      asked++;
      response.writeHead(200).end(asked === 1 ? file : honest);
    });
    expect((await rig.client.sync()).outcome).toBe('updated');
    expect(await rig.client.hashes()).toEqual(hexOf(4));
    expect(asked).toBe(2);
  });

  test('row 2: a catalog that one of two keys signed is refused', async () => {
    await rig.publish([4]);
    await publisher.putCatalog(() => undefined, publisher.signers.catalog.slice(0, 1));
    await rig.expectKept({ refused: 'signature' });
  });

  test('row 3: one key that signed twice counts once, and the catalog is refused', async () => {
    await rig.publish([4]);
    const path = 'v1/catalog/2.json';
    const envelope = JSON.parse(new TextDecoder().decode(publisher.files.get(path))) as { signatures: unknown[] };
    envelope.signatures = [envelope.signatures[0], envelope.signatures[0]];
    const file = encodeText(JSON.stringify(envelope));
    publisher.files.set(path, file);
    const reference = { version: 2, length: file.length, sha256: await digestOf(file) };
    await publisher.putTimestamp(timestamp => Object.assign(timestamp, { catalog: reference }));
    await rig.expectKept({ refused: 'signature' });
  });

  test('row 4: a key that is not in the role is passed over', async () => {
    await rig.publish([4]);
    const [one] = publisher.signers.catalog as [Signer];
    const [root] = publisher.signers.root as [Signer];
    await publisher.putCatalog(() => undefined, [one, root, await newSigner()]);
    await rig.expectKept({ refused: 'signature' });
    await publisher.putCatalog(() => undefined, [...publisher.signers.catalog, root, await newSigner()]);
    expect((await rig.client.sync()).outcome).toBe('updated');
  });
});

describe('time and versions', () => {
  test('row 5: an older timestamp is refused, and no version goes back', async () => {
    const old = publisher.files.get(timestampPath) as Bytes;
    await rig.publish([1, 2, 3]);
    await rig.client.sync();
    publisher.files.set(timestampPath, old);
    await rig.expectKept({ refused: 'rollback' });
  });

  test('row 6: an older catalog under a newer timestamp is refused, and the timestamp is not kept', async () => {
    await rig.publish([1, 2, 3]);
    await rig.client.sync();
    await publisher.putCatalog(catalog => Object.assign(catalog, { version: 1, prev: null }));
    await publisher.putTimestamp(timestamp => Object.assign(timestamp, { version: 50 }));
    await rig.expectKept({ refused: 'rollback' });
    await publisher.putCatalog(catalog => Object.assign(catalog, { version: 9 }));
    await publisher.putTimestamp(timestamp => Object.assign(timestamp, { version: 3 }));
    expect((await rig.client.sync()).outcome).toBe('updated');
  });

  test('row 7: a catalog of another version than its timestamp names is refused', async () => {
    await rig.publish([4]);
    const second = publisher.files.get('v1/catalog/2.json') as Bytes;
    publisher.files.set('v1/catalog/3.json', second);
    await publisher.putTimestamp(timestamp => Object.assign(timestamp['catalog'] as Json, { version: 3 }));
    await rig.expectKept({ refused: 'rollback' });
  });

  test('row 7: files of two versions do not mix', async () => {
    const first = publisher.files.get('v1/catalog/1.json') as Bytes;
    await rig.publish([4]);
    publisher.files.set('v1/catalog/2.json', first);
    const second = publisher.payloads.timestamp['catalog'] as { length: number };
    await rig.expectKept({ refused: first.length === second.length ? 'digest' : 'length' });
  });

  test('row 8: a timestamp that is never renewed is refused once its time is over, and the list is kept', async () => {
    rig.client.now = NOW + 8 * DAY;
    await rig.expectKept({ refused: 'expired' });
  });

  test.each([10, -10])(
    'row 9: a clock that is %s years off wipes nothing, and all is well once it is set',
    async years => {
      rig.client.now = NOW + years * 365 * DAY;
      await rig.client.sync();
      expect(await rig.client.hashes()).toEqual(hexOf(1, 2, 3));
      rig.client.now = NOW;
      await rig.publish([4]);
      expect((await rig.client.sync()).outcome).toBe('updated');
      expect(await rig.client.hashes()).toEqual(hexOf(4));
    },
  );

  test('row 10: versions that a thief ran up to the end start anew with new keys', async () => {
    await publisher.putCatalog(catalog => Object.assign(catalog, { version: Number.MAX_SAFE_INTEGER }));
    await publisher.putTimestamp(timestamp => Object.assign(timestamp, { version: Number.MAX_SAFE_INTEGER }));
    expect((await rig.client.sync()).outcome).toBe('updated');
    const next = await newKeys();
    await rotateTo(publisher, next);
    await publisher.putEntries(sampleHashes([5]));
    publisher.payloads.timestamp['version'] = 2;
    await signAllWith(publisher, next, { version: 2, prev: null });
    expect((await rig.client.sync()).outcome).toBe('updated');
    expect(await rig.client.hashes()).toEqual(hexOf(5));
  });

  test.each(['null', '-1', '0', '1.5', '1e400', '9007199254740992', '"2"', '2.0', '1e1'])(
    'row 11: a version of %s is refused',
    async version => {
      rig.nextVersion();
      const spelled = (role: 'timestamp' | 'catalog') =>
        encodeText(JSON.stringify({ ...publisher.payloads[role], version: '@' }).replace('"@"', version));
      const catalog = await sign(spelled('catalog'), 'catalog', publisher.signers.catalog);
      publisher.files.set('v1/catalog/2.json', catalog);
      const reference = { version: 2, length: catalog.length, sha256: await digestOf(catalog) };
      await publisher.putTimestamp(timestamp => Object.assign(timestamp, { catalog: reference }));
      await rig.expectKept({ refused: 'format' });
      publisher.files.set(timestampPath, await sign(spelled('timestamp'), 'timestamp', publisher.signers.timestamp));
      await rig.expectKept({ refused: 'format' });
    },
  );
});

describe('roots', () => {
  test('row 12: a root that only its own keys signed is refused', async () => {
    const next = await newKeys();
    await putRoot(publisher, 2, 2, next, next.root);
    await signAllWith(publisher, next, { version: 2 });
    await rig.expectKept({ refused: 'signature' });
  });

  test('row 13: a root behind a gap is not reached, and what its keys signed is refused', async () => {
    const next = await newKeys();
    await putRoot(publisher, 3, 3, next, [...publisher.signers.root, ...next.root]);
    await signAllWith(publisher, next, { version: 2 });
    await rig.expectKept({ refused: 'signature' });
    expect(rig.server.paths()).not.toContain('v1/root/3.json');
  });

  test('row 14: a chain of 300 roots is not followed past 256', async () => {
    for (let version = 2; version <= 300; version++) {
      await putRoot(publisher, version, version, publisher.signers, publisher.signers.root);
    }
    await rig.expectKept({ refused: 'length' });
    expect(rig.server.paths()).not.toContain('v1/root/258.json');
  });

  test('row 61: what a revoked key signed is gone after the sync that brings the new root', async () => {
    const next = await newKeys();
    await rotateTo(publisher, next);
    await publisher.putEntries(sampleHashes([2]));
    await signAllWith(publisher, next, { version: 2 });
    expect((await rig.client.sync()).outcome).toBe('updated');
    expect(await rig.client.hashes()).toEqual(hexOf(2));
  });

  test('row 61: also when nothing is signed with the new keys yet; then there is none until there is', async () => {
    const next = await newKeys();
    await rotateTo(publisher, next);
    expect(await rig.client.sync()).toMatchObject({ outcome: { refused: 'revoked' }, changed: true });
    expect(await rig.client.hashes()).toBeNull();
    expect(await rig.client.sync()).toMatchObject({ outcome: { refused: 'signature' }, changed: false });
    publisher.files.delete('v1/root/2.json'); // and there is no way back to the old keys
    expect(await rig.client.sync()).toMatchObject({ outcome: { refused: 'signature' }, changed: false });

    await publisher.putEntries(sampleHashes([2]));
    await signAllWith(publisher, next);
    expect((await rig.client.sync()).outcome).toBe('updated');
    expect(await rig.client.hashes()).toEqual(hexOf(2));
  });

  test('row 61: a new timestamp key alone revokes nothing that is in use', async () => {
    const next = { ...publisher.signers, timestamp: [await newSigner()] };
    await rotateTo(publisher, next);
    await rig.expectKept({ refused: 'signature' });
    await publisher.putTimestamp(() => undefined, next.timestamp);
    expect((await rig.client.sync()).outcome).toBe('unchanged');
  });
});
