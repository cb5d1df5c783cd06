/**
 * Finds the picture inside what apps and re-sharers put around it: borders, letterboxes, the bars of a phone screen,
 * captions, the ground of a story. Wrong now and then (a dark room also has a dark border), which is why a picture is
 * always asked about as it is as well.
 *
 * Two kinds of surround are known. A flat one has the colour of the outermost line; its lines carry writing and icons,
 * but most of their length is that colour, and the picture is the longest stretch without such lines. A smooth one (a
 * gradient, a blurred copy of the picture) changes little from line to line, until nearly the whole line jumps at once.
 */
import { LUMA } from './downscale.ts';
import type { Pixels } from './types.ts';

/** Whole pixels; `right` and `bottom` are the first ones outside. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Places along an axis, `from` to before `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Reads one line (a row or a column) into a buffer of POINTS lumas. */
type ReadLine = (at: number, into: Int16Array) => void;

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

export function createLineReader(pixels: Pixels, axis: 'rows' | 'columns', across: Span): ReadLine {
  const { width, data } = pixels;
  const step = (across.to - across.from) / POINTS;
  const places = Int32Array.from({ length: POINTS }, (_, i) => across.from + Math.floor((i + 0.5) * step));
  const [line, point] = axis === 'rows' ? [width * 4, 4] : [4, width * 4];
  return (at, into) => {
    for (let i = 0; i < POINTS; i++) {
      const p = at * line + places[i]! * point;
      into[i] = (LUMA.red * data[p]! + LUMA.green * data[p + 1]! + LUMA.blue * data[p + 2]!) / LUMA.scale;
    }
  };
}

/** Share of a line that lies within FLAT_NOISE of a colour. */
export function shareOf(line: Int16Array, colour: number): number {
  let count = 0;
  for (let i = 0; i < POINTS; i++) if (Math.abs(line[i]! - colour) <= FLAT_NOISE) count++;
  return count / POINTS;
}

/** The colour of a line that is nearly all of one, else null. Its median is that colour if there is one. */
function flatColour(line: Int16Array): number | null {
  const median = line.slice().sort()[POINTS / 2]!;
  return shareOf(line, median) >= FLAT_SHARE ? median : null;
}

/** The colours of the outermost lines, as far as they are flat. */
function outerColours(read: ReadLine, { from, to }: Span): readonly number[] {
  const line = new Int16Array(POINTS);
  return [from, to - 1].flatMap(at => {
    read(at, line);
    return flatColour(line) ?? [];
  });
}

/** Share of the points of a line at which another one differs. */
function jumpsBetween(a: Int16Array, b: Int16Array): number {
  let count = 0;
  for (let i = 0; i < POINTS; i++) if (Math.abs(a[i]! - b[i]!) >= JUMP) count++;
  return count / POINTS;
}

/** The longest stretch of lines that are not of one of these colours, where it begins and ends abruptly. */
function insideFlat(read: ReadLine, span: Span, colours: readonly number[]): Span {
  const line = new Int16Array(POINTS);
  let best: Span = { from: span.from, to: span.from };
  let from = span.from;
  for (let at = span.from; at <= span.to; at++) {
    if (at < span.to) {
      read(at, line);
      if (colours.every(colour => shareOf(line, colour) < FLAT_SHARE)) continue;
    }
    if (at - from > best.to - best.from) best = { from, to: at };
    from = at + 1;
  }
  const inside = new Int16Array(POINTS);
  /** A sky has one colour too, but loses it little by little. */
  const isEdge = (outer: number, inner: number): boolean => {
    read(outer, line);
    read(inner, inside);
    return jumpsBetween(line, inside) >= JUMP_AT_FLAT_EDGE;
  };
  return {
    from: best.from > span.from && isEdge(best.from - 1, best.from + 1) ? best.from : span.from,
    to: best.to < span.to && isEdge(best.to, best.to - 2) ? best.to : span.to,
  };
}

/** How many lines of smooth ground come before the picture's edge, counted from `start` in steps of 1 or -1. */
function smoothLines(read: ReadLine, start: number, step: 1 | -1, count: number): number | null {
  const lines = [new Int16Array(POINTS), new Int16Array(POINTS), new Int16Array(POINTS)] as const;
  const ahead = new Int16Array(POINTS);
  const overlay = Math.ceil(count * OVERLAY);
  let jumps = 0;
  for (let k = 0; k < count; k++) {
    const [line, before] = [lines[k % 3]!, lines[(k + 1) % 3]!];
    read(start + k * step, line);
    if (k < 2) continue;
    const jumping = jumpsBetween(line, before);
    jumps += jumping;
    if (jumping < JUMP_AT_EDGE) {
      if (jumps > JUMP_IN_GROUND * count) return null;
      continue;
    }
    if (k + overlay < count) {
      read(start + (k + overlay) * step, ahead);
      if (jumpsBetween(ahead, before) < JUMP_AT_EDGE / 2) {
        // A thin bar lies on the ground: go on behind it.
        k += overlay;
        for (const kept of lines) kept.set(ahead);
        continue;
      }
    }
    return k >= LEAST_GROUND * count && jumps - jumping <= JUMP_IN_GROUND * k ? k : null;
  }
  return null;
}

/** The lines between two smooth grounds; one alone may be a sky over a horizon. */
function insideSmooth(read: ReadLine, span: Span): Span {
  const count = span.to - span.from;
  const above = smoothLines(read, span.from, 1, count);
  const below = above === null ? null : smoothLines(read, span.to - 1, -1, count);
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
function withoutFlat(pixels: Pixels, { rows, columns }: Frame): Frame {
  const readRow = createLineReader(pixels, 'rows', columns);
  const ofRows = outerColours(readRow, rows);
  const colours = ofRows.length > 0 ? ofRows : outerColours(createLineReader(pixels, 'columns', rows), columns);
  if (colours.length === 0) return { rows, columns };
  const fewerRows = shrink(rows, insideFlat(readRow, rows, colours));
  const readColumn = createLineReader(pixels, 'columns', fewerRows);
  return { rows: fewerRows, columns: shrink(columns, insideFlat(readColumn, columns, colours)) };
}

const withoutSmoothRows = (pixels: Pixels, { rows, columns }: Frame): Frame => ({
  rows: shrink(rows, insideSmooth(createLineReader(pixels, 'rows', columns), rows)),
  columns,
});

const withoutSmoothColumns = (pixels: Pixels, { rows, columns }: Frame): Frame => ({
  rows,
  columns: shrink(columns, insideSmooth(createLineReader(pixels, 'columns', rows), columns)),
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
  const outer = withoutFlat(pixels, whole);
  const middle = withoutSmoothRows(pixels, outer);
  let inner = withoutSmoothColumns(pixels, middle);
  for (let round = 0; round < 2; round++) inner = withoutFlat(pixels, inner);
  const frames = [whole, outer, middle, inner];
  const changed = frames.filter((frame, i) => i > 0 && !isSame(frame, frames[i - 1]!));
  return changed.map(({ rows, columns }) => ({
    left: columns.from,
    top: rows.from,
    right: columns.to,
    bottom: rows.to,
  }));
}
