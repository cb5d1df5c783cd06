/**
 * What the second stage for the person's own media costs: features of a 1080x1350 picture, and the search for it among
 * 1,000 own pictures; beside them the plain-JS PDQ hash of the same picture, so that figures of machines compare.
 */

import { buildFeatureEntry, writeFeatureEntry } from '../../src/core/features/feature-entry.ts';
import { FeatureIndex } from '../../src/core/features/feature-index.ts';
import { queryFeatures } from '../../src/core/features/features.ts';
import { matchFeatures } from '../../src/core/features/match-features.ts';
import { hashPixels } from '../../src/core/hash/pdq.ts';
import { drawPicture } from '../support/pictures.ts';
import { timeInTurns } from './timing.ts';

const ENTRIES = 1000;
const PASSES = 30;

/** `search` is for a picture that is not there, which takes the longest; `found` for one that is. */
export async function benchFeatures() {
  const index = new FeatureIndex();
  let entryBytes = 0;
  for (let seed = 0; seed < ENTRIES; seed++) {
    const entry = buildFeatureEntry(drawPicture(seed + 1, 320, 400));
    entryBytes = Math.max(entryBytes, writeFeatureEntry(entry).length);
    index.add(`${seed}`, entry);
  }
  const pixels = drawPicture(ENTRIES + 1, 1080, 1350);
  const stranger = queryFeatures(pixels);
  const known = queryFeatures(drawPicture(1, 1080, 1350));
  const times = timeInTurns(
    {
      hashJs: () => void hashPixels(pixels),
      extract: () => void queryFeatures(pixels),
      search: () => void matchFeatures(stranger, index),
      found: () => void matchFeatures(known, index),
    },
    PASSES,
  );
  return { ...times, entryBytes, indexBytesPerEntry: index.bytes / ENTRIES };
}
