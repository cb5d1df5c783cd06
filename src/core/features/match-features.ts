/**
 * Is one of the person's own pictures in this one? The index proposes entries; the features of each are compared with
 * all of the picture's, and those that look alike vote on how the entry lies there (similarity.ts). If enough agree, the
 * windows of the entry are hashed where they then should be (windows.ts). Both together are the proof.
 *
 * Neither is enough alone. A few features agree by chance now and then; and two screenshots of one app share its bars,
 * where tens of features truly agree, but not the windows between them.
 */
import { ALIKE, distanceWithin, mirrorWords, WORDS } from './descriptors.ts';
import type { FeatureIndex, Proposal } from './feature-index.ts';
import type { Features, QueryFeatures, View } from './features.ts';
import { type Alignment, align, type Pair } from './similarity.ts';
import { type Agreement, compareWindows } from './windows.ts';

/** What speaks for an entry. */
export interface Evidence {
  /** Features that agree on where the entry lies. */
  readonly inliers: number;
  /** Share of the entry's area that the box around these covers. */
  readonly area: number;
  readonly windows: Agreement;
}

export interface FeatureMatch extends Evidence {
  /** The key under which the entry was added. */
  readonly key: string;
  readonly mirrored: boolean;
}

/** Entries compared for one view; the right one is nearly always the first. */
const COMPARED = 6;

/**
 * Many inliers from a large part of the entry; then a quarter of its windows, since stickers may cover the rest. Of
 * photographs that were re-shared in 16 ways 95 of 100 have 19 inliers and more.
 */
const MANY = { inliers: 16, area: 0.03, windows: 1, share: 0.25 };
/** Few, and then most of what can be seen. In one picture of 25 so many agree by chance, and no window with them. */
const FEW = { inliers: 8, area: 0, windows: 2, share: 0.4 };

export const isProof = ({ inliers, area, windows: { visible, alike } }: Evidence): boolean =>
  [MANY, FEW].some(
    least => inliers >= least.inliers && area >= least.area && alike >= least.windows && alike >= least.share * visible,
  );

/** For each feature of the picture the nearest one of the entry, if it is alike. `asked`: the picture's words. */
function pairsOf(asked: Int32Array, count: number, entry: Features): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let query = 0; query < count; query++) {
    let nearest = -1;
    let distance = ALIKE + 1;
    for (let i = 0; i < entry.count && distance > 0; i++) {
      const bits = distanceWithin(distance - 1, entry.words, i * WORDS, asked, query * WORDS);
      if (bits >= distance) continue;
      nearest = i;
      distance = bits;
    }
    if (nearest >= 0) pairs.push({ query, entry: nearest, distance });
  }
  return pairs;
}

function areaOf({ width, height, x, y }: Features, { inliers }: Alignment): number {
  const across = inliers.map(({ entry }) => x[entry]!);
  const down = inliers.map(({ entry }) => y[entry]!);
  const box = (Math.max(...across) - Math.min(...across)) * (Math.max(...down) - Math.min(...down));
  return box / (width * height);
}

/** What speaks for a proposed entry; null when too few features agree for anything more to be looked at. */
function evidenceFor({ features, levels }: View, { entry, mirrored }: Proposal): Evidence | null {
  const asked = mirrored ? mirrorWords(features.words) : features.words;
  const pairs = pairsOf(asked, features.count, entry.features);
  const alignment = align(features, entry.features, pairs, mirrored);
  if (alignment === null || alignment.inliers.length < FEW.inliers) return null;
  return {
    inliers: alignment.inliers.length,
    area: areaOf(entry.features, alignment),
    windows: compareWindows(levels, entry, alignment.similarity),
  };
}

/** Entries that something speaks for, the likeliest of each view first. */
export function* candidatesIn({ views }: QueryFeatures, index: FeatureIndex): Generator<FeatureMatch> {
  for (const view of views) {
    for (const proposal of index.propose(view.features, COMPARED)) {
      const evidence = evidenceFor(view, proposal);
      if (evidence !== null) yield { key: proposal.key, mirrored: proposal.mirrored, ...evidence };
    }
  }
}

/** The first own entry that is proved to be in a picture, or null. */
export function matchFeatures(query: QueryFeatures, index: FeatureIndex): FeatureMatch | null {
  for (const candidate of candidatesIn(query, index)) if (isProof(candidate)) return candidate;
  return null;
}
