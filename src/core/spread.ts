/**
 * How many people a picture reaches when everybody who gets it sends it once, to as many new people as everybody else.
 * A sum for a lesson, not a model of any real network.
 */

export interface Chain {
  /** To how many each person sends it, from 1. */
  readonly each: number;
  /** How often it is passed on, from 1. In the first round one person sends it. */
  readonly rounds: number;
  /** Of those who get it in the first round, how many do not pass it on; 0 to `each`. */
  readonly stopped: number;
}

export interface Spread {
  /** Who got it, without the first sender. */
  readonly reached: number;
  /** Who would have got it if nobody had stopped. */
  readonly spared: number;
}

export function spreadOf({ each, rounds, stopped }: Chain): Spread {
  let behindOne = 0; // everyone who gets it through one person of the first round
  for (let round = 2, size = each; round <= rounds; round++, size *= each) behindOne += size;
  const reached = each + (each - stopped) * behindOne;
  return { reached, spared: stopped * behindOne };
}
