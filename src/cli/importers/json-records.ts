/**
 * Objects out of JSON in any of the ways that tools lay them out: one a line, one array, or a page with an array under
 * `data` (ThreatExchange) or `hashRecords` (StopNCII).
 */
import { CliError } from '../command.ts';
import { linesOf } from '../lines.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

/** Pages have some hundred records; more than this is to be cut into pages, or into lines. */
const MAX_WHOLE = 64_000_000;

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined for what is no JSON. */
export function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const inner = isRecord(value) ? (value['data'] ?? value['hashRecords']) : undefined;
  return Array.isArray(inner) ? inner : [value];
}

/** All of a file that has to be read in one piece. */
export async function wholeText(text: AsyncIterable<string>): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of text) {
    pieces.push(piece);
    length += piece.length;
    if (length > MAX_WHOLE) throw new CliError(`JSON in one piece is read up to ${MAX_WHOLE} characters: cut it up`);
  }
  return pieces.join('');
}

/** Null for what is no object. One object a line is streamed; anything else is read whole first. */
export async function* jsonRecords(text: AsyncIterable<string>): AsyncGenerator<JsonRecord | null> {
  const lines = linesOf(text, MAX_WHOLE + 1);
  const first = await lines.next();
  if (first.done === true) return;
  let value = parseJsonText(first.value);
  if (value === undefined) {
    async function* all() {
      yield first.value as string;
      for await (const line of lines) yield `\n${line}`;
    }
    value = parseJsonText(await wholeText(all()));
  }
  for (const item of itemsOf(value)) yield isRecord(item) ? item : null;
  for await (const line of lines) {
    for (const item of itemsOf(parseJsonText(line))) yield isRecord(item) ? item : null;
  }
}
