/**
 * A small, seeded part of `npm run bench -- --recall`: pictures on no list, asked about in every way there is. STRANGERS=N
 * draws more of them.
 */
import { describe, expect, test } from 'vitest';
import { MATCH_DISTANCE } from '../../../src/core/hash/types.ts';
import { variants } from '../../../src/core/hash/variants.ts';
import { createWasmHasher } from '../../../src/core/hash/wasm.ts';
import { createHashIndex } from '../../../src/core/search/hash-index.ts';
import { countFalseAlarms, joined } from '../../bench/recall/false-alarms.ts';
import { pixelsOf } from '../../bench/recall/picture.ts';
import { drawScene } from '../../bench/recall/scenery.ts';
import { pdqModule } from '../../support/kernels.ts';

const LISTED = 20;
const STRANGERS = Number(process.env['STRANGERS'] ?? 200);
const hasher = await createWasmHasher(await pdqModule());

describe('pictures on no list', () => {
  test(`are not near to any of ${LISTED} listed ones in all their variants`, { timeout: 600_000 }, async () => {
    const hashes = [];
    for (let seed = 1; seed <= LISTED; seed++) {
      const original = await pixelsOf(drawScene(seed, 360, 270));
      hashes.push(...variants(original, hasher).map(variant => variant.hash));
    }
    const found = await countFalseAlarms(
      createHashIndex(joined(hashes)),
      hasher,
      soFar => soFar.pictures === STRANGERS,
    );
    expect(found.pictures).toBe(STRANGERS);
    expect(found.asked).toBeGreaterThan(STRANGERS * 0.85);
    expect(found.alarms).toBe(0);
    // Not only no match: the nearest is nowhere near being one.
    expect(found.nearest?.distance ?? 256).toBeGreaterThan(MATCH_DISTANCE + 10);
  });
});
