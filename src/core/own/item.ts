/**
 * One thing of the person's own media as it is kept: the name they gave it, the day, and its entry; and several of them
 * as one file for another computer. Both are sealed wherever they lie (core/vault).
 *
 *   item   u32 length of the head, little-endian | head, JSON | entry (entry-bytes.ts)
 *   items  u32 number | for each: u32 length | item
 */
import { type Bytes, concatBytes, decodeText, encodeText } from '../list/bytes.ts';
import { ListError } from '../list/list-error.ts';
import type { OwnEntry } from './entry.ts';
import { OwnEntryError, readOwnEntry, writeOwnEntry } from './entry-bytes.ts';

/** 16 hex digits, drawn at random; not made from the picture. */
export type OwnId = string & { readonly __brand: 'OwnId' };

export interface OwnHead {
  readonly id: OwnId;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
}

export interface OwnItem extends OwnHead {
  readonly entry: OwnEntry;
}

export const MAX_NAME = 100;
/** About 40 MB of entries. Whoever has more should talk to a helpline, not to an extension. */
export const MAX_ITEMS = 5_000;

const LENGTH_BYTES = 4;

export const parseOwnId = (value: unknown): OwnId | null =>
  typeof value === 'string' && /^[0-9a-f]{16}$/.test(value) ? (value as OwnId) : null;

export const parseOwnName = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= MAX_NAME ? value : null;

function parseHead(value: unknown): OwnHead | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, name, addedAt } = value as Record<string, unknown>;
  const [known, given] = [parseOwnId(id), parseOwnName(name)];
  return known !== null && given !== null && Number.isSafeInteger(addedAt)
    ? { id: known, name: given, addedAt: addedAt as number }
    : null;
}

function withLength(bytes: Uint8Array): Bytes {
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setUint32(0, bytes.length, true);
  return concatBytes([length, bytes]);
}

/** The bytes behind a length at `at`, or null if they are not all there. */
function readWithLength(bytes: Uint8Array, at: number): Uint8Array | null {
  if (bytes.length < at + LENGTH_BYTES) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(at, true);
  const start = at + LENGTH_BYTES;
  return bytes.length < start + length ? null : bytes.subarray(start, start + length);
}

export function writeOwnItem({ id, name, addedAt, entry }: OwnItem): Bytes {
  const head = encodeText(JSON.stringify({ id, name, addedAt }));
  return concatBytes([withLength(head), writeOwnEntry(entry)]);
}

/** Null for what is no item, or a damaged one. */
export function readOwnItem(bytes: Uint8Array): OwnItem | null {
  const head = readWithLength(bytes, 0);
  if (head === null) return null;
  try {
    const parsed = parseHead(JSON.parse(decodeText(head, 'an own item')));
    const entry = readOwnEntry(bytes.subarray(LENGTH_BYTES + head.length));
    return parsed === null ? null : { ...parsed, entry };
  } catch (error) {
    if (error instanceof OwnEntryError || error instanceof ListError || error instanceof SyntaxError) return null;
    throw error;
  }
}

export function writeOwnItems(items: readonly OwnItem[]): Bytes {
  const count = new Uint8Array(LENGTH_BYTES);
  new DataView(count.buffer).setUint32(0, items.length, true);
  return concatBytes([count, ...items.map(item => withLength(writeOwnItem(item)))]);
}

/** All of them, or null if a single one is wrong. */
export function readOwnItems(bytes: Uint8Array): readonly OwnItem[] | null {
  if (bytes.length < LENGTH_BYTES) return null;
  const count = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0, true);
  if (count > MAX_ITEMS) return null;
  const items: OwnItem[] = [];
  let at = LENGTH_BYTES;
  for (let i = 0; i < count; i++) {
    const part = readWithLength(bytes, at);
    const item = part === null ? null : readOwnItem(part);
    if (part === null || item === null) return null;
    items.push(item);
    at += LENGTH_BYTES + part.length;
  }
  return at === bytes.length ? items : null;
}
