/** Objects out of JSON in any of the ways that tools lay them out: one a line, one array, or a page with a `data` array. */
import { linesOf } from './importer.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const itemsOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : isRecord(value) && Array.isArray(value['data']) ? value['data'] : [value];

/** Null for what is no object. One object a line is streamed; anything else is read whole first. */
export async function* jsonRecords(text: AsyncIterable<string>): AsyncGenerator<JsonRecord | null> {
  const lines = linesOf(text);
  const first = await lines.next();
  if (first.done === true) return;
  const value = parse(first.value);
  if (value === undefined) {
    let whole = first.value;
    for await (const line of lines) whole += `\n${line}`;
    for (const item of itemsOf(parse(whole))) yield isRecord(item) ? item : null;
    return;
  }
  for (const item of itemsOf(value)) yield isRecord(item) ? item : null;
  for await (const line of lines) for (const item of itemsOf(parse(line))) yield isRecord(item) ? item : null;
}
