/**
 * What a publisher who holds the original can list instead of its one hash: those of 60 parts that re-sharers are likely
 * to leave of it. Each is a hash like any other; whoever subscribes to the list need not know.
 */
import { createViewer, type View, WHOLE } from './resample.ts';
import { type Hash, type Hasher, ORIENTATIONS, type Pixels } from './types.ts';
import { keptByTurn } from './uncrop.ts';

export interface Variant {
  readonly hash: Hash;
  /** 0 to 100; variants are listed from MIN_QUALITY on, as every hash is. */
  readonly quality: number;
}

/** A way to cut a picture. Shares are of its sides. */
export type Cutting =
  | {
      readonly kind: 'sides';
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    }
  /** The middle part of this width divided by height. */
  | { readonly kind: 'shape'; readonly aspect: number }
  /** Turned clockwise, the corners cut off, and then another share of each side. */
  | { readonly kind: 'turn'; readonly degrees: number; readonly more: number };

const sides = (left: number, top: number, right: number, bottom: number): Cutting => ({
  kind: 'sides',
  left,
  top,
  right,
  bottom,
});

/**
 * Chosen by test/bench/recall/choose-variants.ts: of 281 cuttings greedily those that together let most of 12,000 cut
 * photographs be found, beginning with the whole picture. With 15 of them it is 70 %, with 30 it is 90 %, with all 98 %.
 */
export const CUTTINGS: readonly Cutting[] = [
  ...[0, 0.01, 0.04, 0.06, 0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16].map(c => sides(c, c, c, c)),
  ...[0.03, 0.06, 0.08, 0.11, 0.13].map(c => sides(c, 0, 0, 0)),
  ...[0.06, 0.08, 0.11, 0.13].map(c => sides(0, c, 0, 0)),
  ...[0.02, 0.05, 0.08, 0.11, 0.13].map(c => sides(0, 0, c, 0)),
  ...[0.02, 0.05, 0.07, 0.1, 0.13].map(c => sides(0, 0, 0, c)),
  sides(0.02, 0.02, 0, 0),
  sides(0.02, 0.05, 0, 0),
  sides(0.05, 0.02, 0, 0),
  sides(0.05, 0.05, 0, 0),
  sides(0, 0.035, 0.02, 0),
  sides(0, 0.035, 0.065, 0),
  sides(0, 0.05, 0.05, 0),
  sides(0.02, 0, 0, 0.035),
  sides(0.035, 0, 0, 0.065),
  sides(0.05, 0, 0, 0.05),
  sides(0.065, 0, 0, 0.02),
  sides(0, 0, 0.02, 0.035),
  sides(0, 0, 0.05, 0.02),
  sides(0, 0, 0.05, 0.05),
  sides(0, 0, 0.065, 0.05),
  ...[1, 4 / 5, 9 / 16, 16 / 9].map(aspect => ({ kind: 'shape', aspect }) as const),
  { kind: 'turn', degrees: -0.5, more: 0.02 },
  ...[-4.5, -4, -3, -2, 1.5, 2.5, 3.5, 5].map(degrees => ({ kind: 'turn', degrees, more: 0 }) as const),
];

const middle = (width: number, height: number, turn: number): View => ({
  left: (1 - width) / 2,
  top: (1 - height) / 2,
  width,
  height,
  turn,
});

/** What a cutting leaves of a picture whose width divided by its height is `aspect`. */
export function viewOf(cutting: Cutting, aspect: number): View {
  switch (cutting.kind) {
    case 'sides': {
      const { left, top, right, bottom } = cutting;
      return { ...WHOLE, left, top, width: 1 - left - right, height: 1 - top - bottom };
    }
    case 'shape': {
      const ratio = cutting.aspect / aspect;
      return middle(Math.min(1, ratio), Math.min(1, 1 / ratio), 0);
    }
    case 'turn': {
      const kept = keptByTurn(cutting.degrees, aspect) - 2 * cutting.more;
      return middle(kept, kept, -cutting.degrees);
    }
  }
}

/** The 60 hashes of a picture of at least 5 px a side. The first is PDQ's own, for others who hold the same picture. */
export function variants(pixels: Pixels, hasher: Hasher): readonly Variant[] {
  const viewer = createViewer(pixels, hasher);
  const upright = ORIENTATIONS.indexOf('upright');
  return CUTTINGS.map((cutting, i) => {
    const { quality, orientations } = i === 0 ? hasher(pixels) : viewer(viewOf(cutting, pixels.width / pixels.height));
    return { quality, hash: orientations[upright]! };
  });
}
