/** Steps of a tour, told in words as they happen: a tick when all went as a person would expect, else a cross and why. */

export interface Steps {
  readonly asExpected: boolean;
  /** Runs one step. A failure is told and remembered, and the tour goes on. */
  step(words: string, run: () => Promise<string | undefined>): Promise<void>;
}

/** For use inside a step: what has to be so, in words that complete "but". */
export function expectThat(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}

export function createSteps(say: (line: string) => void): Steps {
  let failures = 0;
  return {
    get asExpected() {
      return failures === 0;
    },
    async step(words, run) {
      try {
        const detail = await run();
        say(`  ✓ ${words}${detail === undefined ? '' : ` (${detail})`}`);
      } catch (error) {
        failures++;
        say(`  ✗ ${words}, but ${error instanceof Error ? error.message : error}`);
      }
    },
  };
}
