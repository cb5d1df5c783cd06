/**
 * Finds the picture inside what apps and re-sharers put around it: borders, letterboxes, the bars of a phone screen,
 * captions, the ground of a story. Wrong now and then (a dark room also has a dark border), which is why a picture is
 * always asked about as it is as well.
 *
 * Two kinds of surround are known. A flat one has the colour of the outermost line; its lines carry writing and icons,
 * but most of their length is that colour, and the picture is the longest stretch without such lines. A smooth one (a
 * gradient, a blurred copy of the picture) changes little from line to line, until nearly the whole line jumps at once.
 */
import { createLinesOf, type Lines, type LinesOf, POINTS, type Span } from './lines.ts';
import type { Pixels, Rectangle, Size } from './types.ts';

/** Luma that JPEG adds to and takes from a flat colour. */
export const FLAT_NOISE = 6;
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
/** Pixels by which the sides of an even border may differ, once it was scaled and compressed. */
const EVEN = 2;

/** Is nearly all of a line of one colour? */
const isFlat = (lines: Lines, at: number, colour: number): boolean =>
  lines.countNear(at, colour, FLAT_NOISE) >= FLAT_SHARE * POINTS;

/** Share of the points of a line at which another one differs. */
const jumpsBetween = (lines: Lines, a: number, b: number): number => lines.countFar(a, b, JUMP) / POINTS;

/** The colour of a line that is nearly all of one, else null. Its median is that colour if there is one. */
function flatColour(lines: Lines, at: number): number | null {
  const median = lines.points(at).sort()[POINTS / 2]!;
  return isFlat(lines, at, median) ? median : null;
}

/** The colours of the outermost lines, as far as they are flat. */
const outerColours = (lines: Lines, { from, to }: Span): readonly number[] =>
  [from, to - 1].flatMap(at => flatColour(lines, at) ?? []);

/** The longest stretch of lines that are not of one of these colours, where it begins and ends abruptly. */
function insideFlat(lines: Lines, span: Span, colours: readonly number[]): Span {
  let best: Span = { from: span.from, to: span.from };
  let from = span.from;
  for (let at = span.from; at <= span.to; at++) {
    if (at < span.to && !colours.some(colour => isFlat(lines, at, colour))) continue;
    if (at - from > best.to - best.from) best = { from, to: at };
    from = at + 1;
  }
  /** A sky has one colour too, but loses it little by little. */
  const isEdge = (outer: number, inner: number): boolean => jumpsBetween(lines, outer, inner) >= JUMP_AT_FLAT_EDGE;
  return {
    from: best.from > span.from && isEdge(best.from - 1, Math.min(best.from + 1, span.to - 1)) ? best.from : span.from,
    to: best.to < span.to && isEdge(best.to, Math.max(best.to - 2, span.from)) ? best.to : span.to,
  };
}

/** How many lines of smooth ground come before the picture's edge, counted from `start` in steps of 1 or -1. */
function smoothLines(lines: Lines, start: number, step: 1 | -1, count: number): number | null {
  const jumpsAt = (k: number, before: number): number => jumpsBetween(lines, start + k * step, start + before * step);
  const overlay = Math.ceil(count * OVERLAY);
  let jumps = 0;
  /** The line behind the last bar; those of the bar and before it are not compared with. */
  let behind = 0;
  for (let k = 2; k < count; k++) {
    const before = Math.max(k - 2, behind);
    const jumping = jumpsAt(k, before);
    jumps += jumping;
    if (jumping < JUMP_AT_EDGE) {
      if (jumps > JUMP_IN_GROUND * count) return null;
      continue;
    }
    if (k + overlay < count && jumpsAt(k + overlay, before) < JUMP_AT_EDGE / 2) {
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

/**
 * What is inside of a border that is as wide on all sides as on two that meet; null if that is what was found anyway.
 * Where a picture is as plain as its border, that side alone tells nothing.
 */
function withoutEven({ width, height }: Size, { rows, columns }: Frame): Frame | null {
  const [left, right, top, bottom] = [columns.from, width - columns.to, rows.from, height - rows.to];
  const isAlike = (a: number, b: number): boolean => Math.abs(a - b) <= EVEN;
  const edge = [left, right].find(side => side > 0 && [top, bottom].some(other => other > 0 && isAlike(side, other)));
  if (edge === undefined || [left, right, top, bottom].every(side => isAlike(side, edge))) return null;
  const shorter = Math.min(width, height);
  const rest = { from: edge, to: shorter - edge };
  if (shrink({ from: 0, to: shorter }, rest) !== rest) return null;
  return { rows: { from: edge, to: height - edge }, columns: { from: edge, to: width - edge } };
}

const isSame = (a: Frame, b: Frame): boolean =>
  a.rows.from === b.rows.from &&
  a.rows.to === b.rows.to &&
  a.columns.from === b.columns.from &&
  a.columns.to === b.columns.to;

/**
 * The picture inside `pixels` without its surround: without the outermost ground, and if there seem to be more (a story
 * on a screen, a border of its own) without these as well; last, without an even border. Empty when there is none, or
 * nothing but surround; at most four, none smaller than 16 px a side. `linesOf` is a faster way to its lines, if there is one.
 */
export function trims(pixels: Pixels, linesOf: LinesOf = createLinesOf(pixels)): readonly Rectangle[] {
  if (Math.min(pixels.width, pixels.height) < LEAST_SIDE) return [];
  const whole: Frame = { rows: { from: 0, to: pixels.height }, columns: { from: 0, to: pixels.width } };
  const outer = withoutFlat(linesOf, whole);
  const middle = withoutSmoothRows(linesOf, outer);
  let inner = withoutSmoothColumns(linesOf, middle);
  for (let round = 0; round < 2; round++) inner = withoutFlat(linesOf, inner);
  const frames = [whole, outer, middle, inner];
  const changed = frames.filter((frame, i) => i > 0 && !isSame(frame, frames[i - 1]!));
  const even = withoutEven(pixels, outer);
  return [...changed, ...(even === null ? [] : [even])].map(({ rows, columns }) => ({
    left: columns.from,
    top: rows.from,
    right: columns.to,
    bottom: rows.to,
  }));
}
