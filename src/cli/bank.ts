/**
 * The publisher's working collection, one JSON object a line: `{"kind":"pdq","hash":"<64 hex>"}` for an entry, and
 * `{"withdrawn":"<16 hex>"}` for one that was taken back. Of the latter only the entry's id is kept: enough to refuse
 * it when a later import brings it again, and not the hash. A line holds no time, source or case number.
 */
import { createHash } from 'node:crypto';
import { MIN_QUALITY } from '../core/hash/types.ts';
import { readObject, readPattern, readWord } from '../core/list/json.ts';
import { isPlausible } from '../core/list/plausible.ts';
import { readIfThere, replaceFile } from './disk-files.ts';

export interface Bank {
  /** 64 lower-case hex digits each. */
  readonly hashes: Set<string>;
  /** Entry ids, 16 hex digits each. */
  readonly withdrawn: Set<string>;
}

/** What became of a hash that was offered; all but `added` are refusals. */
export const OUTCOMES = ['added', 'malformed', 'lopsided', 'low-quality', 'duplicate', 'withdrawn'] as const;
export type Outcome = (typeof OUTCOMES)[number];

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
    const value: unknown = JSON.parse(line);
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

export async function writeBank(path: string, bank: Bank): Promise<void> {
  const lines = [
    ...Array.from(bank.hashes, hash => JSON.stringify({ kind: 'pdq', hash })),
    ...Array.from(bank.withdrawn, withdrawn => JSON.stringify({ withdrawn })),
  ];
  await replaceFile(path, lines.map(line => `${line}\n`).join(''));
}

/** Takes a hash in, or says why not. `quality` is 0 to 100, or null where the source does not tell it. */
export function offer(bank: Bank, text: string, quality: number | null): Outcome {
  const hash = text.trim().toLowerCase();
  if (!HEX.test(hash)) return 'malformed';
  if (!isPlausible(Buffer.from(hash, 'hex'))) return 'lopsided';
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

/** Counts by outcome, with a line for people. */
export class Tally {
  readonly counts = new Map<Outcome, number>();

  count(outcome: Outcome): void {
    this.counts.set(outcome, (this.counts.get(outcome) ?? 0) + 1);
  }

  get added(): number {
    return this.counts.get('added') ?? 0;
  }

  get refused(): Readonly<Partial<Record<Outcome, number>>> {
    return Object.fromEntries([...this.counts].filter(([outcome]) => outcome !== 'added'));
  }

  get text(): string {
    const refused = Object.entries(this.refused).map(([outcome, count]) => `${count} ${outcome}`);
    return `added ${this.added}${refused.length === 0 ? '' : `; refused ${refused.join(', ')}`}`;
  }
}
