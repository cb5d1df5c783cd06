/** Own pictures after what re-sharers do to them, by the very transforms that recall is measured with. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { hashPixels } from '../../../src/core/hash/pdq.ts';
import { queryHashes } from '../../../src/core/hash/query.ts';
import { makeOwnPicture } from '../../../src/core/own/entry.ts';
import { createOwnMedia } from '../../../src/core/own/media.ts';
import { finish, type Picture, pixelsOf } from '../../bench/recall/picture.ts';
import { TRANSFORMS } from '../../bench/recall/transforms.ts';
import { drawPicture, randomFrom } from '../../support/pictures.ts';

const VECTORS = fileURLToPath(new URL('../../../../shared/vectors/images', import.meta.url));
const SLOW = 240_000;

/** One of each kind: cuts, a free part, another shape, writing, a sticker, a turn, screens, mirrored, and several. */
const KINDS = ['jpeg', 'c10', 'tl5', 'rc50', 'p916', 'capboth', 'stm', 'r5', 'shot', 'mirc5', 'story+st+c'];
const transforms = TRANSFORMS.filter(({ name }) => KINDS.includes(name));

/** Every seed has shapes of its own. */
function sceneOf(seed: number): Promise<Picture> {
  const { width, height, data } = drawPicture(seed, 432, 540);
  return finish(sharp(data, { raw: { width, height, channels: 4 } }));
}

describe('own pictures', () => {
  const own = createOwnMedia();
  const ask = async (picture: Picture) => {
    const pixels = await pixelsOf(picture);
    return own.match(queryHashes(pixels, hashPixels), pixels);
  };
  const list = async (key: string, picture: Picture) => {
    const made = makeOwnPicture(await pixelsOf(picture), hashPixels);
    if (made.ok) own.add(key, made.entry);
  };
  /** What was not found of one picture, after each of the transforms. */
  const missedOf = async (key: string, picture: Picture): Promise<readonly string[]> => {
    const missed: string[] = [];
    for (const { name, apply } of transforms) {
      const match = await ask(await apply(picture, randomFrom(key.length)));
      if (match?.key !== key) missed.push(`${name} of ${key}: ${match?.key ?? 'nothing'}`);
    }
    return missed;
  };

  beforeAll(async () => {
    for (const seed of [1, 2, 3]) await list(`scene ${seed}`, await sceneOf(seed));
  }, SLOW);

  test(
    'are known again after cuts, turns, mirroring, stickers, writing and on screens',
    async () => {
      expect(transforms).toHaveLength(KINDS.length);
      expect(await missedOf('scene 1', await sceneOf(1))).toEqual([]);
    },
    SLOW,
  );

  test(
    'are not found in other pictures, not even on screens that look the same',
    async () => {
      const found: string[] = [];
      for (const [i, { name, apply }] of transforms.entries()) {
        const match = await ask(await apply(await sceneOf(500 + i), randomFrom(i)));
        if (match !== null) found.push(`${name} of scene ${500 + i}: ${match.key}`);
      }
      expect(found).toEqual([]);
    },
    SLOW,
  );

  test.skipIf(!existsSync(VECTORS))(
    'that are photographs are known again as well, if the test vectors are there',
    async () => {
      const bridge = await finish(sharp(readFileSync(join(VECTORS, 'bridge-mods__aaa-orig.jpg'))));
      await list('bridge', bridge);
      expect(await missedOf('bridge', bridge)).toEqual([]);
    },
    SLOW,
  );
});
