/**
 * Looks of a page that do not differ between browsers are looked at in one of them, in turns, so that the suite ends
 * while somebody still waits for it. `ALL_LOOKS=1` looks at all of them in both.
 */
import type { BrowserKind } from './ensure-browsers.ts';

export const ALL_LOOKS = process.env['ALL_LOOKS'] === '1';

export const inTurns = <T>(looks: readonly T[], kind: BrowserKind): readonly T[] =>
  looks.filter((_, at) => ALL_LOOKS || (at % 2 === 0) === (kind === 'chromium'));
