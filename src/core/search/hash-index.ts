/** Finds the entry of a list that is nearest to any of some hashes. */
import { HASH_BYTES, type Hash } from '../hash/types.ts';
import { bitCount } from './distance.ts';

export interface Nearest {
  /** Place of the query in the array that was asked. */
  readonly query: number;
  /** Place of the entry in the bytes that the index was made of. */
  readonly position: number;
  readonly distance: number;
}

export interface HashIndex {
  /** Number of entries. */
  readonly size: number;
  /**
   * The nearest pair of a query and an entry at most `threshold` bits apart, or null. Of equally near ones the lowest
   * query wins, then the lowest position. Entries at the positions of `except` are passed over.
   */
  nearest(queries: readonly Hash[], threshold: number, except?: ReadonlySet<number>): Nearest | null;
  /** The entry at a position below `size`. */
  entryAt(position: number): Hash;
}

const HASH_WORDS = HASH_BYTES / 4;

/** Two random hashes differ in half of their bits, so after three of eight words nearly all entries are ruled out. */
const PREFIX_WORDS = 3;

/** Index over `hashes.length / 32` raw hashes, one after the other. Throws RangeError on any other length. */
export function createHashIndex(hashes: Uint8Array): HashIndex {
  if (hashes.length % HASH_BYTES !== 0) throw new RangeError(`${hashes.length} bytes are not whole hashes`);
  const size = hashes.length / HASH_BYTES;
  const words = new Uint32Array(hashes.slice().buffer);

  const nearest: HashIndex['nearest'] = (queries, threshold, except) => {
    let best: Nearest | null = null;
    let limit = threshold;
    for (const [query, hash] of queries.entries()) {
      const q = new Uint32Array(hash.slice().buffer);
      for (let position = 0, at = 0; position < size; position++, at += HASH_WORDS) {
        let bits = 0;
        for (let w = 0; w < PREFIX_WORDS; w++) bits += bitCount(words[at + w]! ^ q[w]!);
        if (bits > limit) continue;
        for (let w = PREFIX_WORDS; w < HASH_WORDS; w++) bits += bitCount(words[at + w]! ^ q[w]!);
        if (bits > limit || except?.has(position)) continue;
        best = { query, position, distance: bits };
        limit = bits - 1;
      }
    }
    return best;
  };
  const entryAt = (position: number): Hash =>
    new Uint8Array(words.buffer).slice(position * HASH_BYTES, (position + 1) * HASH_BYTES);
  return { size, nearest, entryAt };
}
