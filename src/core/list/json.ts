/**
 * Reading JSON that a stranger wrote. A text is read only in its one shortest spelling (no spaces, no key twice, no
 * second way to write a number or a letter), so that no two readers can disagree about what was signed. Values are
 * taken apart by hand: each function refuses with a ListError that names the field.
 */
import { type Bytes, decodeText } from './bytes.ts';
import { LIMITS } from './limits.ts';
import { ListError } from './list-error.ts';

const refuse = (detail: string): ListError => new ListError('format', detail);

/** Nesting is counted before JSON.parse sees the text, so that depth cannot cost stack or memory. */
function isShallow(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      depth++;
      if (depth > LIMITS.jsonDepth) return false;
    } else if (character === '}' || character === ']') depth--;
  }
  return true;
}

/** `bytes` must already be within the file's limit. */
export function parseJson(bytes: Bytes, what: string): unknown {
  const text = decodeText(bytes, what);
  if (!isShallow(text)) throw refuse(`${what} is nested too deep`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse(`${what} is not JSON`);
  }
  if (JSON.stringify(value) !== text) throw refuse(`${what} is not in the shortest spelling of its JSON`);
  return value;
}

/** An object with exactly these keys: none missing, none unknown (so `__proto__` is refused like any other). */
export function readObject<K extends string>(
  value: unknown,
  what: string,
  keys: readonly K[],
): Readonly<Record<K, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse(`${what} is not an object`);
  const unknownKey = Object.keys(value).find(key => !keys.some(known => known === key));
  if (unknownKey !== undefined) throw refuse(`${what} has the unknown key ${JSON.stringify(unknownKey)}`);
  const missing = keys.find(key => !Object.hasOwn(value, key));
  if (missing !== undefined) throw refuse(`${what} has no ${missing}`);
  return value as Record<K, unknown>;
}

export function readArray<T>(
  value: unknown,
  what: string,
  max: number,
  readItem: (item: unknown, what: string) => T,
): readonly T[] {
  if (!Array.isArray(value)) throw refuse(`${what} is not an array`);
  if (value.length > max) throw new ListError('length', `${what} has more than ${max} items`);
  return value.map((item, index) => readItem(item, `${what}[${index}]`));
}

/** A whole number from `min` to `max`, both included. */
export function readInteger(value: unknown, what: string, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min || value > max) {
    throw refuse(`${what} is not a whole number from ${min} to ${max}`);
  }
  return value;
}

export const readVersion = (value: unknown, what: string): number =>
  readInteger(value, what, 1, Number.MAX_SAFE_INTEGER);

/** Text for people: shown as text, never as markup, and without control characters that could disguise it. */
export function readText(value: unknown, what: string, max: number): string {
  if (typeof value !== 'string' || value.length > max)
    throw refuse(`${what} is not a text of at most ${max} characters`);
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(value))
    throw refuse(`${what} has control characters`);
  return value;
}

export function readPattern(value: unknown, what: string, pattern: RegExp): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw refuse(`${what} is not of the form ${pattern.source}`);
  return value;
}

export const readDigest = (value: unknown, what: string): string => readPattern(value, what, /^[0-9a-f]{64}$/);

export function readWord<W extends string>(value: unknown, what: string, words: readonly W[]): W {
  const word = words.find(candidate => candidate === value);
  if (word === undefined) throw refuse(`${what} is none of ${words.join(', ')}`);
  return word;
}
