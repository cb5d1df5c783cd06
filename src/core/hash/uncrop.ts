/**
 * Guesses how a picture was cut before it came here. PDQ forgives a cut of 1 % a side and no more; but a picture that is
 * put back to its old size, with its own edge drawn out over what is missing, comes near enough to the whole one again.
 * Each guess says which view of the picture would be the original. Only for pictures about to be shared: it costs time.
 */
import type { View } from './resample.ts';

export interface Guess {
  readonly name: string;
  readonly view: View;
}

/** The original of a picture from whose sides these shares of the original were cut. */
function before(left: number, top: number, right: number, bottom: number): View {
  const width = 1 / (1 - left - right);
  const height = 1 / (1 - top - bottom);
  return { left: -left * width, top: -top * height, width, height, turn: 0 };
}

const percent = (share: number): string => `${(100 * share).toFixed(1).replace('.0', '')} %`;

/** Steps that leave at most the 20 bits which PDQ forgives beside all else (measured: 20 bits for 1 % a side). */
const CENTRED = [0.008, 0.017, 0.026, 0.035, 0.045, 0.056, 0.07, 0.085, 0.1];
const ONE_EDGE = [0.03, 0.06, 0.09, 0.13];
/** Degrees clockwise. */
const TURNS = [-2, -1, 1, 2];

const CUTS: readonly Guess[] = [
  ...CENTRED.map(cut => ({ name: `cut ${percent(cut)} a side`, view: before(cut, cut, cut, cut) })),
  ...ONE_EDGE.flatMap(cut => [
    { name: `left cut ${percent(cut)}`, view: before(cut, 0, 0, 0) },
    { name: `top cut ${percent(cut)}`, view: before(0, cut, 0, 0) },
    { name: `right cut ${percent(cut)}`, view: before(0, 0, cut, 0) },
    { name: `bottom cut ${percent(cut)}`, view: before(0, 0, 0, cut) },
  ]),
];

/** Of a picture that was turned, the largest upright part of the same shape is kept: this share of each side. */
export function keptByTurn(degrees: number, aspect: number): number {
  const angle = (Math.abs(degrees) * Math.PI) / 180;
  return 1 / (Math.cos(angle) + Math.max(aspect, 1 / aspect) * Math.sin(angle));
}

/** The guesses for a picture whose width divided by its height is `aspect`. */
export function guessesFor(aspect: number): readonly Guess[] {
  const turns = TURNS.map(turn => {
    const cut = (1 - keptByTurn(turn, aspect)) / 2;
    return { name: `turned by ${turn} degrees`, view: { ...before(cut, cut, cut, cut), turn } };
  });
  return [...CUTS, ...turns];
}
