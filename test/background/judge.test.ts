// @vitest-environment node
/** From bytes to a verdict: what was not compared is never clear, and nothing is decoded twice. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createJudge } from '../../src/background/judge.ts';
import { hashPixels } from '../../src/core/hash/pdq.ts';
import type { Hash, Pixels } from '../../src/core/hash/types.ts';
import { createHashIndex } from '../../src/core/search/hash-index.ts';
import type { ListId, SearchableList } from '../../src/core/verdict.ts';
import { decodeAs, decodeNothing } from '../support/decoder.ts';
import { drawPicture } from '../support/pictures.ts';

const scene = drawPicture(7, 300, 200);

function listOf(...hashes: readonly Hash[]): SearchableList {
  const index = createHashIndex(Uint8Array.from(hashes.flatMap(hash => [...hash])));
  return { id: 'a' as ListId, threshold: 31, index, entryAt: index.entryAt, digests: new Uint8Array(0) };
}

const other = hashPixels(drawPicture(8, 300, 200)).orientations[0] as Hash;
const own = { revision: async () => 0, match: async () => null };
const judgeOf = (...lists: readonly SearchableList[]) =>
  createJudge({ lists: async () => lists, dismissed: async () => new Set(), own });

const encode = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'latin1'));
const fileOf = (bytes: Uint8Array<ArrayBuffer>) => ({ blob: new Blob([bytes]), bytes });
/** Begins as a JPEG does; with its end it is complete. */
const JPEG = '\xff\xd8\xff\xda\x00\x02 ';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('a picture that was not compared is unknown, and says why', () => {
  test.each([
    ['cannot be decoded', 'no picture at all', 'undecodable'],
    ['ends too soon', JPEG, 'truncated'],
    ['is a drawing in XML', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'vector'],
  ])('one that %s', async (_, text, reason) => {
    decodeNothing();
    expect(await judgeOf(listOf(other))(fileOf(encode(text)), 'seen')).toEqual({ status: 'unknown', reason });
  });

  test.each([
    ['4 px wide', 4, 200, 'too-small'],
    ['of one colour', 64, 64, 'plain'],
    ['of more pixels than are looked at', 16_000, 8_000, 'too-large'],
  ])('one %s', async (_, width, height, reason) => {
    decodeAs({ width, height, data: new Uint8Array(Math.min(width * height, 4_096) * 4) });
    expect(await judgeOf(listOf(other))(fileOf(encode('x')), 'seen')).toEqual({ status: 'unknown', reason });
  });

  test('any, while there is no list', async () => {
    decodeAs(scene);
    expect(await judgeOf()(fileOf(encode('x')), 'seen')).toEqual({ status: 'unknown', reason: 'no-list' });
  });

  test('and one that was is clear or flagged', async () => {
    decodeAs(scene);
    const file = fileOf(encode('x'));
    expect(await judgeOf(listOf(other))(file, 'seen')).toEqual({ status: 'clear' });
    const listed = hashPixels(scene).orientations[0] as Hash;
    expect(await judgeOf(listOf(other, listed))(file, 'seen')).toMatchObject({ status: 'flagged' });
  });
});

describe('a picture that comes twice', () => {
  test('is decoded once, be it at the same time or later', async () => {
    const decode = decodeAs(scene);
    const judge = judgeOf(listOf(other));
    const file = fileOf(encode('x'));
    expect(await Promise.all([judge(file, 'seen'), judge(file, 'seen')])).toEqual([
      { status: 'clear' },
      { status: 'clear' },
    ]);
    await judge(file, 'seen');
    expect(decode).toHaveBeenCalledOnce();
    await judge(file, 'share');
    expect(decode).toHaveBeenCalledTimes(2);
  });

  test('is tried again if the first time failed by a fault of ours', async () => {
    decodeAs(scene);
    const match = vi.fn(async () => null).mockRejectedValueOnce(new Error('a fault'));
    const judge = createJudge({
      lists: async () => [listOf(other)],
      dismissed: async () => new Set(),
      own: { revision: async () => 0, match },
    });
    const file = fileOf(encode('x'));
    await expect(judge(file, 'seen')).rejects.toThrow('a fault');
    expect(await judge(file, 'seen')).toEqual({ status: 'clear' });
  });
});

test('pictures that come together do not get into each other’s memory', async () => {
  const pictures = [drawPicture(1, 300, 200), drawPicture(2, 200, 300), drawPicture(3, 300, 200)];
  const decode = decodeAs(scene);
  for (const picture of pictures) decode.mockResolvedValueOnce({ ...picture, close: () => undefined });
  const seen: Buffer[] = [];
  const match = async (_: unknown, { data }: Pixels): Promise<null> => {
    await new Promise(resolve => setTimeout(resolve, 5));
    seen.push(Buffer.from(data));
    return null;
  };
  const judge = createJudge({
    lists: async () => [listOf(other)],
    dismissed: async () => new Set(),
    own: { revision: async () => 0, match },
  });
  await Promise.all(['x', 'y', 'z'].map(text => judge(fileOf(encode(text)), 'seen')));
  expect(seen.map(data => pictures.findIndex(picture => data.equals(Buffer.from(picture.data)))).sort()).toEqual([
    0, 1, 2,
  ]);
});
