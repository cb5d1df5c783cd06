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
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Reads one line (a row or a column) into a buffer of POINTS lumas. */
type ReadLine = (at: number, into: Int16Array) => void;

/** Points looked at along a line: enough to see writing, and little to do. */
const POINTS = 128;
/** Luma that JPEG adds to and takes from a flat colour. */
const FLAT_NOISE = 6;
/** Share of a line that is the surround's colour, even where an icon or a name stands on it. */
const FLAT_SHARE = 0.85;
/** Luma that a smooth ground does not change by within two lines, and a picture's edge does. */
const JUMP = 10;
/** Share of a line that jumps where the picture begins, and of the lines of a smooth ground on average. */
const JUMP_AT_EDGE = 0.4;
const JUMP_IN_GROUND = 0.06;
/** Less than this share of a side around a picture changes its hash by a bit or two, which is not worth a second one. */
const LEAST_TRIM = 0.004;
/** A picture smaller than this share of the screen's side is an icon. */
const LEAST_REST = 0.2;
const LEAST_SIDE = 16;

function createReader(pixels: Pixels, axis: 'rows' | 'columns', across: Span): ReadLine {
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
function shareOf(line: Int16Array, colour: number): number {
  let count = 0;
  for (let i = 0; i < POINTS; i++) if (Math.abs(line[i]! - colour) <= FLAT_NOISE) count++;
  return count / POINTS;
}

/** The colour of a line that is nearly all of one, else null. Its median is that colour if there is one. */
function flatColour(line: Int16Array): number | null {
  const median = line.slice().sort()[POINTS / 2]!;
  return shareOf(line, median) >= FLAT_SHARE ? median : null;
}

/** The longest stretch of lines that are not of the colour of the outermost ones, or `span` when these are not flat. */
function insideFlat(read: ReadLine, span: Span): Span {
  const line = new Int16Array(POINTS);
  const colours = [span.from, span.to - 1].flatMap(at => {
    read(at, line);
    return flatColour(line) ?? [];
  });
  if (colours.length === 0) return span;
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
  return best;
}

/** How many lines of smooth ground come before the picture's edge, counted from `start` in steps of 1 or -1. */
function smoothLines(read: ReadLine, start: number, step: 1 | -1, count: number): number | null {
  let [before, last, line] = [new Int16Array(POINTS), new Int16Array(POINTS), new Int16Array(POINTS)];
  read(start, before);
  read(start + step, last);
  let jumps = 0;
  for (let k = 2; k < count; k++) {
    read(start + k * step, line);
    let jumping = 0;
    for (let i = 0; i < POINTS; i++) if (Math.abs(line[i]! - before[i]!) >= JUMP) jumping++;
    if (jumping >= JUMP_AT_EDGE * POINTS) return jumps <= JUMP_IN_GROUND * POINTS * k ? k : null;
    jumps += jumping;
    if (jumps > JUMP_IN_GROUND * POINTS * count) return null;
    [before, last, line] = [last, line, before];
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

const isWorthIt = (rest: Span, length: number): boolean => {
  const kept = rest.to - rest.from;
  return kept <= (1 - LEAST_TRIM) * length && kept >= Math.max(LEAST_SIDE, LEAST_REST * length);
};

/** The picture inside `pixels` without its surround, or null when there is none, or nothing but surround. */
export function trim(pixels: Pixels): Rectangle | null {
  let rows: Span = { from: 0, to: pixels.height };
  let columns: Span = { from: 0, to: pixels.width };
  // Grounds lie within grounds: a picture on a story on a screen.
  for (let round = 0; round < 3; round++) {
    const before = [rows, columns];
    for (const inside of [insideFlat, insideSmooth]) {
      const fewerRows = inside(createReader(pixels, 'rows', columns), rows);
      if (isWorthIt(fewerRows, rows.to - rows.from)) rows = fewerRows;
      const fewerColumns = inside(createReader(pixels, 'columns', rows), columns);
      if (isWorthIt(fewerColumns, columns.to - columns.from)) columns = fewerColumns;
    }
    if (before[0] === rows && before[1] === columns) break;
  }
  const found = { left: columns.from, top: rows.from, right: columns.to, bottom: rows.to };
  const isWhole = rows.to - rows.from === pixels.height && columns.to - columns.from === pixels.width;
  return isWhole ? null : found;
}
