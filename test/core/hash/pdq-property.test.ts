/**
 * The plain-JS kernel against the specification taken literally. Ours is exact where the literal one rounds to single
 * floats at each step, so a bit may differ only where the literal coefficient all but equals its median.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { downscale } from '../../../src/core/hash/downscale.ts';
import { toHex } from '../../../src/core/hash/hex.ts';
import { hashPixels } from '../../../src/core/hash/pdq.ts';
import { type LiteralPdq, literalPdq } from '../../support/pdq-literal.ts';
import { drawNoise, drawPicture } from '../../support/pictures.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 60);

/** What single-float rounding adds up to at 600 px a side, with room: in luma (0-255) and in frequencies (to 8192). */
const LUMA_NOISE = 0.004;
const FREQUENCY_NOISE = 0.02;

/** Steps of the quality sum that noise could push over a whole number. */
function undecidedSteps({ small }: LiteralPdq): number {
  const undecided = (a: number, b: number): boolean => {
    const step = ((a - b) * 100) / 255;
    return Math.round(step) !== 0 && Math.abs(step - Math.round(step)) < LUMA_NOISE;
  };
  let count = 0;
  for (let k = 0; k < small.length; k++) {
    if (k % 64 > 0 && undecided(small[k] as number, small[k - 1] as number)) count++;
    if (k >= 64 && undecided(small[k] as number, small[k - 64] as number)) count++;
  }
  return count;
}

const bitOf = (hex: string, k: number): number => (Number.parseInt(hex[63 - (k >> 2)] as string, 16) >> (k & 3)) & 1;

test('every bit that rounding does not decide is the bit of the literal specification', () => {
  const side = fc.integer({ min: 5, max: 600 });
  const picture = fc.constantFrom(drawPicture, drawNoise);
  fc.assert(
    fc.property(picture, fc.nat(), side, side, (draw, seed, width, height) => {
      const pixels = draw(seed, width, height);
      const literal = literalPdq(pixels);
      const { quality, orientations } = hashPixels(pixels);

      const offsets = downscale(pixels).map((value, k) => Math.abs(value - (literal.small[k] as number)));
      expect(Math.max(...offsets)).toBeLessThan(LUMA_NOISE);
      expect(Math.abs(quality - literal.quality)).toBeLessThanOrEqual(Math.ceil(undecidedSteps(literal) / 90));
      for (const [i, hash] of orientations.entries()) {
        const [ours, theirs] = [toHex(hash), literal.hashes[i] as string];
        for (let k = 0; k < 256; k++) {
          if (bitOf(ours, k) === bitOf(theirs, k)) continue;
          const margin = (literal.frequencies[i]?.[k] as number) - (literal.medians[i] as number);
          expect(Math.abs(margin)).toBeLessThan(FREQUENCY_NOISE);
        }
      }
    }),
    { numRuns: RUNS },
  );
});
