/**
 * Rows of the attack table in which everything is signed rightly and what is signed is wrong: records (rows 17 to 19, 26,
 * 27) and JSON (row 21). A publisher's fault, or a publisher's malice: the client keeps the version that it holds.
 */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bytes, digestOf, encodeText } from '../../../src/core/list/bytes.ts';
import { sign } from '../../../src/core/list/envelope.ts';
import { hexOf, type ListRig, newListRig } from '../../support/list-rig.ts';
import { type Json, type Publisher, sampleHash, sampleHashes } from './sample-list.ts';

let rig: ListRig;
let publisher: Publisher;
beforeEach(async () => {
  rig = await newListRig();
  publisher = rig.publisher;
});
afterEach(() => rig.close());

const timestampPath = 'v1/timestamp.json';
const part = (): Json => (publisher.payloads.catalog['parts'] as Json[])[0] as Json;

/** Puts a file of records in the place of the first segment, named rightly in a catalog that is signed rightly. */
async function plantSegment(file: Bytes, count: number): Promise<void> {
  const sha256 = await digestOf(file);
  publisher.files.set(`v1/seg/${sha256}.seg`, file);
  rig.nextVersion();
  await publisher.putCatalog(() => Object.assign(part(), { segments: [{ sha256, count }], count }));
}

const segment = (): Bytes => {
  const path = [...publisher.files.keys()].findLast(key => key.startsWith('v1/seg/')) ?? '';
  return Uint8Array.from(publisher.files.get(path) as Bytes);
};

describe('records that are named and signed rightly', () => {
  test.each([
    ['magic', 0],
    ['kind', 4],
    ['record size', 6],
    ['record count', 8],
  ])('row 17: but have another %s are refused', async (_, at) => {
    const file = segment();
    file[at] = (file[at] as number) ^ 2;
    await plantSegment(file, 3);
    await rig.expectKept({ refused: 'format' });
  });

  test('row 17: but are more than the catalog counts are refused', async () => {
    await plantSegment(segment(), 2);
    await rig.expectKept({ refused: 'length' });
  });

  test.each([
    ['are out of order', 9],
    ['repeat one', 2],
  ])('row 18: but %s are refused', async (_, number) => {
    const file = segment();
    file.set(sampleHash(number), 32);
    await plantSegment(file, 3);
    await rig.expectKept({ refused: 'format' });
  });

  test('row 18: but hold an entry of another segment are refused', async () => {
    const both = await digestOf(segment());
    rig.nextVersion();
    await publisher.putCatalog(() =>
      Object.assign(part(), { segments: [both, both].map(sha256 => ({ sha256, count: 3 })), count: 6 }),
    );
    await rig.expectKept({ refused: 'format' });
  });

  test('row 18: but are not the end state that is signed are refused', async () => {
    rig.nextVersion();
    await publisher.putCatalog(() => Object.assign(part(), { stateSha256: '0'.repeat(64) }));
    await rig.expectKept({ refused: 'digest' });
  });

  test('row 19: but call themselves 2^31 are refused before anything is allocated', async () => {
    const file = segment();
    new DataView(file.buffer).setUint32(8, 2 ** 31, true);
    await plantSegment(file, 3);
    await rig.expectKept({ refused: 'format' });
  });

  test('row 19: but are counted as 2^31 by the catalog are refused before they are asked for', async () => {
    rig.nextVersion();
    const segments = [{ sha256: await digestOf(segment()), count: 2 ** 31 }];
    await publisher.putCatalog(() => Object.assign(part(), { segments, count: 2 ** 31 }));
    await rig.expectKept({ refused: 'format' });
    expect(rig.server.paths().filter(path => path.includes('/seg/'))).toEqual([]);
  });

  test.each([
    ['no bits', sampleHashes([1, 2, 3]).fill(0, 0, 32), hexOf(2, 3)],
    ['few bits', sampleHashes([1, 2, 3]).fill(0, 1, 32), hexOf(2, 3)],
    ['all bits', sampleHashes([1, 2, 3]).fill(0xff, 64), hexOf(1, 2)],
  ])('row 26: but have %s set are left out, and the others used', async (_, hashes, left) => {
    rig.nextVersion();
    await publisher.putEntries(hashes);
    expect((await rig.client.sync()).outcome).toBe('updated');
    expect(await rig.client.hashes()).toEqual(left);
  });

  test('row 27: but with a threshold of 128 the list is refused', async () => {
    rig.nextVersion();
    await publisher.putCatalog(() => Object.assign(part(), { threshold: 128 }));
    await rig.expectKept({ refused: 'format' });
  });
});

describe('row 57: what a publisher says of itself', () => {
  test.each(['name', 'publisher', 'covers', 'contact'])(
    'in the %s must not turn the direction of writing',
    async key => {
      rig.nextVersion();
      await publisher.putCatalog(catalog => Object.assign(catalog, { [key]: 'helpline\u202egro.elpmaxe' }));
      await rig.expectKept({ refused: 'format' });
    },
  );

  test('may hold markup and letters of any language, which come through as they are', async () => {
    rig.nextVersion();
    const said = { name: '<img src=x onerror=alert(1)>', publisher: 'خط المساعدة' };
    await publisher.putCatalog(catalog => Object.assign(catalog, said));
    const { outcome, opened } = await rig.client.sync();
    expect(outcome).toBe('updated');
    expect(opened?.list).toMatchObject(said);
  });
});

describe('row 21: JSON that means harm', () => {
  const signed = async (text: string) => {
    publisher.files.set(timestampPath, await sign(encodeText(text), 'timestamp', publisher.signers.timestamp));
  };

  test('nested ten thousand deep, in the envelope and in what is signed', async () => {
    publisher.files.set(timestampPath, encodeText('['.repeat(10_000)));
    await rig.expectKept({ refused: 'format' });
    await signed(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    await rig.expectKept({ refused: 'format' });
  });

  test('of 50 MB', async () => {
    publisher.files.set(timestampPath, new Uint8Array(50_000_000).fill(0x20));
    await rig.expectKept({ refused: 'length' });
  });

  test.each(['__proto__', 'constructor', 'toString'])('with a key called %s', async key => {
    const text = JSON.stringify(publisher.payloads.timestamp).replace('{', `{"${key}":{"version":9},`);
    await signed(text);
    await rig.expectKept({ refused: 'format' });
    expect(({} as Json)['version']).toBeUndefined();
  });

  test.each(['', '\u0000', 'null', '[]', '"x"', '{}'])('that is only %j', async text => {
    publisher.files.set(timestampPath, encodeText(text));
    await rig.expectKept({ refused: 'format' });
    await signed(text);
    await rig.expectKept({ refused: 'format' });
  });
});
