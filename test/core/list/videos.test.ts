/** The part of a list that holds videos: groups of frames, from records to what a reader opens. */
import { beforeEach, describe, expect, test } from 'vitest';
import { digestOf } from '../../../src/core/list/bytes.ts';
import { openList } from '../../../src/core/list/open-list.ts';
import { packEntries } from '../../../src/core/list/pack-entries.ts';
import { countVideos, recordsOfVideos, videosOfRecords } from '../../../src/core/list/videos.ts';
import {
  type Json,
  listFiles,
  NOW,
  newPublisher,
  type Publisher,
  sampleHash,
  sampleHashes,
  sampleVideo,
} from './sample-list.ts';

const refusal = (reason: string) => expect.objectContaining({ name: 'ListError', reason });
const RECORD = 40;

describe('records of videos', () => {
  test('keep the frames of a video together, in the order of ids', () => {
    const records = recordsOfVideos([sampleVideo(7, [1, 2]), sampleVideo(3, [2, 5, 9])]);
    expect(records).toHaveLength(5 * RECORD);
    expect(countVideos(records)).toBe(2);
    const { ids, starts, frames } = videosOfRecords(records);
    expect(ids).toEqual([sampleVideo(3, []).id, sampleVideo(7, []).id]);
    expect([...starts]).toEqual([0, 3, 5]);
    expect(frames).toEqual(sampleHashes([2, 5, 9, 1, 2]));
  });

  test('of frames that no real picture has are left out, and so is a video of nothing else', () => {
    const dull = new Uint8Array(32);
    const mixed = { id: sampleVideo(2, []).id, frames: Uint8Array.from([...dull, ...sampleHash(4)]) };
    const records = recordsOfVideos([{ id: sampleVideo(1, []).id, frames: dull }, mixed, sampleVideo(9, [6])]);
    expect(countVideos(records)).toBe(3);
    const { ids, starts, frames } = videosOfRecords(records);
    expect(ids).toEqual([mixed.id, sampleVideo(9, []).id]);
    expect([...starts]).toEqual([0, 1, 2]);
    expect(frames).toEqual(sampleHashes([4, 6]));
  });

  test('may be none', () => {
    expect(videosOfRecords(recordsOfVideos([]))).toEqual({
      ids: [],
      starts: Uint32Array.of(0),
      frames: new Uint8Array(0),
    });
  });
});

describe('a list with videos', () => {
  let publisher: Publisher;
  beforeEach(async () => {
    publisher = await newPublisher();
  });

  const open = () => openList(listFiles(publisher.files), publisher.trust, NOW);

  test('opens to groups of frames beside its pictures', async () => {
    await publisher.putVideos([sampleVideo(1, [10, 20]), sampleVideo(2, [20, 30, 40])]);
    const list = await open();
    expect(list).toMatchObject({ entries: 5, bytes: 32 + 3 * 32 + 32 + 5 * RECORD, skipped: [] });
    expect(list.hashes).toEqual(sampleHashes([1, 2, 3]));
    expect(list.video?.rule).toEqual({ threshold: 31, seenPercent: 80, listedPercent: 10 });
    expect([...(list.video?.groups.starts ?? [])]).toEqual([0, 2, 5]);
  });

  test('may have no pictures at all', async () => {
    await publisher.putVideos([sampleVideo(1, [10])]);
    await publisher.putCatalog(catalog => {
      catalog['parts'] = (catalog['parts'] as Json[]).filter(({ kind }) => kind === 'video');
    });
    expect(await open()).toMatchObject({ entries: 1, hashes: new Uint8Array(0) });
  });

  test('fills segments of one MiB, and keeps those that can stay', async () => {
    const long = sampleVideo(
      1,
      Array.from({ length: 30_000 }, (_, n) => n),
    );
    const first = await packEntries('video', recordsOfVideos([long]), [], 'rewrite');
    expect(first.part.segments.map(({ count }) => count)).toEqual([26_214, 3_786]);
    expect(Math.max(...[...first.files.values()].map(file => file.length))).toBeLessThanOrEqual(2 ** 20 + 32);
    const records = recordsOfVideos([sampleVideo(5, [1, 2])]);
    const next = await packEntries(
      'video',
      recordsOfVideos([sampleVideo(5, [1, 2]), sampleVideo(6, [1])]),
      [records],
      'rewrite',
    );
    expect(next.part.segments).toHaveLength(2);
  });

  test('leaves out a video whose frames were withdrawn', async () => {
    const held = recordsOfVideos([sampleVideo(1, [10, 20]), sampleVideo(2, [20, 30])]);
    await publisher.putVideos([sampleVideo(2, [20, 30])], {}, [held], 'defer');
    const { video: videos } = await open();
    expect(videos?.groups.ids).toEqual([sampleVideo(2, []).id]);
  });

  test.each([
    ['more videos than it signs', { videos: 1 }, 'length'],
    ['another end state', { stateSha256: '0'.repeat(64) }, 'digest'],
    ['a count that does not add up', { count: 5 }, 'format'],
    ['more videos than frames', { videos: 4 }, 'format'],
    ['a share above 100 %', { seenPercent: 101 }, 'format'],
    ['a share that is no whole number', { listedPercent: 0.5 }, 'format'],
    ['a threshold above 31', { threshold: 32 }, 'format'],
    ['no attestation', { attestation: '' }, 'format'],
    ['a key that nobody knows', { seconds: 1 }, 'format'],
  ])('with %s is refused', async (_, change, reason) => {
    await publisher.putVideos([sampleVideo(1, [10]), sampleVideo(2, [20, 30])], change);
    await expect(open()).rejects.toEqual(refusal(reason));
  });

  test('that names a segment of pictures for one of frames is refused', async () => {
    await publisher.putVideos([sampleVideo(1, [10]), sampleVideo(2, [20, 30])]);
    const part = (publisher.payloads.catalog['parts'] as Json[])[1] as Json;
    const [{ sha256 }] = part['segments'] as [{ sha256: string }];
    const file = Uint8Array.from(publisher.files.get(`v1/seg/${sha256}.seg`) as Uint8Array);
    file[4] = 1;
    const other = await digestOf(file);
    publisher.files.set(`v1/seg/${other}.seg`, file);
    await publisher.putCatalog(() => Object.assign(part, { segments: [{ sha256: other, count: 3 }] }));
    await expect(open()).rejects.toEqual(refusal('format'));
  });

  test('that holds more than a segment may is refused before anything is fetched', async () => {
    const segments = [{ sha256: '0'.repeat(64), count: 26_215 }];
    await publisher.putVideos([sampleVideo(1, [10])], { segments, count: 26_215 });
    await expect(open()).rejects.toEqual(refusal('format'));
  });
});
