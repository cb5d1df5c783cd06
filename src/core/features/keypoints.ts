/**
 * Places of one level of the pyramid that can be found again: corners, ranked by how much changes there in every
 * direction, and spread over the picture.
 * Sources: Rosten & Drummond, "Machine learning for high-speed corner detection" (ECCV 2006), for the circle of 16;
 * Harris & Stephens, "A combined corner and edge detector" (1988), for the rank; Rublee et al., "ORB" (ICCV 2011), for
 * using the one with the other.
 */
import type { Grey } from './grey.ts';

/** Radius of the disc that a feature sees, in pixels of its level (31x31 in ORB). */
export const REACH = 15;

/** Nothing nearer to the border is a keypoint. */
const MARGIN = REACH + 1;

/** The shortest side of a reduced picture that is worth looking at. */
export const MIN_SIDE = 2 * MARGIN + 8;

export interface Keypoints {
  readonly count: number;
  /** Whole pixels of the level; the first `count` hold. */
  readonly x: Int32Array;
  readonly y: Int32Array;
}

/** Steps along and down to the circle of radius 3, clockwise from the top. */
const CIRCLE_X = [0, 1, 2, 3, 3, 3, 2, 1, 0, -1, -2, -3, -3, -3, -2, -1];
const CIRCLE_Y = [-3, -3, -2, -1, 0, 1, 2, 3, 3, 3, 2, 1, 0, -1, -2, -3];

/** Are nine neighbours of the circle set? Runs are cut short by 1, 2, 4 and 1; what is left began nine long. */
function hasArc(circle: number): boolean {
  let runs = circle | (circle << 16);
  runs &= runs >>> 1;
  runs &= runs >>> 2;
  runs &= runs >>> 4;
  return (runs & (runs >>> 1)) !== 0;
}

/** Share of the pixels whose contrast is looked at closely, at first. */
const BUSIEST = 0.05;

/** Every so many rows are enough to know the share. */
const SAMPLED = 8;

/** Less contrast than this is what JPEG makes of flat colour. */
const LEAST_CONTRAST = 2;

/** The contrast that only the BUSIEST share of the pixels reaches both across and down the circle. */
function contrastOf({ width, height, data }: Grey): number {
  const histogram = new Int32Array(256);
  let samples = 0;
  for (let y = MARGIN; y < height - MARGIN; y += SAMPLED) {
    for (let x = MARGIN; x < width - MARGIN; x++) {
      const at = y * width + x;
      const centre = data[at]!;
      const down = Math.max(Math.abs(centre - data[at - 3 * width]!), Math.abs(centre - data[at + 3 * width]!));
      const across = Math.max(Math.abs(centre - data[at - 3]!), Math.abs(centre - data[at + 3]!));
      histogram[Math.min(down, across)]!++;
      samples++;
    }
  }
  let contrast = 255;
  for (let above = histogram[255]!; contrast > LEAST_CONTRAST && above <= BUSIEST * samples; ) {
    above += histogram[--contrast]!;
  }
  return contrast;
}

/**
 * Where nine neighbours on the circle are all brighter than the centre by more than `contrast`, or all darker; of
 * several such pixels side by side that which differs most from its circle.
 */
function cornersOf({ width, height, data }: Grey, contrast: number): readonly number[] {
  const circle = Int32Array.from(CIRCLE_X, (x, i) => CIRCLE_Y[i]! * width + x);
  const down = 3 * width;
  const corners: number[] = [];
  const scores = new Uint16Array(width * height);
  for (let y = MARGIN; y < height - MARGIN; y++) {
    const end = (y + 1) * width - MARGIN;
    for (let at = y * width + MARGIN; at < end; at++) {
      const high = data[at]! + contrast;
      const low = data[at]! - contrast;
      const north = data[at - down]!;
      const south = data[at + down]!;
      const brightDown = north > high || south > high;
      const darkDown = north < low || south < low;
      if (!brightDown && !darkDown) continue;
      // Every arc of nine meets one end of each line through the centre.
      const east = data[at + 3]!;
      const west = data[at - 3]!;
      if (!(brightDown && (east > high || west > high)) && !(darkDown && (east < low || west < low))) continue;
      let brighter = 0;
      let darker = 0;
      let score = 0;
      for (let i = 0; i < 16; i++) {
        const value = data[at + circle[i]!]!;
        if (value > high) {
          brighter |= 1 << i;
          score += value - high;
        } else if (value < low) {
          darker |= 1 << i;
          score += low - value;
        }
      }
      if (!hasArc(brighter) && !hasArc(darker)) continue;
      corners.push(at);
      scores[at] = score;
    }
  }
  const around = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
  return corners.filter(at => around.every(step => scores[at + step]! <= scores[at]!));
}

/** Half the side of the square over which change is summed (7x7), and Harris' k; both as in ORB. */
const HARRIS_REACH = 3;
const HARRIS_K = 0.04;

/** How much the square around a place differs from itself when it is moved, in whichever direction. */
function harrisAt(data: Uint8Array, width: number, at: number): number {
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let dy = -HARRIS_REACH; dy <= HARRIS_REACH; dy++) {
    const row = at + dy * width;
    for (let p = row - HARRIS_REACH; p <= row + HARRIS_REACH; p++) {
      const diagonal = data[p + width + 1]! - data[p - width - 1]!;
      const other = data[p + width - 1]! - data[p - width + 1]!;
      const gx = 2 * (data[p + 1]! - data[p - 1]!) + diagonal - other;
      const gy = 2 * (data[p + width]! - data[p - width]!) + diagonal + other;
      xx += gx * gx;
      yy += gy * gy;
      xy += gx * gy;
    }
  }
  return xx * yy - xy * xy - HARRIS_K * (xx + yy) * (xx + yy);
}

/**
 * Corners with the most contrast that still leaves a choice: a city and a wall give about the same number, and what a
 * level costs does not depend on how busy it is.
 */
function enoughCorners(level: Grey, wanted: number): readonly number[] {
  let contrast = contrastOf(level);
  for (;;) {
    const corners = cornersOf(level, contrast);
    if (corners.length >= wanted || contrast === LEAST_CONTRAST) return corners;
    contrast = Math.max(LEAST_CONTRAST, contrast >> 1);
  }
}

/** More than there are pixels in a level. */
const PLACES = 2 ** 18;

/** Places of corners, the strongest first. */
function rankedCorners(level: Grey, wanted: number): Int32Array {
  const corners = enoughCorners(level, wanted);
  // Rank and place in one number, which sorts natively: the root of a rank is below 2^26, a place below 2^18.
  const keys = new Float64Array(corners.length);
  let count = 0;
  for (const at of corners) {
    const rank = harrisAt(level.data, level.width, at);
    if (rank > 0) keys[count++] = -(Math.floor(Math.sqrt(rank)) * PLACES + (PLACES - 1 - at));
  }
  return Int32Array.from(keys.subarray(0, count).sort(), key => PLACES - 1 - (-key % PLACES));
}

/** Keypoints start this far apart, as a share of the distance at which `wanted` of them would fill the level evenly. */
const WIDEST = 0.7;
const NEAREST = 2;

/**
 * Up to `wanted` keypoints: the strongest that keep a distance from stronger ones, then with half the distance, and so
 * on. Like this a busy corner of the picture, or writing laid over it, does not take them all.
 */
export function keypointsOf(level: Grey, wanted: number): Keypoints {
  const { width, height } = level;
  const corners = rankedCorners(level, wanted);
  const x = new Int32Array(wanted);
  const y = new Int32Array(wanted);
  const taken = new Uint8Array(width * height);
  const take = (cx: number, cy: number, apart: number): void => {
    const left = Math.max(0, cx - apart);
    const right = Math.min(width, cx + apart + 1);
    for (let row = Math.max(0, cy - apart); row <= Math.min(height - 1, cy + apart); row++) {
      taken.fill(1, row * width + left, row * width + right);
    }
  };
  let count = 0;
  const even = Math.sqrt(((width - 2 * MARGIN) * (height - 2 * MARGIN)) / wanted);
  for (let apart = Math.max(NEAREST, Math.floor(WIDEST * even)); apart >= NEAREST && count < wanted; apart >>= 1) {
    taken.fill(0);
    for (let i = 0; i < count; i++) take(x[i]!, y[i]!, apart);
    for (let i = 0; i < corners.length && count < wanted; i++) {
      const at = corners[i]!;
      if (taken[at] !== 0) continue;
      x[count] = at % width;
      y[count] = Math.floor(at / width);
      take(x[count]!, y[count]!, apart);
      count++;
    }
  }
  return { count, x, y };
}
