/** PDQ's quality: how much changes from sample to sample. Source: facebook/ThreatExchange pdq/cpp/hashing. */
import { SAMPLES } from './fold.ts';

/** Sums of steps from this many on are quality 100 (the reference divides by 90 and stops at 100). */
const STEPS_PER_POINT = 90;

/** Difference of two luma samples in whole percent of the range, towards zero. */
const step = (a: number, b: number): number => Math.abs(Math.trunc(((a - b) * 100) / 255));

/** 0 (nothing to go by) to 100, from the 64x64 luma. */
export function qualityOf(small: Float64Array): number {
  let steps = 0;
  for (let r = 0; r < SAMPLES; r++) {
    for (let c = 0; c < SAMPLES; c++) {
      const at = r * SAMPLES + c;
      if (r > 0) steps += step(small[at]!, small[at - SAMPLES]!);
      if (c > 0) steps += step(small[at]!, small[at - 1]!);
    }
  }
  return Math.min(100, Math.floor(steps / STEPS_PER_POINT));
}
