/** The rows and columns of a picture, as few points of each as it takes to see what they are: for trim.ts and listing.ts. */
import { LUMA, wordsOf } from './downscale.ts';
import type { Pixels } from './types.ts';

/** Places along an axis, `from` to before `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The lines (rows or columns) between two places across them, each as POINTS lumas. */
export interface Lines {
  points(at: number): Uint8Array;
  /** How many points of a line are within `most` of a colour. */
  countNear(at: number, colour: number, most: number): number;
  /** At how many points two lines differ by `least` or more. */
  countFar(a: number, b: number, least: number): number;
}

/** The lines of a picture along an axis, between two places across it. */
export type LinesOf = (axis: 'rows' | 'columns', across: Span) => Lines;

/** Points looked at along a line: enough to see writing, and little to do. */
export const POINTS = 128;

/** Where the points of a line are. */
export const placesIn = ({ from, to }: Span): Uint32Array =>
  Uint32Array.from({ length: POINTS }, (_, i) => from + Math.floor(((i + 0.5) * (to - from)) / POINTS));

/** Makes lines once, and then gives the same ones: what a picture is freed of one after the other has mostly the same. */
export function rememberLines(make: LinesOf): LinesOf {
  const known = new Map<string, Lines>();
  return (axis, across) => {
    const name = `${axis} ${across.from} ${across.to}`;
    const lines = known.get(name) ?? make(axis, across);
    known.set(name, lines);
    return lines;
  };
}

/** In plain JavaScript; wasm-lines.ts gives the same numbers faster. Each line is read when it is first asked about. */
export function createLinesOf(pixels: Pixels): LinesOf {
  const { width, height } = pixels;
  const words = wordsOf(pixels);

  return rememberLines((axis, across) => {
    const [line, point, count] = axis === 'rows' ? [width, 1, height] : [1, width, width];
    const places = placesIn(across).map(place => place * point);
    const lumas = new Uint8Array(count * POINTS);
    const isRead = new Uint8Array(count);

    const read = (at: number): number => {
      const start = at * POINTS;
      if (isRead[at] === 1) return start;
      isRead[at] = 1;
      for (let i = 0; i < POINTS; i++) {
        const word = words[at * line + places[i]!]!;
        const luma = LUMA.red * (word & 0xff) + LUMA.green * ((word >>> 8) & 0xff) + LUMA.blue * ((word >>> 16) & 0xff);
        lumas[start + i] = (luma / LUMA.scale) | 0;
      }
      return start;
    };

    return {
      points(at) {
        const start = read(at);
        return lumas.slice(start, start + POINTS);
      },
      countNear(at, colour, most) {
        const start = read(at);
        let count = 0;
        for (let i = 0; i < POINTS; i++) if (Math.abs(lumas[start + i]! - colour) <= most) count++;
        return count;
      },
      countFar(a, b, least) {
        const [first, second] = [read(a), read(b)];
        let count = 0;
        for (let i = 0; i < POINTS; i++) if (Math.abs(lumas[first + i]! - lumas[second + i]!) >= least) count++;
        return count;
      },
    };
  });
}
