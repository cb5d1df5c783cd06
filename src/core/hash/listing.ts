/**
 * Makes a picture fit to be listed. Bars of a screen and strips of writing are alike on the pictures of many people, so
 * an entry that contains them would match other people's pictures: they are cut off, and what is still there is told,
 * for the publisher to look at before anything is listed. A hint, not a proof: writing over the picture itself and
 * see-through bars are not found.
 */
import { crop } from './crop.ts';
import { createLinesOf, POINTS } from './lines.ts';
import { FLAT_NOISE, trims } from './trim.ts';
import type { Pixels, Rectangle } from './types.ts';

export interface Listing {
  /** The picture without what was around it, and where in the original it lies. */
  readonly pixels: Pixels;
  readonly part: Rectangle;
  /** Strips that still look like writing or icons on a flat ground, in pixels of the original. */
  readonly strips: readonly Rectangle[];
}

/** A strip is at least this share of the side. */
const LEAST_STRIP = 0.025;
/** Share of a line that is ground: little enough for bold writing. */
const GROUND_SHARE = 0.5;
/** Lines with nothing on them, as there are above and below writing; behind other things grounds are less even. */
const BARE_SHARE = 0.97;
const BARE_LINES = 0.12;
/** A ground that nothing stands on is a wall or a sky, and not told. */
const INK_LINES = 0.2;
/** Luma by which ink differs from its ground, and how often along a line it begins or ends. */
const INK_CONTRAST = 60;
const INK_EDGES = 6;

function inkEdges(line: Uint8Array): number {
  let edges = 0;
  for (let i = 1; i < POINTS; i++) if (Math.abs(line[i]! - line[i - 1]!) >= INK_CONTRAST) edges++;
  return edges;
}

/** From where to where along an axis lines of one ground carry ink. */
function stripsAlong(pixels: Pixels, axis: 'rows' | 'columns'): readonly (readonly [number, number])[] {
  const { width, height } = pixels;
  const [count, across] = axis === 'rows' ? [height, width] : [width, height];
  const lines = createLinesOf(pixels)(axis, { from: 0, to: across });
  const shareOf = (at: number, colour: number): number => lines.countNear(at, colour, FLAT_NOISE) / POINTS;
  const strips: [number, number][] = [];
  let ground: number | null = null;
  let from = 0;
  let inked = 0;
  let bare = 0;
  for (let at = 0; at <= count; at++) {
    if (at < count) {
      const share = ground === null ? 0 : shareOf(at, ground);
      if (share >= GROUND_SHARE) {
        if (share >= BARE_SHARE) bare++;
        else if (inkEdges(lines.points(at)) >= INK_EDGES) inked++;
        continue;
      }
    }
    const length = at - from;
    if (length >= LEAST_STRIP * count && bare >= BARE_LINES * length && inked >= INK_LINES * length)
      strips.push([from, at]);
    if (at === count) break;
    const median = lines.points(at).sort()[POINTS / 2]!;
    ground = shareOf(at, median) >= GROUND_SHARE ? median : null;
    from = at;
    inked = 0;
    bare = 0;
  }
  return strips;
}

/** Cuts off the outermost surround of a picture of at least 5 px a side, and tells what still looks like writing. */
export function trimForListing(pixels: Pixels): Listing {
  const whole: Rectangle = { left: 0, top: 0, right: pixels.width, bottom: pixels.height };
  const part = trims(pixels)[0] ?? whole;
  const trimmed = crop(pixels, part);
  const strips = [
    ...stripsAlong(trimmed, 'rows').map(([from, to]) => ({ ...part, top: part.top + from, bottom: part.top + to })),
    ...stripsAlong(trimmed, 'columns').map(([from, to]) => ({
      ...part,
      left: part.left + from,
      right: part.left + to,
    })),
  ];
  return { pixels: trimmed, part, strips };
}
