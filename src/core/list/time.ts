/** Times as the format writes them: UTC to the second, `2026-11-22T10:56:00Z`. Converts; reads no clock. */
import { readPattern } from './json.ts';
import { ListError } from './list-error.ts';

/** `time` in milliseconds since 1970, cut to the second. */
export const formatTime = (time: number): string =>
  // biome-ignore lint/style/noRestrictedGlobals: converts the time it is given
  new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** Milliseconds since 1970. Refuses days that no calendar has, which Date.parse would carry over. */
export function parseTime(text: string): number {
  // biome-ignore lint/style/noRestrictedGlobals: converts the time it is given
  const time = Date.parse(text);
  if (Number.isNaN(time) || formatTime(time) !== text) throw new ListError('format', `${text} is not a time`);
  return time;
}

export function readTime(value: unknown, what: string): string {
  const text = readPattern(value, what, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  parseTime(text);
  return text;
}
