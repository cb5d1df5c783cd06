import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { queryFeatures } from '../../../src/core/features/features.ts';
import { matchOwn } from '../../../src/core/features/match-own.ts';
import { buildOwnEntry } from '../../../src/core/features/own-entry.ts';
import { OwnIndex } from '../../../src/core/features/own-index.ts';
import { crop, flip } from '../../../src/core/hash/query.ts';
import { trims } from '../../../src/core/hash/trim.ts';
import type { Pixels } from '../../../src/core/hash/types.ts';
import { finish, type Picture, pixelsOf } from '../../bench/recall/picture.ts';
import { TRANSFORMS } from '../../bench/recall/transforms.ts';
import { drawPicture, randomFrom } from '../../support/pictures.ts';

/** Every one with shapes of its own. */
function sceneOf(seed: number): Promise<Picture> {
  const { width, height, data } = drawPicture(seed, 432, 540);
  return finish(sharp(data, { raw: { width, height, channels: 4 } }));
}

/** Of the 43 that the benchmark counts: one of each kind. */
const KINDS = ['jpeg', 'c10', 'tl5', 'rc50', 'p916', 'capboth', 'stm', 'r5', 'shot', 'mirc5', 'story+st+c'];
const transforms = TRANSFORMS.filter(({ name }) => KINDS.includes(name));
const SLOW = 240_000;

const ask = (pixels: Pixels) =>
  queryFeatures(
    pixels,
    trims(pixels).map(part => crop(pixels, part)),
  );

describe('own media', () => {
  const index = new OwnIndex();
  const listed = [1, 2, 3, 4];
  beforeAll(async () => {
    for (const seed of listed) index.add(`scene ${seed}`, buildOwnEntry(await pixelsOf(await sceneOf(seed))));
  }, SLOW);

  test(
    'is known again after nearly everything that re-sharers do to it',
    async () => {
      const missed: string[] = [];
      expect(transforms).toHaveLength(KINDS.length);
      for (const seed of listed.slice(0, 2)) {
        for (const { name, apply } of transforms) {
          const shared = await pixelsOf(await apply(await sceneOf(seed), randomFrom(seed + 50)));
          const match = matchOwn(ask(shared), index);
          if (match?.key !== `scene ${seed}`) missed.push(`${name} of scene ${seed}: ${match?.key ?? 'nothing'}`);
        }
      }
      expect(missed).toEqual([]);
    },
    SLOW,
  );

  test(
    'is not found in pictures of something else, not even on screens that look the same',
    async () => {
      const found: string[] = [];
      for (const [i, { name, apply }] of [...transforms, ...transforms].entries()) {
        const stranger = await pixelsOf(await apply(await sceneOf(500 + i), randomFrom(i)));
        const match = matchOwn(ask(stranger), index);
        if (match !== null) found.push(`${name} of scene ${500 + i}: ${match.key}`);
      }
      expect(found).toEqual([]);
    },
    SLOW,
  );

  test(
    'tells a mirrored picture as mirrored',
    async () => {
      const picture = await pixelsOf(await sceneOf(3));
      const match = matchOwn(queryFeatures(flip(picture, { down: false, across: true })), index);
      expect(match).toMatchObject({ key: 'scene 3', mirrored: true });
    },
    SLOW,
  );
});
