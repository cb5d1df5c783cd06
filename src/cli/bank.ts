/**
 * The publisher's working collection, one JSON object a line:
 *
 *   {"kind":"pdq","hash":"<64 hex>"}              a picture; with "family":"<16 hex>" one of the hashes of an original
 *   {"kind":"video","frames":["<64 hex>",...]}    a video, by its distinct frames
 *   {"kind":"sha256","hash":"<64 hex>"}           an exact file; with "family" that of the picture or video it holds
 *   {"withdrawn":"<16 hex>"}                      an entry that was taken back, by its id
 *   {"origin":"<16 hex>","entry":"<16 hex>"}      which entry a source's own item became, by a digest of its name there
 *   {"agreement":"..."}                           why what was imported may be public
 *
 * Of a withdrawn entry only the id is kept: enough to refuse it when a later import brings it again, and not the hash.
 * Origins let a source that names deleted items only by their number take them back. No line holds a time or a case.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { HASH_BYTES, MIN_QUALITY } from '../core/hash/types.ts';
import { readArray, readObject, readPattern, readText, readWord } from '../core/list/json.ts';
import { LIMITS } from '../core/list/limits.ts';
import { implausibleRecords } from '../core/list/plausible.ts';
import type { VideoEntry } from '../core/list/videos.ts';
import type { EntryId } from '../core/verdict.ts';
import { isMissing, parseOwnJson, replaceFile } from './disk-files.ts';
import { linesOf } from './lines.ts';

export interface Bank {
  /** Pictures: 64 lower-case hex digits each. */
  readonly hashes: Set<string>;
  /**
   * Which of the hashes and files are of one original: they are listed, and taken back, together. By the id of the first
   * hash, or of the video.
   */
  readonly families: Map<string, EntryId>;
  /** Videos: their frames in hex, sorted, one after the other. */
  readonly videos: Map<EntryId, string>;
  /** Exact files: their SHA-256 in hex. */
  readonly digests: Set<string>;
  readonly withdrawn: Set<EntryId>;
  readonly origins: Map<string, EntryId>;
  readonly agreements: Set<string>;
}

/** What became of a hash that was offered. */
export type Outcome = 'added' | Refusal;
export type Refusal =
  | 'malformed'
  | 'lopsided'
  | 'low-quality'
  | 'duplicate'
  | 'withdrawn'
  | 'empty-file'
  | 'not-pdq'
  | 'not-listed'
  | 'too-long'
  | 'bank-full';

/** Twenty minutes of every frame, or ten hours of one a second. */
export const MAX_FRAMES = 36_000;

const HEX = /^[0-9a-f]{64}$/;
const ID = /^[0-9a-f]{16}$/;

/** The same as entryIdOf of the core, without a promise for each of a million hashes. `hex`: one hash or more. */
export const entryIdOfHex = (hex: string): EntryId =>
  createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex').slice(0, 16) as EntryId;

export const originIdOf = (format: string, name: string): string =>
  createHash('sha256').update(`${format}\0${name}`).digest('hex').slice(0, 16);

export const emptyBank = (): Bank => ({
  hashes: new Set(),
  families: new Map(),
  videos: new Map(),
  digests: new Set(),
  withdrawn: new Set(),
  origins: new Map(),
  agreements: new Set(),
});

function readLine(bank: Bank, line: string, what: string): void {
  const value = parseOwnJson(line, what);
  const has = (key: string) => typeof value === 'object' && value !== null && key in value;
  if (has('withdrawn')) {
    bank.withdrawn.add(readPattern(readObject(value, what, ['withdrawn']).withdrawn, what, ID) as EntryId);
  } else if (has('origin')) {
    const { origin, entry } = readObject(value, what, ['origin', 'entry']);
    bank.origins.set(readPattern(origin, what, ID), readPattern(entry, what, ID) as EntryId);
  } else if (has('agreement')) {
    bank.agreements.add(readText(readObject(value, what, ['agreement']).agreement, what, LIMITS.sentence));
  } else if (has('frames')) {
    const { kind, frames } = readObject(value, what, ['kind', 'frames']);
    readWord(kind, what, ['video']);
    const hexes = readArray(frames, what, MAX_FRAMES, (item, name) => readPattern(item, name, HEX));
    const joined = hexes.join('');
    bank.videos.set(entryIdOfHex(joined), joined);
  } else {
    const keys = has('family') ? (['kind', 'hash', 'family'] as const) : (['kind', 'hash'] as const);
    const object = readObject<'kind' | 'hash' | 'family'>(value, what, keys);
    const kind = readWord(object.kind, what, ['pdq', 'sha256']);
    const hash = readPattern(object.hash, what, HEX);
    (kind === 'pdq' ? bank.hashes : bank.digests).add(hash);
    if (has('family')) bank.families.set(hash, readPattern(object.family, what, ID) as EntryId);
  }
}

/** An empty one if there is no such file. */
export async function readBank(path: string): Promise<Bank> {
  const bank = emptyBank();
  let number = 0;
  try {
    for await (const line of linesOf(createReadStream(path, 'utf8'), MAX_FRAMES * 100)) {
      number++;
      readLine(bank, line, `line ${number} of ${path}`);
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return bank;
}

const hexesIn = (joined: string): readonly string[] => joined.match(/.{64}/g) ?? [];

function* linesFor(bank: Bank): Generator<string> {
  const line = (kind: 'pdq' | 'sha256', hash: string): string => {
    const family = bank.families.get(hash);
    return `${JSON.stringify(family === undefined ? { kind, hash } : { kind, hash, family })}\n`;
  };
  for (const hash of bank.hashes) yield line('pdq', hash);
  for (const digest of bank.digests) yield line('sha256', digest);
  for (const joined of bank.videos.values()) yield `${JSON.stringify({ kind: 'video', frames: hexesIn(joined) })}\n`;
  for (const withdrawn of bank.withdrawn) yield `${JSON.stringify({ withdrawn })}\n`;
  for (const [origin, entry] of bank.origins) yield `${JSON.stringify({ origin, entry })}\n`;
  for (const agreement of bank.agreements) yield `${JSON.stringify({ agreement })}\n`;
}

/** Some thousand lines at a time: a write for each would take minutes, and one for all a string of 200 MB. */
function* inBatches(lines: Iterable<string>): Generator<string> {
  let batch = '';
  for (const line of lines) {
    batch += line;
    if (batch.length > 1_000_000) {
      yield batch;
      batch = '';
    }
  }
  yield batch;
}

/** Readable by its owner only: whoever has the hashes can test pictures against them. */
export const writeBank = (path: string, bank: Bank): Promise<void> =>
  replaceFile(path, inBatches(linesFor(bank)), 0o600);

/** The hash in its one spelling, or why it is none that could be listed. `quality`: 0 to 100, or null if not told. */
function readHash(text: string, quality: number | null): { readonly hash: string } | { readonly refused: Refusal } {
  const given = text.trim().toLowerCase();
  if (!HEX.test(given)) return { refused: 'malformed' };
  const bytes = Buffer.from(given, 'hex');
  if (implausibleRecords(bytes).length > 0) return { refused: 'lopsided' };
  if (quality !== null && quality < MIN_QUALITY) return { refused: 'low-quality' };
  // Spelled anew: a piece of a large string would keep all of that string in memory.
  return { hash: bytes.toString('hex') };
}

/** Takes a picture's hash in, or says why not. */
export function offer(bank: Bank, text: string, quality: number | null, origin: string | null = null): Outcome {
  const read = readHash(text, quality);
  if ('refused' in read) return read.refused;
  const { hash } = read;
  if (bank.withdrawn.size > 0 && bank.withdrawn.has(entryIdOfHex(hash))) return 'withdrawn';
  const isNew = !bank.hashes.has(hash);
  if (isNew && bank.hashes.size >= LIMITS.records) return 'bank-full';
  if (origin !== null) bank.origins.set(origin, entryIdOfHex(hash));
  if (!isNew) return 'duplicate';
  bank.hashes.add(hash);
  return 'added';
}

/** What became of an original, and the id under which all that is of it is withdrawn; null if nothing can be. */
export interface OfferedOriginal {
  readonly outcome: Outcome;
  readonly family: EntryId | null;
}

/** Takes the hashes of one original in, or says why it has none of them; the first is that of the whole. */
export function offerFamily(bank: Bank, hashes: readonly OfferedHash[]): OfferedOriginal {
  const [whole] = hashes;
  if (whole === undefined) return { outcome: 'malformed', family: null };
  const family = bank.families.get(whole.hash) ?? entryIdOfHex(whole.hash);
  if (bank.withdrawn.has(family)) return { outcome: 'withdrawn', family };
  const outcomes = hashes.map(({ hash, quality }) => offer(bank, hash, quality));
  for (const { hash } of hashes) {
    if (bank.hashes.has(hash) && !bank.families.has(hash)) bank.families.set(hash, family);
  }
  return { outcome: outcomes.includes('added') ? 'added' : (outcomes[0] as Outcome), family };
}

export interface OfferedHash {
  readonly hash: string;
  readonly quality: number | null;
}

/** Takes a video in by its distinct frames that could be listed; refused by the first reason if it has none. */
export function offerVideo(bank: Bank, offered: readonly OfferedHash[]): OfferedOriginal {
  if (offered.length > MAX_FRAMES) return { outcome: 'too-long', family: null };
  const read = offered.map(({ hash, quality }) => readHash(hash, quality));
  const frames = [...new Set(read.flatMap(frame => ('hash' in frame ? [frame.hash] : [])))].sort();
  const [first] = read.flatMap(frame => ('refused' in frame ? [frame.refused] : []));
  if (frames.length === 0) return { outcome: first ?? 'malformed', family: null };
  const joined = frames.join('');
  const id = entryIdOfHex(joined);
  if (bank.withdrawn.has(id)) return { outcome: 'withdrawn', family: id };
  if (bank.videos.has(id)) return { outcome: 'duplicate', family: id };
  let held = frames.length;
  for (const other of bank.videos.values()) held += other.length / (2 * HASH_BYTES);
  if (held > LIMITS.frames) return { outcome: 'bank-full', family: id };
  bank.videos.set(id, joined);
  return { outcome: 'added', family: id };
}

/** SHA-256 of nothing: an empty file is nobody's. */
const EMPTY_FILE = createHash('sha256').digest('hex');

/** Takes an exact file in by its SHA-256, or says why not. `family`: id of the picture or video that is in it. */
export function offerDigest(bank: Bank, text: string, family: EntryId | null = null): Outcome {
  const digest = text.trim().toLowerCase();
  if (!HEX.test(digest)) return 'malformed';
  if (digest === EMPTY_FILE) return 'empty-file';
  if (bank.withdrawn.size > 0 && bank.withdrawn.has(entryIdOfHex(digest))) return 'withdrawn';
  if (family !== null && bank.withdrawn.has(family)) return 'withdrawn';
  const isNew = !bank.digests.has(digest);
  if (isNew && bank.digests.size >= LIMITS.digests) return 'bank-full';
  if (family !== null) bank.families.set(digest, family);
  if (!isNew) return 'duplicate';
  bank.digests.add(Buffer.from(digest, 'hex').toString('hex')); // spelled anew, as in readHash
  return 'added';
}

/** Pictures (each of their hashes), videos and files. */
export const sizeOf = ({ hashes, videos, digests }: Bank): number => hashes.size + videos.size + digests.size;

function takeOut(bank: Bank, hash: string): void {
  bank.hashes.delete(hash);
  bank.digests.delete(hash);
  bank.families.delete(hash);
  bank.withdrawn.add(entryIdOfHex(hash));
}

/**
 * Takes out the entries with these ids, and what is of the same original, and keeps them out whether the bank holds them
 * or not. Gives how many of the ids it held.
 */
export function takeBackEntries(bank: Bank, ids: ReadonlySet<EntryId>): number {
  if (ids.size === 0) return 0;
  let held = 0;
  for (const id of ids) {
    bank.withdrawn.add(id);
    if (bank.videos.delete(id)) held++;
  }
  const families = new Set(ids);
  for (const hash of [...bank.hashes, ...bank.digests]) {
    if (!ids.has(entryIdOfHex(hash))) continue;
    held++;
    const family = bank.families.get(hash);
    if (family !== undefined) families.add(family);
    takeOut(bank, hash);
  }
  for (const [hash, family] of bank.families) if (families.has(family)) takeOut(bank, hash);
  for (const family of families) if (bank.videos.delete(family)) bank.withdrawn.add(family);
  return held;
}

/** The entries whose last origin is among those that a source took back. Forgets these origins. */
export function entriesWithout(bank: Bank, origins: ReadonlySet<string>): ReadonlySet<EntryId> {
  const candidates = new Set<EntryId>();
  for (const origin of origins) {
    const entry = bank.origins.get(origin);
    if (entry !== undefined) candidates.add(entry);
    bank.origins.delete(origin);
  }
  for (const entry of bank.origins.values()) candidates.delete(entry);
  return candidates;
}

/** Hashes of pictures or digests of files, sorted, 32 bytes each. */
export function sortedRecords(hexes: ReadonlySet<string>): Uint8Array<ArrayBuffer> {
  const sorted = new Uint8Array(hexes.size * HASH_BYTES);
  const view = Buffer.from(sorted.buffer);
  for (const [row, hex] of [...hexes].sort().entries()) view.write(hex, row * HASH_BYTES, 'hex');
  return sorted;
}

export const videoEntries = (bank: Bank): readonly VideoEntry[] =>
  Array.from(bank.videos, ([id, joined]) => ({ id, frames: Buffer.from(joined, 'hex') }));
