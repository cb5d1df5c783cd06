/**
 * The person's own entries, arranged so that those which share features with a picture are found without comparing all.
 *
 * Two descriptors of the same thing differ in about one bit of seven, so of eight pieces of 16 bits one is equal more
 * often than not. Each piece has its table: a value leads to a chain of all descriptors that have it. Hence nothing is
 * ever rebuilt: an entry is put into its chains and taken out of them again. A picture and its entry have tens of
 * features in common, so it does no harm that single ones are missed: the index only proposes, match-features.ts compares.
 * Source: Indyk & Motwani, "Approximate nearest neighbors" (STOC 1998), for hashing by samples of bits. It works because
 * the tests were chosen for bits that are seldom equal by chance (pattern.ts).
 *
 * | memory of an entry | bytes |
 * | 200 rows of 8 words and 8 links | 12,800 |
 * | the entry itself, with its words once more | about 8,200 |
 */
import { ALIKE, distanceWithin, mirrorWords, WORDS } from './descriptors.ts';
import { ENTRY_FEATURES, type FeatureEntry } from './feature-entry.ts';
import type { Features } from './features.ts';
import { type Pair, turnBetween, turnOf } from './similarity.ts';

/** Pieces of 16 bits that have a table: those of the pattern's own tests, not of their mirror images. */
const TABLES = 8;
const VALUES = 1 << 16;
const NONE = -1;

/** A row: the words of a descriptor, then the next row of each chain it is in. 64 bytes, one line of the cache. */
const ROW = WORDS + TABLES;

/**
 * A value that so many descriptors have tells nothing (a straight edge, say), and would cost most of the time: this
 * share of all, which is twenty times what chance gives, or in a small index this number.
 */
const COMMON_SHARE = 1 / 3000;
const COMMON = 64;

/** Pairs count together when they agree on the entry's turn (to 23 degrees) and size (to one level). */
const TURN_NEAR = 4;
const LEVEL_NEAR = 1;

/** What one pair alone says is chance. */
const LEAST_VOTES = 2;

/** An entry worth comparing. */
export interface Proposal {
  readonly key: string;
  readonly entry: FeatureEntry;
  readonly mirrored: boolean;
  /** Pairs that agree on how the entry is turned and sized. */
  readonly votes: number;
}

const pieceOf = (words: Int32Array, at: number, table: number): number =>
  (words[at + (table >> 1)]! >>> ((table & 1) << 4)) & (VALUES - 1);

/** How many of the pairs agree with one another at most; each feature counts once, by its nearest. */
function votesOf(query: Features, entry: Features, pairs: readonly Pair[], mirrored: boolean): number {
  const queries = new Set<number>();
  const entries = new Set<number>();
  const nearestFirst = pairs.toSorted((a, b) => a.distance - b.distance || a.query - b.query || a.entry - b.entry);
  const single = nearestFirst.filter(pair => {
    if (queries.has(pair.query) || entries.has(pair.entry)) return false;
    queries.add(pair.query);
    entries.add(pair.entry);
    return true;
  });
  const votes = single.map(pair => ({
    turn: turnOf(query, entry, pair, mirrored),
    level: query.level[pair.query]! - entry.level[pair.entry]!,
  }));
  let most = 0;
  for (const one of votes) {
    let count = 0;
    for (const other of votes) {
      if (Math.abs(one.level - other.level) <= LEVEL_NEAR && turnBetween(one.turn, other.turn) <= TURN_NEAR) count++;
    }
    most = Math.max(most, count);
  }
  return most;
}

export class FeatureIndex {
  /** Slots of ENTRY_FEATURES rows each. */
  readonly #slots: ({ readonly key: string; readonly entry: FeatureEntry } | null)[] = [];
  readonly #places = new Map<string, number>();
  readonly #free: number[] = [];
  /** First row of each chain, and how many it has. */
  readonly #heads = new Int32Array(TABLES * VALUES).fill(NONE);
  readonly #lengths = new Int32Array(TABLES * VALUES);
  #rows = new Int32Array(0);

  get size(): number {
    return this.#places.size;
  }

  /** Bytes that the index itself holds; 4 MB of them are there without any entry. */
  get bytes(): number {
    return this.#heads.byteLength + this.#lengths.byteLength + this.#rows.byteLength;
  }

  /** An entry with the same key is replaced. */
  add(key: string, entry: FeatureEntry): void {
    this.remove(key);
    const slot = this.#free.pop() ?? this.#slots.length;
    this.#slots[slot] = { key, entry };
    this.#places.set(key, slot);
    const first = slot * ENTRY_FEATURES;
    this.#reserve(first + ENTRY_FEATURES);
    const { words, count } = entry.features;
    for (let row = first; row < first + count; row++) {
      const from = (row - first) * WORDS;
      this.#rows.set(words.subarray(from, from + WORDS), row * ROW);
      for (let table = 0; table < TABLES; table++) {
        const head = table * VALUES + pieceOf(this.#rows, row * ROW, table);
        this.#rows[row * ROW + WORDS + table] = this.#heads[head]!;
        this.#heads[head] = row;
        this.#lengths[head]!++;
      }
    }
  }

  /** Says whether there was such an entry. */
  remove(key: string): boolean {
    const slot = this.#places.get(key);
    const stored = slot === undefined ? null : this.#slots[slot];
    if (slot === undefined || stored == null) return false;
    const first = slot * ENTRY_FEATURES;
    for (let row = first; row < first + stored.entry.features.count; row++) {
      for (let table = 0; table < TABLES; table++) this.#unlink(row, table);
    }
    // Nothing of an entry is left behind.
    this.#rows.fill(0, first * ROW, (first + ENTRY_FEATURES) * ROW);
    this.#places.delete(key);
    this.#slots[slot] = null;
    this.#free.push(slot);
    return true;
  }

  /** Up to `most` entries that share features with a picture, those that share most first. */
  propose(query: Features, most: number): readonly Proposal[] {
    const proposals: Proposal[] = [];
    for (const mirrored of [false, true]) {
      for (const [slot, pairs] of this.#pairs(query, mirrored)) {
        const stored = this.#slots[slot];
        if (stored == null || pairs.length < LEAST_VOTES) continue;
        const votes = votesOf(query, stored.entry.features, pairs, mirrored);
        if (votes >= LEAST_VOTES) proposals.push({ ...stored, mirrored, votes });
      }
    }
    return proposals.toSorted((a, b) => b.votes - a.votes).slice(0, most);
  }

  /** Pairs that share a piece and lie near each other, by slot. */
  #pairs(query: Features, mirrored: boolean): ReadonlyMap<number, readonly Pair[]> {
    const found = new Map<number, Pair[]>();
    const asked = mirrored ? mirrorWords(query.words) : query.words;
    const rows = this.#rows;
    const heads = this.#heads;
    const lengths = this.#lengths;
    const common = Math.max(COMMON, COMMON_SHARE * this.size * ENTRY_FEATURES);
    for (let feature = 0; feature < query.count; feature++) {
      const at = feature * WORDS;
      for (let table = 0; table < TABLES; table++) {
        const head = table * VALUES + pieceOf(asked, at, table);
        if (lengths[head]! > common) continue;
        for (let row = heads[head]!; row !== NONE; row = rows[row * ROW + WORDS + table]!) {
          const distance = distanceWithin(ALIKE, rows, row * ROW, asked, at);
          if (distance > ALIKE) continue;
          const slot = Math.floor(row / ENTRY_FEATURES);
          const pair = { query: feature, entry: row - slot * ENTRY_FEATURES, distance };
          const pairs = found.get(slot);
          if (pairs === undefined) found.set(slot, [pair]);
          else pairs.push(pair);
        }
      }
    }
    return found;
  }

  #unlink(row: number, table: number): void {
    const link = WORDS + table;
    const head = table * VALUES + pieceOf(this.#rows, row * ROW, table);
    const next = this.#rows[row * ROW + link]!;
    this.#lengths[head]!--;
    if (this.#heads[head] === row) {
      this.#heads[head] = next;
      return;
    }
    let before = this.#heads[head]!;
    while (this.#rows[before * ROW + link] !== row) before = this.#rows[before * ROW + link]!;
    this.#rows[before * ROW + link] = next;
  }

  #reserve(rows: number): void {
    const has = this.#rows.length / ROW;
    if (rows <= has) return;
    const grown = new Int32Array(Math.max(rows, Math.ceil(has * 1.5)) * ROW);
    grown.set(this.#rows);
    this.#rows = grown;
  }
}
