/** As much of JSON Schema (2020-12) as our own schemas use; an unknown keyword is an error, so that none is passed over. */

type Schema = Readonly<Record<string, unknown>>;

const KNOWN = new Set([
  ...['$schema', '$id', 'title', 'description', 'type', 'enum', 'const', 'pattern', 'format', 'minimum', 'maximum'],
  ...['maxLength', 'required', 'properties', 'additionalProperties'],
]);

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Number.isInteger(value) ? 'integer' : Array.isArray(value) ? 'array' : typeof value;

/** Where and how a value breaks a schema; empty when it does not. */
export function breaksOf(schema: Schema, value: unknown, at = '$'): readonly string[] {
  const unknown = Object.keys(schema).filter(key => !KNOWN.has(key));
  if (unknown.length > 0) throw new Error(`${at}: keywords that are not understood: ${unknown}`);
  const breaks: string[] = [];
  const demand = (holds: boolean, what: string) => void (holds || breaks.push(`${at}: ${what}`));
  const { type, pattern, properties = {}, required = [] } = schema;
  if (type !== undefined) demand([type].flat().includes(typeOf(value)), `is not ${type}`);
  if (schema['enum'] !== undefined) demand((schema['enum'] as unknown[]).includes(value), 'is none of the words');
  if ('const' in schema) demand(schema['const'] === value, `is not ${schema['const']}`);
  if (typeof value === 'string') {
    if (pattern !== undefined) demand(new RegExp(String(pattern), 'u').test(value), `is not ${pattern}`);
    if (schema['maxLength'] !== undefined) demand([...value].length <= Number(schema['maxLength']), 'is too long');
  }
  if (typeof value === 'number') {
    demand(
      value >= Number(schema['minimum'] ?? value) && value <= Number(schema['maximum'] ?? value),
      'is out of range',
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return breaks;
  for (const key of required as string[]) demand(Object.hasOwn(value, key), `has no ${key}`);
  for (const [key, item] of Object.entries(value)) {
    const inner = (properties as Record<string, Schema>)[key];
    if (inner !== undefined) breaks.push(...breaksOf(inner, item, `${at}.${key}`));
    else demand(schema['additionalProperties'] !== false, `has the unknown key ${key}`);
  }
  return breaks;
}
