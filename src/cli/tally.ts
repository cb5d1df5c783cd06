/** How often each outcome came up, and how that is told. */
import type { Outcome } from './bank.ts';

/** What became of something that was offered; `writing`: a picture that still carries some. */
export type Outcomes = Outcome | 'writing';
export type Tally = Map<Outcomes, number>;

export function count(tally: Tally, outcome: Outcomes): void {
  tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
}

/** `added 3; refused 2 duplicate, 1 lopsided`, and the same as data. */
export function summarise(tally: Tally) {
  const added = tally.get('added') ?? 0;
  const refusals = [...tally].filter(([outcome]) => outcome !== 'added');
  const texts = refusals.map(([outcome, times]) => `${times} ${outcome}`);
  const text = `added ${added}${texts.length === 0 ? '' : `; refused ${texts.join(', ')}`}`;
  return { added, refused: Object.fromEntries(refusals), text };
}
