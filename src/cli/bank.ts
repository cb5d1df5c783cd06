/**
 * The publisher's working collection, one JSON object a line: `{"kind":"pdq","hash":"<64 hex>"}` for an entry, and
 * `{"withdrawn":"<16 hex>"}` for one that was taken back. Of the latter only the entry's id is kept: enough to refuse
 * it when a later import brings it again, and not the hash. A line holds no time, source or case number.
 */
import { createHash } from 'node:crypto';
import { MIN_QUALITY } from '../core/hash/types.ts';
import { readObject, readPattern, readWord } from '../core/list/json.ts';
import { implausibleRecords } from '../core/list/plausible.ts';
import { parseOwnJson, readIfThere, replaceFile } from './disk-files.ts';

export interface Bank {
  /** 64 lower-case hex digits each. */
  readonly hashes: Set<string>;
  /** Entry ids, 16 hex digits each. */
  readonly withdrawn: Set<string>;
}

/** What became of a hash that was offered. */
export type Outcome = 'added' | Refusal;
export type Refusal = 'malformed' | 'lopsided' | 'low-quality' | 'duplicate' | 'withdrawn' | 'not-pdq' | 'not-listed';

const HEX = /^[0-9a-f]{64}$/;

/** The same as entryIdOf of the core, without a promise for each of a million hashes. */
const entryIdOfHex = (hex: string): string =>
  createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex').slice(0, 16);

export async function readBank(path: string): Promise<Bank> {
  const bank: Bank = { hashes: new Set(), withdrawn: new Set() };
  const bytes = await readIfThere(path);
  if (bytes === null) return bank;
  for (const [index, line] of new TextDecoder().decode(bytes).split('\n').entries()) {
    if (line === '') continue;
    const what = `line ${index + 1} of ${path}`;
    const value = parseOwnJson(line, what);
    if (typeof value === 'object' && value !== null && 'withdrawn' in value) {
      bank.withdrawn.add(readPattern(readObject(value, what, ['withdrawn']).withdrawn, what, /^[0-9a-f]{16}$/));
    } else {
      const { kind, hash } = readObject(value, what, ['kind', 'hash']);
      readWord(kind, what, ['pdq']);
      bank.hashes.add(readPattern(hash, what, HEX));
    }
  }
  return bank;
}

/** Readable by its owner only: whoever has the hashes can test pictures against them. */
export async function writeBank(path: string, bank: Bank): Promise<void> {
  const lines = [
    ...Array.from(bank.hashes, hash => JSON.stringify({ kind: 'pdq', hash })),
    ...Array.from(bank.withdrawn, withdrawn => JSON.stringify({ withdrawn })),
  ];
  await replaceFile(path, lines.map(line => `${line}\n`).join(''), 0o600);
}

/** Takes a hash in, or says why not. `quality` is 0 to 100, or null where the source does not tell it. */
export function offer(bank: Bank, text: string, quality: number | null): Outcome {
  const hash = text.trim().toLowerCase();
  if (!HEX.test(hash)) return 'malformed';
  if (implausibleRecords(Buffer.from(hash, 'hex')).length > 0) return 'lopsided';
  if (quality !== null && quality < MIN_QUALITY) return 'low-quality';
  if (bank.withdrawn.size > 0 && bank.withdrawn.has(entryIdOfHex(hash))) return 'withdrawn';
  if (bank.hashes.has(hash)) return 'duplicate';
  bank.hashes.add(hash);
  return 'added';
}

/** False if the bank does not hold it; it is kept out from now on all the same. */
export function takeBack(bank: Bank, hash: string): boolean {
  bank.withdrawn.add(entryIdOfHex(hash));
  return bank.hashes.delete(hash);
}

/** All hashes, sorted, 32 bytes each. */
export function sortedHashes(bank: Bank): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from([...bank.hashes].sort().join(''), 'hex'));
}

/** How often each outcome came up. */
export type Tally = Map<Outcome, number>;

export function count(tally: Tally, outcome: Outcome): void {
  tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
}

/** `added 3; refused 2 duplicate, 1 lopsided`, and the same as data. */
export function summarise(tally: Tally) {
  const added = tally.get('added') ?? 0;
  const refusals = [...tally].filter(([outcome]) => outcome !== 'added');
  const texts = refusals.map(([outcome, times]) => `${times} ${outcome}`);
  const text = `added ${added}${texts.length === 0 ? '' : `; refused ${texts.join(', ')}`}`;
  return { added, refused: Object.fromEntries(refusals), text };
}
