import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Features } from '../../../src/core/features/features.ts';
import { align, type Pair } from '../../../src/core/features/similarity.ts';
import { randomFrom } from '../../support/pictures.ts';

const SIDE = 400;
const COUNT = 60;
const TURN = 64;
const STEP = 1.25;

/** Features without descriptors: only where they are, and how they are turned and sized. */
function featuresAt(places: readonly { x: number; y: number; angle: number; level: number }[]): Features {
  return {
    width: 4 * SIDE,
    height: 4 * SIDE,
    count: places.length,
    words: new Int32Array(0),
    x: Uint16Array.from(places, ({ x }) => x),
    y: Uint16Array.from(places, ({ y }) => y),
    angle: Uint8Array.from(places, ({ angle }) => angle),
    level: Uint8Array.from(places, ({ level }) => level),
  };
}

const planted = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  turn: fc.integer({ min: 0, max: TURN - 1 }),
  levels: fc.integer({ min: -2, max: 2 }),
  mirrored: fc.boolean(),
  /** Right pairs among those that vote; the others join places at random. Of 12 too few may be among those tried. */
  right: fc.integer({ min: 20, max: COUNT }),
});

describe('the vote on how an entry lies in a picture', () => {
  test('finds any move, turn, size and mirroring that was planted among wrong pairs', () => {
    fc.assert(
      fc.property(planted, ({ seed, turn, levels, mirrored, right }) => {
        const random = randomFrom(seed);
        const scale = STEP ** levels;
        const [cos, sin] = [Math.cos((2 * Math.PI * turn) / TURN), Math.sin((2 * Math.PI * turn) / TURN)];
        const entry = Array.from({ length: COUNT }, () => ({
          x: random() * SIDE,
          y: random() * SIDE,
          angle: Math.floor(random() * TURN),
          level: 2 + Math.floor(random() * 3),
        }));
        const lies = ({ x, y }: { x: number; y: number }) => {
          const [u, v] = [(mirrored ? SIDE - x : x) - SIDE / 2, y - SIDE / 2];
          return { x: scale * (u * cos - v * sin) + 2 * SIDE, y: scale * (u * sin + v * cos) + 2 * SIDE };
        };
        const query = entry.map((place, i) => {
          if (i >= right) {
            return {
              x: random() * 4 * SIDE,
              y: random() * 4 * SIDE,
              angle: Math.floor(random() * TURN),
              level: Math.floor(random() * 7),
            };
          }
          const { x, y } = lies(place);
          const angle = (mirrored ? TURN / 2 - place.angle : place.angle) + turn;
          return {
            x: x + random() * 4 - 2,
            y: y + random() * 4 - 2,
            angle: (angle + TURN) % TURN,
            level: place.level + levels,
          };
        });
        const pairs = entry.map((_, i): Pair => ({ query: i, entry: i, distance: 20 + Math.floor(random() * 20) }));
        const found = align(featuresAt(query), featuresAt(entry), pairs, mirrored);
        expect(found).not.toBeNull();
        if (found === null) return;
        const { re, im, x, y } = found.similarity;
        for (const corner of [
          { x: 0, y: 0 },
          { x: SIDE, y: 0 },
          { x: 0, y: SIDE },
        ]) {
          const from = mirrored ? -corner.x : corner.x;
          const truth = lies(corner);
          const away = Math.hypot(re * from - im * corner.y + x - truth.x, im * from + re * corner.y + y - truth.y);
          expect(away).toBeLessThan(12);
        }
        expect(found.inliers.filter(pair => pair.entry < right).length).toBeGreaterThan(0.9 * right);
      }),
      { numRuns: 60 },
    );
  });

  test('finds no more than a handful that agree among pairs that join places at random', () => {
    const random = randomFrom(3);
    const scattered = () =>
      featuresAt(
        Array.from({ length: COUNT }, () => ({
          x: random() * SIDE,
          y: random() * SIDE,
          angle: Math.floor(random() * TURN),
          level: Math.floor(random() * 7),
        })),
      );
    for (let run = 0; run < 40; run++) {
      const pairs = Array.from({ length: COUNT }, (_, i): Pair => ({ query: i, entry: i, distance: 40 }));
      const found = align(scattered(), scattered(), pairs, run % 2 === 0);
      expect(found?.inliers.length ?? 0).toBeLessThan(8);
    }
  });

  test('uses each feature once, and needs three pairs', () => {
    const one = featuresAt([
      { x: 10, y: 10, angle: 0, level: 1 },
      { x: 300, y: 40, angle: 9, level: 1 },
      { x: 90, y: 250, angle: 30, level: 1 },
    ]);
    const all = [0, 1, 2].map((i): Pair => ({ query: i, entry: i, distance: 10 }));
    expect(align(one, one, all, false)?.inliers).toHaveLength(3);
    expect(align(one, one, [...all, ...all], false)?.inliers).toHaveLength(3);
    expect(align(one, one, all.slice(0, 2), false)).toBeNull();
    expect(align(one, one, [], false)).toBeNull();
  });
});
