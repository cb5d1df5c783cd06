/** What is said of a film from the stills seen of it, by the rules of lists of videos and of pictures. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createFilm, type Film, type FilmList } from '../../src/core/film.ts';
import type { QueryHash } from '../../src/core/hash/query.ts';
import { HASH_BYTES, type Hash } from '../../src/core/hash/types.ts';
import { createVideoIndex, VIDEO_RULE, type VideoRule } from '../../src/core/hash/video.ts';
import { createHashIndex } from '../../src/core/search/hash-index.ts';
import { dismissalOf, type EntryId, type ListId } from '../../src/core/verdict.ts';
import { randomFrom } from '../support/pictures.ts';

const VIDEO = '00112233445566aa' as EntryId;
const PICTURE = 'ffeeddccbbaa9988' as EntryId;
const LIST = 'test' as ListId;

const random = randomFrom(7);
const hash = (): Hash => Uint8Array.from({ length: HASH_BYTES }, () => random() * 256);
const listed = Array.from({ length: 10 }, hash);
const picture = hash();

const concat = (hashes: readonly Hash[]): Uint8Array => Uint8Array.from(hashes.flatMap(one => [...one]));

function listWith(rule: Partial<VideoRule> = {}): FilmList {
  const groups = { ids: [VIDEO], starts: Uint32Array.of(0, listed.length), frames: concat(listed) };
  return {
    id: LIST,
    threshold: 31,
    index: createHashIndex(picture),
    digests: new Uint8Array(0),
    entryAt: () => picture,
    videos: createVideoIndex(groups, { ...VIDEO_RULE, ...rule }),
  };
}

const still = (value: Hash | undefined, quality = 80): readonly QueryHash[] => {
  if (value === undefined) return [];
  return [{ hash: value, quality, orientation: 'upright', input: 'resampled', region: 'whole', guess: null }];
};

let film: Film;
let lists: readonly FilmList[];
const see = (value: Hash | undefined, quality?: number, dismissed: readonly string[] = []) =>
  film.see(still(value, quality), lists, async () => PICTURE, new Set(dismissed));

beforeEach(() => {
  film = createFilm();
  lists = [listWith()];
});

describe('a listed video', () => {
  test('is flagged at the third of its stills, not before', async () => {
    expect(await see(listed[0])).toEqual({ status: 'clear' });
    expect(await see(listed[4])).toEqual({ status: 'clear' });
    expect(await see(listed[9])).toMatchObject({ status: 'flagged', match: { list: LIST, entry: VIDEO, distance: 0 } });
  });

  test('is not flagged by one still of it, however often that comes', async () => {
    for (let i = 0; i < 20; i++) expect(await see(listed[0])).toEqual({ status: 'clear' });
  });

  test('is not flagged by dull stills', async () => {
    for (const frame of listed) expect(await see(frame, 49)).toEqual({ status: 'unknown', reason: 'plain' });
  });

  test('is not flagged while it is less than four fifths of what was seen', async () => {
    for (let i = 0; i < 10; i++) expect(await see(hash())).toEqual({ status: 'clear' });
    for (const frame of listed) expect(await see(frame)).toEqual({ status: 'clear' });
  });

  test('is flagged by the rule of its list: half of what was seen may do', async () => {
    lists = [listWith({ seenPercent: 50 })];
    for (let i = 0; i < 3; i++) await see(hash());
    for (let i = 0; i < 2; i++) expect(await see(listed[i])).toEqual({ status: 'clear' });
    expect(await see(listed[2])).toMatchObject({ status: 'flagged' });
  });

  test('that the person called wrong is clear', async () => {
    for (const frame of listed) expect(await see(frame, 80, [dismissalOf(LIST, VIDEO)])).toEqual({ status: 'clear' });
  });

  test('is counted anew against a list that changed', async () => {
    for (const frame of listed.slice(0, 2)) await see(frame);
    lists = [listWith()];
    expect(await see(listed[2])).toEqual({ status: 'clear' });
  });
});

describe('a film that shows a listed picture', () => {
  test('is flagged when that is there in two stills', async () => {
    expect(await see(picture)).toEqual({ status: 'clear' });
    expect(await see(hash())).toEqual({ status: 'clear' });
    expect(await see(picture)).toMatchObject({ status: 'flagged', match: { entry: PICTURE, distance: 0 } });
  });

  test('is clear when the person called that match wrong', async () => {
    for (let i = 0; i < 3; i++) {
      expect(await see(picture, 80, [dismissalOf(LIST, PICTURE)])).toEqual({ status: 'clear' });
    }
  });
});

test('without any list a film is unknown', async () => {
  lists = [];
  expect(await see(listed[0])).toEqual({ status: 'unknown', reason: 'no-list' });
});
