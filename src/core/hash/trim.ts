/**
 * Finds the picture inside what apps and re-sharers put around it: borders, letterboxes, the bars of a phone screen,
 * captions, the ground of a story. Wrong now and then (a dark room also has a dark border), which is why a picture is
 * always asked about as it is as well.
 *
 * Two kinds of surround are known. A flat one has the colour of the outermost line; its lines carry writing and icons,
 * but most of their length is that colour, and the picture is the longest stretch without such lines. A smooth one (a
 * gradient, a blurred copy of the picture) changes little from line to line, until nearly the whole line jumps at once.
 */
import { LUMA, wordsOf } from './downscale.ts';
import type { Pixels, Rectangle } from './types.ts';

/** Places along an axis, `from` to before `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The lines (rows or columns) between two places across them, each as POINTS lumas. */
export interface Lines {
  points(at: number): Uint8Array;
  /** Share of a line that lies within FLAT_NOISE of a colour. */
  share(at: number, colour: number): number;
  /** Does a colour have at least FLAT_SHARE of a line? */
  isFlat(at: number, colour: number): boolean;
  /** Share of the points of a line at which another one differs. */
  jumps(a: number, b: number): number;
}

/** Points looked at along a line: enough to see writing, and little to do. */
export const POINTS = 128;
/** Luma that JPEG adds to and takes from a flat colour. */
const FLAT_NOISE = 6;
/** Share of a line that is the surround's colour, even where an icon or a name stands on it. */
const FLAT_SHARE = 0.85;
/** Luma that a smooth ground does not change by within two lines, and a picture's edge does. */
const JUMP = 10;
/** Share of a line that jumps where the picture begins, and of the lines of a smooth ground on average. */
const JUMP_AT_EDGE = 0.4;
/** The least jump at the end of a flat surround. Without it the skies of one photograph in four are cut off, with it of one in fourteen. */
const JUMP_AT_FLAT_EDGE = 0.05;
const JUMP_IN_GROUND = 0.06;
/** A smooth ground of fewer lines, in shares of the side, is the edge of a picture. */
const LEAST_GROUND = 0.02;
/** Bars and names that lie on a smooth ground are no thicker than this share of it. */
const OVERLAY = 0.012;
/** Less than this share of a side around a picture changes its hash by a bit or two, which is not worth a second one. */
const LEAST_TRIM = 0.004;
/** A picture smaller than this share of the screen's side is an icon. */
const LEAST_REST = 0.2;
const LEAST_SIDE = 16;

/** Points of a line that may be of another colour without it being less than FLAT_SHARE of one. */
const MOST_OTHERS = POINTS - Math.ceil(FLAT_SHARE * POINTS);

/** Each line is read when first asked about, and then kept: most are asked about more than once. */
export function createLines(pixels: Pixels, axis: 'rows' | 'columns', across: Span): Lines {
  const { width, height } = pixels;
  const words = wordsOf(pixels);
  const step = (across.to - across.from) / POINTS;
  const [line, point, count] = axis === 'rows' ? [width, 1, height] : [1, width, width];
  const places = Int32Array.from({ length: POINTS }, (_, i) => (across.from + Math.floor((i + 0.5) * step)) * point);
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
      return lumas.subarray(start, start + POINTS);
    },
    share(at, colour) {
      const start = read(at);
      let alike = 0;
      for (let i = 0; i < POINTS; i++) if (Math.abs(lumas[start + i]! - colour) <= FLAT_NOISE) alike++;
      return alike / POINTS;
    },
    isFlat(at, colour) {
      const start = read(at);
      let others = 0;
      for (let i = 0; i < POINTS; i++) {
        // In a photograph this ends after some twenty points.
        if (Math.abs(lumas[start + i]! - colour) > FLAT_NOISE && ++others > MOST_OTHERS) return false;
      }
      return true;
    },
    jumps(a, b) {
      const [first, second] = [read(a), read(b)];
      let differing = 0;
      for (let i = 0; i < POINTS; i++) if (Math.abs(lumas[first + i]! - lumas[second + i]!) >= JUMP) differing++;
      return differing / POINTS;
    },
  };
}

/** The lines of a picture along an axis, between two places across it. */
type LinesOf = (axis: 'rows' | 'columns', across: Span) => Lines;

/** The grounds that a picture is freed of one after the other have mostly the same lines. */
function createLinesOf(pixels: Pixels): LinesOf {
  const known = new Map<string, Lines>();
  return (axis, across) => {
    const name = `${axis} ${across.from} ${across.to}`;
    const lines = known.get(name) ?? createLines(pixels, axis, across);
    known.set(name, lines);
    return lines;
  };
}

/** The colour of a line that is nearly all of one, else null. Its median is that colour if there is one. */
function flatColour(lines: Lines, at: number): number | null {
  const median = lines.points(at).slice().sort()[POINTS / 2]!;
  return lines.isFlat(at, median) ? median : null;
}

/** The colours of the outermost lines, as far as they are flat. */
const outerColours = (lines: Lines, { from, to }: Span): readonly number[] =>
  [from, to - 1].flatMap(at => flatColour(lines, at) ?? []);

/** The longest stretch of lines that are not of one of these colours, where it begins and ends abruptly. */
function insideFlat(lines: Lines, span: Span, colours: readonly number[]): Span {
  let best: Span = { from: span.from, to: span.from };
  let from = span.from;
  for (let at = span.from; at <= span.to; at++) {
    if (at < span.to && !colours.some(colour => lines.isFlat(at, colour))) continue;
    if (at - from > best.to - best.from) best = { from, to: at };
    from = at + 1;
  }
  /** A sky has one colour too, but loses it little by little. */
  const isEdge = (outer: number, inner: number): boolean => lines.jumps(outer, inner) >= JUMP_AT_FLAT_EDGE;
  return {
    from: best.from > span.from && isEdge(best.from - 1, best.from + 1) ? best.from : span.from,
    to: best.to < span.to && isEdge(best.to, best.to - 2) ? best.to : span.to,
  };
}

/** How many lines of smooth ground come before the picture's edge, counted from `start` in steps of 1 or -1. */
function smoothLines(lines: Lines, start: number, step: 1 | -1, count: number): number | null {
  const jumpsBetween = (k: number, before: number): number => lines.jumps(start + k * step, start + before * step);
  const overlay = Math.ceil(count * OVERLAY);
  let jumps = 0;
  /** The line behind the last bar; those of the bar and before it are not compared with. */
  let behind = 0;
  for (let k = 2; k < count; k++) {
    const before = Math.max(k - 2, behind);
    const jumping = jumpsBetween(k, before);
    jumps += jumping;
    if (jumping < JUMP_AT_EDGE) {
      if (jumps > JUMP_IN_GROUND * count) return null;
      continue;
    }
    if (k + overlay < count && jumpsBetween(k + overlay, before) < JUMP_AT_EDGE / 2) {
      // A thin bar lies on the ground: go on behind it.
      k += overlay;
      behind = k;
      continue;
    }
    return k >= LEAST_GROUND * count && jumps - jumping <= JUMP_IN_GROUND * k ? k : null;
  }
  return null;
}

/** The lines between two smooth grounds; one alone may be a sky over a horizon. */
function insideSmooth(lines: Lines, span: Span): Span {
  const count = span.to - span.from;
  const above = smoothLines(lines, span.from, 1, count);
  const below = above === null ? null : smoothLines(lines, span.to - 1, -1, count);
  return above === null || below === null ? span : { from: span.from + above, to: span.to - below };
}

interface Frame {
  readonly rows: Span;
  readonly columns: Span;
}

/** Does one of the spans shrink enough to be worth it, and not to an icon? */
function shrink(span: Span, rest: Span): Span {
  const length = span.to - span.from;
  const kept = rest.to - rest.from;
  return kept <= (1 - LEAST_TRIM) * length && kept >= Math.max(LEAST_SIDE, LEAST_REST * length) ? rest : span;
}

/** Takes away one ground of one colour, or of two if the first and the last line differ. */
function withoutFlat(linesOf: LinesOf, { rows, columns }: Frame): Frame {
  const lines = linesOf('rows', columns);
  const ofRows = outerColours(lines, rows);
  const colours = ofRows.length > 0 ? ofRows : outerColours(linesOf('columns', rows), columns);
  if (colours.length === 0) return { rows, columns };
  const fewerRows = shrink(rows, insideFlat(lines, rows, colours));
  return { rows: fewerRows, columns: shrink(columns, insideFlat(linesOf('columns', fewerRows), columns, colours)) };
}

const withoutSmoothRows = (linesOf: LinesOf, { rows, columns }: Frame): Frame => ({
  rows: shrink(rows, insideSmooth(linesOf('rows', columns), rows)),
  columns,
});

const withoutSmoothColumns = (linesOf: LinesOf, { rows, columns }: Frame): Frame => ({
  rows,
  columns: shrink(columns, insideSmooth(linesOf('columns', rows), columns)),
});

const isSame = (a: Frame, b: Frame): boolean =>
  a.rows.from === b.rows.from &&
  a.rows.to === b.rows.to &&
  a.columns.from === b.columns.from &&
  a.columns.to === b.columns.to;

/**
 * The picture inside `pixels` without its surround: without the outermost ground, and if there seem to be more (a story
 * on a screen, a border of its own) without these as well. Empty when there is none, or nothing but surround; at most
 * three, none smaller than 16 px a side.
 */
export function trims(pixels: Pixels): readonly Rectangle[] {
  if (Math.min(pixels.width, pixels.height) < LEAST_SIDE) return [];
  const whole: Frame = { rows: { from: 0, to: pixels.height }, columns: { from: 0, to: pixels.width } };
  const linesOf = createLinesOf(pixels);
  const outer = withoutFlat(linesOf, whole);
  const middle = withoutSmoothRows(linesOf, outer);
  let inner = withoutSmoothColumns(linesOf, middle);
  for (let round = 0; round < 2; round++) inner = withoutFlat(linesOf, inner);
  const frames = [whole, outer, middle, inner];
  const changed = frames.filter((frame, i) => i > 0 && !isSame(frame, frames[i - 1]!));
  return changed.map(({ rows, columns }) => ({
    left: columns.from,
    top: rows.from,
    right: columns.to,
    bottom: rows.to,
  }));
}
