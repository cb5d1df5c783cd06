// @vitest-environment node
/** Films that play against the person's own media: from when on they are noticed, and what is not. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createFilms, type Films } from '../../src/background/films.ts';
import { ownDismissal } from '../../src/background/own-media.ts';
import { crop } from '../../src/core/hash/crop.ts';
import { hashPixels } from '../../src/core/hash/pdq.ts';
import { type QueryHash, queryHashes } from '../../src/core/hash/query.ts';
import type { Pixels } from '../../src/core/hash/types.ts';
import { variants } from '../../src/core/hash/variants.ts';
import { makeOwnPicture, makeOwnVideo, type OwnEntry } from '../../src/core/own/entry.ts';
import type { OwnId } from '../../src/core/own/item.ts';
import { createOwnMedia } from '../../src/core/own/media.ts';
import { drawPicture } from '../support/pictures.ts';

const ID = '00112233445566aa' as OwnId;
const scene = (seed: number): Pixels => drawPicture(seed, 320, 400);
const still = (pixels: Pixels): readonly QueryHash[] =>
  queryHashes(pixels, hashPixels).filter(({ input }) => input === 'resampled');
/** Without 5 % of each side. */
const cut = ({ width, height, ...rest }: Pixels): Pixels =>
  crop({ width, height, ...rest }, { left: 16, top: 20, right: width - 16, bottom: height - 20 });

function ownFilm(seeds: readonly number[]): OwnEntry {
  const made = makeOwnVideo(seeds.map(seed => variants(scene(seed), hashPixels)));
  return made.ok ? made.entry : expect.fail(made.reason);
}

const own = createOwnMedia();
let revision = 0;
let dismissed: readonly string[] = [];
let films: Films;
const verdictsOn = async (pictures: readonly Pixels[]) => {
  const verdicts: string[] = [];
  for (const picture of pictures) verdicts.push((await films.see('7 film', still(picture))).status);
  return verdicts;
};

beforeEach(() => {
  own.remove(ID);
  dismissed = [];
  revision += 1;
  films = createFilms({
    lists: async () => [],
    dismissed: async () => new Set(dismissed),
    own: { revision: async () => (own.size === 0 ? 0 : revision), watch: async () => own.watch() },
  });
});

describe('a film that plays', () => {
  test('is one of the person’s own from its third still on, cut at the sides as well', async () => {
    own.add(ID, ownFilm([1, 2, 3, 4]));
    expect(await verdictsOn([1, 2, 3].map(scene))).toEqual(['unknown', 'unknown', 'own']);
    films = createFilms({
      lists: async () => [],
      dismissed: async () => new Set(),
      own: { revision: async () => revision, watch: async () => own.watch() },
    });
    expect(await verdictsOn([1, 2, 3].map(seed => cut(scene(seed))))).toEqual(['unknown', 'unknown', 'own']);
  });

  test('shows an own picture when two of its stills do', async () => {
    const made = makeOwnPicture(scene(5), hashPixels);
    own.add(ID, made.ok ? made.entry : expect.fail(made.reason));
    expect(await verdictsOn([5, 5].map(scene))).toEqual(['unknown', 'own']);
  });

  test('of somebody else is not, and neither is one that the person called wrong', async () => {
    own.add(ID, ownFilm([1, 2, 3, 4]));
    expect(await verdictsOn([11, 12, 13, 14].map(scene))).not.toContain('own');
    dismissed = [ownDismissal(ID)];
    revision += 1;
    expect(await verdictsOn([1, 2, 3, 4].map(scene))).not.toContain('own');
  });

  test('that was added while it played is counted anew', async () => {
    expect(await verdictsOn([1, 2, 3].map(scene))).not.toContain('own');
    own.add(ID, ownFilm([1, 2, 3, 4]));
    revision += 1;
    expect(await verdictsOn([1, 2, 3].map(scene))).toEqual(['unknown', 'unknown', 'own']);
  });
});
