/**
 * Local features: how a picture is known again when only a part of it is left, turned, mirrored, covered, or on a screen
 * among other things. PDQ looks at the whole picture and forgives a per cent or two; here some hundreds of small places
 * are looked at one by one, and a few tens of them found again are enough.
 *
 * What becomes of a picture, and what it costs at its least (1080x1350, plain JavaScript; a PDQ hash of it costs 2.6 ms):
 *
 * | step | file | result | ms |
 * | shrink | grey.ts | luma, 200,000 pixels | 6 |
 * | pyramid | pyramid.ts | the same at 7 sizes, each 1.25 times smaller | 2.5 |
 * | keypoints | keypoints.ts | corners, ranked and spread: 200 for an entry, 400 for a picture asked about | 7 |
 * | angle, descriptor | descriptors.ts, pattern.ts | 256 bits each, turned with the picture | 5 |
 * | entry | feature-entry.ts, windows.ts | features and 25 window hashes, 8 kB | |
 * | search | feature-index.ts | entries that share descriptors, of 1,000 | 14 |
 * | vote | similarity.ts | how the entry lies in the picture | |
 * | proof | match-features.ts, windows.ts | features and windows that agree | |
 *
 * Only for the person's own media: what is kept of a picture says nearly as much as the picture, so it must stay on the
 * machine where it was made. Sources stand in the files; the whole follows ORB (Rublee et al., ICCV 2011) and Lowe's
 * SIFT (IJCV 2004). Ours are the pattern whose mirror image is an exchange of halves, which makes mirrored pictures free;
 * the contrast that adapts to the picture, so that smooth ones have features too; and the windows as a second proof.
 *
 * What it cannot do: pictures of one colour or of stripes have no corners (PDQ knows these), and whoever wants to hide a
 * picture from it can: by blurring, by warping, by writing all over it.
 */
import type { Pixels } from '../hash/types.ts';
import { angleAt, describeAt, soften, WORDS } from './descriptors.ts';
import { type Grey, toGrey } from './grey.ts';
import { keypointsOf, MIN_SIDE } from './keypoints.ts';
import { pyramidOf, STEP } from './pyramid.ts';

/** `count` features, as columns. */
export interface Features {
  /** Size of the grey picture in which places are told. */
  readonly width: number;
  readonly height: number;
  readonly count: number;
  /** Eight words a feature (descriptors.ts). */
  readonly words: Int32Array;
  /** Places in whole pixels of the grey picture. */
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  /** Level of the pyramid, 0 to 6: a feature of level i is STEP ** i times as large as one of level 0. */
  readonly level: Uint8Array;
  /** Where it is brightest: 64ths of a turn, clockwise from the right. */
  readonly angle: Uint8Array;
}

/** A picture with its features: what is asked about, or made an entry of. */
export interface View {
  readonly levels: readonly Grey[];
  readonly features: Features;
}

/** Up to `wanted` features; each level gets its share, and the larger ones what the smaller ones cannot fill. */
function featuresOf(levels: readonly Grey[], wanted: number): Features {
  const { width, height } = levels[0]!;
  const words = new Int32Array(wanted * WORDS);
  const x = new Uint16Array(wanted);
  const y = new Uint16Array(wanted);
  const level = new Uint8Array(wanted);
  const angle = new Uint8Array(wanted);
  let count = 0;
  let shares = levels.reduce((sum, _, i) => sum + STEP ** -i, 0);
  for (let i = levels.length - 1; i >= 0; i--) {
    const grey = levels[i]!;
    const found = keypointsOf(grey, Math.round(((wanted - count) * STEP ** -i) / shares));
    shares -= STEP ** -i;
    if (found.count === 0) continue;
    const soft = soften(grey);
    for (let k = 0; k < found.count; k++) {
      const [kx, ky] = [found.x[k]!, found.y[k]!];
      x[count] = ((kx + 0.5) * width) / grey.width;
      y[count] = ((ky + 0.5) * height) / grey.height;
      level[count] = i;
      angle[count] = angleAt(grey, kx, ky);
      describeAt(soft, kx, ky, angle[count]!, words, count);
      count++;
    }
  }
  const columns = {
    x: x.slice(0, count),
    y: y.slice(0, count),
    level: level.slice(0, count),
    angle: angle.slice(0, count),
  };
  return { width, height, count, words: words.slice(0, count * WORDS), ...columns };
}

/** A picture's pyramid and up to `wanted` features. Pictures of 32 px a side and less have none. */
export function createView(pixels: Pixels, wanted: number): View {
  const levels = pyramidOf(toGrey(pixels), MIN_SIDE);
  return { levels, features: featuresOf(levels, wanted) };
}

/** Twice those of an entry: some of its are then among them, whatever else the picture shows (200 lose a point or two). */
const QUERY_FEATURES = 400;

/** What is asked about one picture: all of it, and what is left of it without its surround. */
export interface QueryFeatures {
  readonly views: readonly View[];
}

/** `trimmed`: the parts that hash/trim.ts finds, if any; writing and icons around a picture take features from it. */
export const queryFeatures = (pixels: Pixels, trimmed: readonly Pixels[] = []): QueryFeatures => ({
  views: [pixels, ...trimmed].map(part => createView(part, QUERY_FEATURES)),
});
