/** The part of a list that names exact files, from records to what a reader opens, and what it refuses. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Bytes, digestOf } from '../../../src/core/list/bytes.ts';
import { openList } from '../../../src/core/list/open-list.ts';
import { type Json, listFiles, NOW, newPublisher, type Publisher, sampleHashes } from './sample-list.ts';

const refusal = (reason: string) => expect.objectContaining({ name: 'ListError', reason });
const HEADER = 32;

describe('a list with exact files', () => {
  let publisher: Publisher;
  beforeEach(async () => {
    publisher = await newPublisher();
  });

  const open = () => openList(listFiles(publisher.files), publisher.trust, NOW);
  const partOf = (): Json =>
    (publisher.payloads.catalog['parts'] as Json[]).find(({ kind }) => kind === 'digest') as Json;

  /** Puts another file in the place of the segment of digests, rightly named and signed. */
  async function replaceSegment(change: (file: Bytes) => Bytes, said: Json = {}): Promise<void> {
    const [{ sha256, count }] = partOf()['segments'] as [{ sha256: string; count: number }];
    const file = change(Uint8Array.from(publisher.files.get(`v1/seg/${sha256}.seg`) as Bytes));
    const other = await digestOf(file);
    publisher.files.set(`v1/seg/${other}.seg`, file);
    await publisher.putCatalog(() => Object.assign(partOf(), { segments: [{ sha256: other, count }], ...said }));
  }

  test('opens to their digests beside its pictures', async () => {
    await publisher.putDigests(sampleHashes([4, 5]));
    const list = await open();
    expect(list).toMatchObject({ entries: 5, bytes: 2 * HEADER + 3 * 32 + 2 * 32, skipped: [] });
    expect(list.hashes).toEqual(sampleHashes([1, 2, 3]));
    expect(list.digests).toEqual(sampleHashes([4, 5]));
  });

  test('may name nothing else', async () => {
    await publisher.putDigests(sampleHashes([4]));
    await publisher.putCatalog(catalog => {
      catalog['parts'] = [partOf()];
    });
    expect(await open()).toMatchObject({ entries: 1, hashes: new Uint8Array(0), video: null });
  });

  test('takes digests as they are, lopsided ones too: they are no hashes of pictures', async () => {
    const lopsided = new Uint8Array(32).fill(1);
    await publisher.putDigests(lopsided);
    expect((await open()).digests).toEqual(lopsided);
  });

  test('leaves out what was withdrawn', async () => {
    await publisher.putDigests(sampleHashes([4, 6]), {}, [sampleHashes([4, 5, 6])], 'defer');
    const [seg, withdrawn] = [partOf()['segments'] as Json[], partOf()['withdrawals'] as Json];
    expect([seg, withdrawn]).toMatchObject([[{ count: 3 }], { count: 1 }]);
    expect((await open()).digests).toEqual(sampleHashes([4, 6]));
  });

  test.each([
    ['another end state', { stateSha256: '0'.repeat(64) }, 'digest'],
    ['a count that does not add up', { count: 5 }, 'format'],
    ['no attestation', { attestation: '' }, 'format'],
    ['a threshold, which an exact file has not', { threshold: 31 }, 'format'],
    ['a key that nobody knows', { seconds: 1 }, 'format'],
    [
      'a segment of more than 32,768',
      { segments: [{ sha256: '0'.repeat(64), count: 32_769 }], count: 32_769 },
      'format',
    ],
    [
      'more than a million',
      { segments: Array(31).fill({ sha256: '0'.repeat(64), count: 32_768 }), count: 31 * 32_768 },
      'length',
    ],
  ])('with %s is refused', async (_, change, reason) => {
    await publisher.putDigests(sampleHashes([4, 5]), change);
    await expect(open()).rejects.toEqual(refusal(reason));
  });

  test('twice is refused', async () => {
    await publisher.putDigests(sampleHashes([4, 5]));
    await publisher.putCatalog(catalog => {
      catalog['parts'] = [partOf(), partOf()];
    });
    await expect(open()).rejects.toEqual(refusal('format'));
  });

  test.each([
    ['is a record too long', (file: Bytes) => Uint8Array.from([...file, ...new Uint8Array(32)]), 'length'],
    ['is a byte short', (file: Bytes) => file.slice(0, -1), 'length'],
    [
      'is not sorted',
      (file: Bytes) =>
        Uint8Array.from([...file.slice(0, HEADER), ...file.slice(HEADER + 32), ...file.slice(HEADER, HEADER + 32)]),
      'format',
    ],
    [
      'names a file twice',
      (file: Bytes) => Uint8Array.from([...file.slice(0, HEADER + 32), ...file.slice(HEADER, HEADER + 32)]),
      'format',
    ],
    ['is one of pictures', (file: Bytes) => file.with(4, 1) as Bytes, 'format'],
    ['has flags', (file: Bytes) => file.with(5, 1) as Bytes, 'format'],
    ['has records of another size', (file: Bytes) => file.with(6, 40) as Bytes, 'format'],
    ['counts other records', (file: Bytes) => file.with(8, 3) as Bytes, 'format'],
  ])('whose segment %s is refused', async (_, change, reason) => {
    await publisher.putDigests(sampleHashes([4, 5]));
    await replaceSegment(change);
    await expect(open()).rejects.toEqual(refusal(reason));
  });

  test('that names a segment of pictures for one of files is refused, however alike they are', async () => {
    await publisher.putDigests(sampleHashes([1, 2, 3]));
    const [pictures] = publisher.payloads.catalog['parts'] as Json[];
    await publisher.putCatalog(() => Object.assign(partOf(), { segments: pictures?.['segments'] }));
    await expect(open()).rejects.toEqual(refusal('format'));
  });

  test('that names one file in two segments is refused', async () => {
    await publisher.putDigests(sampleHashes([4, 5, 6]), {}, [sampleHashes([4, 5]), sampleHashes([6])]);
    const [first, second] = partOf()['segments'] as Json[];
    expect([first, second]).toMatchObject([{ count: 2 }, { count: 1 }]);
    await publisher.putCatalog(() => Object.assign(partOf(), { segments: [first, first], count: 4 }));
    await expect(open()).rejects.toEqual(refusal('format'));
  });

  test('that withdraws more than it has is refused', async () => {
    await publisher.putDigests(sampleHashes([4]), {}, [sampleHashes([4, 5])], 'defer');
    const { withdrawals } = partOf();
    await publisher.putDigests(sampleHashes([4]));
    await publisher.putCatalog(() => Object.assign(partOf(), { withdrawals, count: 0 }));
    await expect(open()).rejects.toEqual(refusal('format'));
  });
});
