// @vitest-environment node
/** Files that a list names exactly: what the background says of them, be they pictures, films or nothing it can read. */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createFileJudge } from '../../src/background/files.ts';
import { createJudge } from '../../src/background/judge.ts';
import { entryIdOf } from '../../src/core/entry-id.ts';
import type { OwnId } from '../../src/core/own/item.ts';
import { createHashIndex } from '../../src/core/search/hash-index.ts';
import { dismissalOf, type ListId, type SearchableList } from '../../src/core/verdict.ts';
import { decodeAs } from '../support/decoder.ts';

const encode = (text: string) => new Uint8Array(Buffer.from(text));
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** A list of no pictures, and of these files. */
function listOf(...files: readonly Uint8Array[]): SearchableList {
  const digests = files.map(sha256).toSorted(Buffer.compare);
  const none = new Uint8Array(0);
  return {
    id: 'a' as ListId,
    threshold: 31,
    index: createHashIndex(none),
    entryAt: () => none,
    digests: new Uint8Array(Buffer.concat(digests)),
  };
}

const ports = (lists: readonly SearchableList[], dismissed: readonly string[] = []) => ({
  lists: async () => lists,
  dismissed: async () => new Set(dismissed),
});
const flaggedAs = async (file: Uint8Array) => ({
  status: 'flagged',
  match: { list: 'a', entry: await entryIdOf(sha256(file)), distance: 0, via: 'file' },
});

describe('a whole file', () => {
  const [listed, other] = [encode('a film'), encode('another')];

  test('is flagged if a list names exactly it, and clear if none does', async () => {
    const judge = createFileJudge(ports([listOf(encode('x'), listed, encode('y'))]));
    expect(await judge(new Blob([listed]))).toEqual(await flaggedAs(listed));
    expect(await judge(new Blob([other]))).toEqual({ status: 'clear' });
    expect(await judge(new Blob([listed, ' ']))).toEqual({ status: 'clear' });
  });

  test('that the person said is no match is not asked about again', async () => {
    const dismissal = dismissalOf('a' as ListId, await entryIdOf(sha256(listed)));
    const judge = createFileJudge(ports([listOf(listed)], [dismissal]));
    expect(await judge(new Blob([listed]))).toEqual({ status: 'clear' });
  });

  test('is not even read where no list names any', async () => {
    const file = new Blob([listed]);
    const read = vi.spyOn(file, 'arrayBuffer');
    expect(await createFileJudge(ports([listOf()]))(file)).toEqual({ status: 'clear' });
    expect(read).not.toHaveBeenCalled();
  });

  test('too large for one piece of memory is digested in many, and is the same file', async () => {
    const piece = new Uint8Array(5_000_000).map((_, n) => n);
    const film = new Blob([...Array<Uint8Array<ArrayBuffer>>(13).fill(piece), encode('end')]);
    const digest = createHash('sha256');
    for (let n = 0; n < 13; n++) digest.update(piece);
    const whole = { ...listOf(), digests: new Uint8Array(digest.update('end').digest()) };
    const read = vi.spyOn(film, 'arrayBuffer');
    expect(await createFileJudge(ports([whole]))(film)).toMatchObject({ status: 'flagged' });
    expect(read).not.toHaveBeenCalled();
  }, 60_000);

  test('beyond what can be waited for is unknown, never clear; and so are files that are too large together', async () => {
    const sized = (size: number) => Object.defineProperty(new Blob([other]), 'size', { value: size });
    const judge = createFileJudge(ports([listOf(listed)]));
    const tooLarge = { status: 'unknown', reason: 'too-large' };
    expect(await judge(sized(2_000_000_001))).toEqual(tooLarge);
    const together = [judge(sized(60_000_000)), judge(sized(1_950_000_000)), judge(new Blob([listed]))];
    expect(await Promise.all(together)).toEqual([{ status: 'clear' }, tooLarge, await flaggedAs(listed)]);
    expect(await judge(new Blob([listed]))).toEqual(await flaggedAs(listed));
  });

  test('that cannot be read is a fault, and the next one is judged all the same', async () => {
    const judge = createFileJudge(ports([listOf(listed)]));
    const gone = new Blob([listed]);
    vi.spyOn(gone, 'arrayBuffer').mockRejectedValue(new DOMException('gone', 'NotReadableError'));
    await expect(judge(gone)).rejects.toThrow('gone');
    expect(await judge(new Blob([listed]))).toEqual(await flaggedAs(listed));
  });
});

describe('a picture', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  const judgeOf = (lists: readonly SearchableList[], own: OwnId | null = null) =>
    createJudge({ ...ports(lists), own: { revision: async () => 0, match: async () => own } });

  const fileOf = (bytes: Uint8Array<ArrayBuffer>) => ({ blob: new Blob([bytes]), bytes });

  /** A picture of one colour, which PDQ cannot tell from another. */
  const decodeAsPlain = () => decodeAs({ width: 64, height: 64, data: new Uint8Array(16_384) });

  test('that cannot be decoded is flagged if it is a listed file', async () => {
    const [listed, other] = [encode('no picture'), encode('none either')];
    const judge = judgeOf([listOf(listed)]);
    expect(await judge(fileOf(listed), 'seen')).toEqual(await flaggedAs(listed));
    expect(await judge(fileOf(other), 'seen')).toMatchObject({ status: 'unknown' });
  });

  test('too plain to be compared is flagged if it is a listed file', async () => {
    decodeAsPlain();
    const [listed, other] = [encode('white'), encode('black')];
    const judge = judgeOf([listOf(listed)]);
    expect(await judge(fileOf(listed), 'seen')).toEqual(await flaggedAs(listed));
    expect(await judge(fileOf(other), 'seen')).toEqual({ status: 'unknown', reason: 'plain' });
  });

  test("of the person's own is told as theirs, even if it is a listed file, too", async () => {
    decodeAsPlain();
    const listed = encode('mine');
    expect(await judgeOf([listOf(listed)], 'mine' as OwnId)(fileOf(listed), 'seen')).toEqual({
      status: 'own',
      id: 'mine',
    });
  });

  test('is digested once, for the cache and for the lists alike', async () => {
    const listed = encode('once');
    const judge = judgeOf([listOf(encode('other'))]);
    const digest = vi.spyOn(crypto.subtle, 'digest');
    await judge(fileOf(listed), 'seen');
    expect(digest).toHaveBeenCalledOnce();
  });
});
