import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Chain, spreadOf } from '../../src/core/spread.ts';

/** Counts person by person, as the rule says it, without a formula. */
function walked({ each, rounds, stopped }: Chain): number {
  let holders = [...Array(each).keys()].map(first => ({ sends: first >= stopped }));
  let reached = holders.length;
  for (let round = 2; round <= rounds; round++) {
    holders = holders.flatMap(({ sends }) => (sends ? Array.from({ length: each }, () => ({ sends: true })) : []));
    reached += holders.length;
  }
  return reached;
}

const chains = fc
  .record({ each: fc.integer({ min: 1, max: 4 }), rounds: fc.integer({ min: 1, max: 6 }) })
  .chain(({ each, rounds }) => fc.integer({ min: 0, max: each }).map((stopped): Chain => ({ each, rounds, stopped })));

describe('how far a share goes', () => {
  test('is the sum that the hand-out names', () => {
    expect(spreadOf({ each: 3, rounds: 4, stopped: 0 })).toEqual({ reached: 120, spared: 0 });
    expect(spreadOf({ each: 3, rounds: 4, stopped: 1 })).toEqual({ reached: 81, spared: 39 });
  });

  test('agrees with counting one person after another', () => {
    fc.assert(fc.property(chains, chain => spreadOf(chain).reached === walked(chain)));
  });

  test('loses nobody: who is spared would have been reached', () => {
    fc.assert(
      fc.property(chains, chain => {
        const { reached, spared } = spreadOf(chain);
        return reached + spared === spreadOf({ ...chain, stopped: 0 }).reached;
      }),
    );
  });
});
