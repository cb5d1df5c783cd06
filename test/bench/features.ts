/**
 * What the second stage for the person's own media costs: the features of a 1080x1350 picture, and the search for them
 * among 1,000 own pictures. The picture is not among them, which takes longest.
 */
import { buildFeatureEntry } from '../../src/core/features/feature-entry.ts';
import { FeatureIndex } from '../../src/core/features/feature-index.ts';
import { queryFeatures } from '../../src/core/features/features.ts';
import { matchFeatures } from '../../src/core/features/match-features.ts';
import { hashPixels } from '../../src/core/hash/pdq.ts';
import { drawPicture } from '../support/pictures.ts';
import type { Figures } from './figures.ts';
import { timeInTurns } from './timing.ts';

const ENTRIES = 1000;
const TURNS = 5;

export function benchFeatures(): Figures {
  const index = new FeatureIndex();
  for (let seed = 0; seed < ENTRIES; seed++) index.add(`${seed}`, buildFeatureEntry(drawPicture(seed + 1, 160, 200)));
  const pixels = drawPicture(ENTRIES + 1, 1080, 1350);
  const query = queryFeatures(pixels);
  const { hash, extract, match } = timeInTurns(
    {
      hash: () => void hashPixels(pixels),
      extract: () => void queryFeatures(pixels),
      match: () => void matchFeatures(query, index),
    },
    TURNS,
  );
  return {
    ownExtractMs: extract.median,
    ownExtractMinMs: extract.min,
    ownExtractToHashJs: extract.min / hash.min,
    ownMatch1kMs: match.median,
    ownMatch1kMinMs: match.min,
    ownMatch1kToHashJs: match.min / hash.min,
    ownIndexBytesPerEntry: index.bytes / ENTRIES,
  };
}
