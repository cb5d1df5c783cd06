/**
 * Nearest hashes in AssemblyScript, compiled to WebAssembly with SIMD. The caller (../wasm-index.ts, which explains the
 * structure) lays out the memory; here are the loops. No allocation, no import.
 *
 * A band is described by six u32: first bit, directory bits, inline bits, radius, address of its directory, address of
 * its postings. A posting is `inline bits << idBits | id`, where id is the place of the hash.
 */

const HASH: usize = 32;
const BAND: usize = 24;

/** For each of 8 x 2 output words: which bit of each of 16 bytes goes into it. Written by the caller. */
const masks: usize = memory.data(16 * 16, 16);
/** Start and end of the buckets to visit: at most 11 bands x 301 (radius 2 over 24 bits) x two u32. */
const heads: usize = memory.data(11 * 301 * 8, 16);
/** Hashes that every query is compared with before the next ones: 32 kB, what the fastest cache holds. */
const AT_ONCE: u32 = 1024;
const CANDIDATES: u32 = 4096;
/** Ids that passed the filter and are to be compared in full. */
const candidates: usize = memory.data(4096 * 4 + 32, 16);
/** The nearest so far: query, position, distance. */
const best: usize = memory.data(12, 16);

export const masksAddress: usize = masks;
export const bestAddress: usize = best;
/** Everything from here on is the caller's. */
export const freeAddress: usize = (__heap_base + 63) & ~63;

let candidateCount: u32 = 0;
/** Exported only so that the loads that warm the cache are not optimized away. */
export let warmth: u32 = 0;

/** Permutes the bits of `count` hashes in place: each 16-bit word of the result has one bit of each of 16 bytes. */
export function permute(hashes: usize, count: u32): void {
  const zero = i8x16.splat(0);
  const end = hashes + <usize>count * HASH;
  for (; hashes < end; hashes += HASH) {
    const a = v128.load(hashes, 0);
    const b = v128.load(hashes, 16);
    for (let word: usize = 0; word < 8; word++) {
      const bitOfA = v128.and(a, v128.load(masks + (word << 4)));
      const bitOfB = v128.and(b, v128.load(masks + (word << 4), 128));
      store<u16>(hashes + (word << 1), <u16>i8x16.bitmask(i8x16.ne(bitOfA, zero)));
      store<u16>(hashes + (word << 1), <u16>i8x16.bitmask(i8x16.ne(bitOfB, zero)), 16);
    }
  }
}

/** Bits `first` to `first + bits - 1` of a permuted hash. May read up to 7 bytes past it. */
function bitsOf(hash: usize, first: u32, bits: u32): u32 {
  return <u32>((load<u64>(hash + (first >> 3)) >> (first & 7)) & ((1 << (<u64>bits)) - 1));
}

/**
 * Sorts the hashes into the buckets of one band, whose directory must be zero before: counts what goes into each, two
 * entries ahead of its place; adds up, so that bucket b starts at entry b+1; placing its postings moves that on to its
 * end, which is where b+1 starts.
 */
export function sortBand(hashes: usize, count: u32, band: usize, idBits: u32): void {
  const first = load<u32>(band, 0);
  const directoryBits = load<u32>(band, 4);
  const inlineBits = load<u32>(band, 8);
  const directory = <usize>load<u32>(band, 16);
  const postings = <usize>load<u32>(band, 20);
  const bits = directoryBits + inlineBits;
  const inlineMask = (1 << inlineBits) - 1;
  const endOfHashes = hashes + <usize>count * HASH;
  for (let hash = hashes; hash < endOfHashes; hash += HASH) {
    const at = directory + ((<usize>(bitsOf(hash, first, bits) >> inlineBits)) << 2);
    store<u32>(at, load<u32>(at, 8) + 1, 8);
  }
  const endOfDirectory = directory + ((<usize>1) << (directoryBits + 2));
  for (let at = directory; at < endOfDirectory; at += 4) store<u32>(at, load<u32>(at, 8) + load<u32>(at, 4), 8);
  for (let id: u32 = 0; id < count; id++) {
    const key = bitsOf(hashes + <usize>id * HASH, first, bits);
    const at = directory + ((<usize>(key >> inlineBits)) << 2);
    const slot = load<u32>(at, 4);
    store<u32>(at, slot + 1, 4);
    store<u32>(postings + ((<usize>slot) << 2), ((key & inlineMask) << idBits) | id);
  }
}

/** Before the first query: anything nearer than `threshold + 1` is welcome, and nothing that is no nearer. */
export function begin(threshold: u32): void {
  store<u32>(best, 0, 0);
  store<u32>(best, 0, 4);
  store<u32>(best, threshold + 1, 8);
}

/** Takes a pair if it is nearer than the best, or as near with a lower query, or with the same and a lower position. */
function offer(query: u32, position: u32, distance: u32, passedOver: usize): void {
  const bestDistance = load<u32>(best, 8);
  if (distance > bestDistance) return;
  if (distance === bestDistance) {
    const bestQuery = load<u32>(best, 0);
    if (query > bestQuery || (query === bestQuery && position >= load<u32>(best, 4))) return;
  }
  if ((load<u8>(passedOver + (position >> 3)) >> (<u8>position & 7)) & 1) return;
  store<u32>(best, query, 0);
  store<u32>(best, position, 4);
  store<u32>(best, distance, 8);
}

/**
 * Compares queries `first`, `first + 1` .. with all hashes, some hashes at a time, so that they come from memory once
 * and not once for each query.
 */
export function searchAll(
  first: u32,
  queries: usize,
  queryCount: u32,
  hashes: usize,
  count: u32,
  passedOver: usize,
): void {
  for (let from: u32 = 0; from < count; from += AT_ONCE) {
    const end = min(from + AT_ONCE, count);
    for (let i: u32 = 0; i < queryCount; i++) {
      searchSome(first + i, queries + <usize>i * HASH, hashes, from, end, passedOver);
    }
  }
}

/** Compares a query with the hashes from `from` to before `end`: the first 128 bits rule nearly all of them out. */
function searchSome(query: u32, hash: usize, hashes: usize, from: u32, end: u32, passedOver: usize): void {
  const a = load<u64>(hash, 0);
  const b = load<u64>(hash, 8);
  const c = load<u64>(hash, 16);
  const d = load<u64>(hash, 24);
  let at = hashes + <usize>from * HASH;
  for (let position = from; position < end; position++) {
    const bits = popcnt(a ^ load<u64>(at, 0)) + popcnt(b ^ load<u64>(at, 8));
    if (bits <= <u64>load<u32>(best, 8)) {
      const rest = popcnt(c ^ load<u64>(at, 16)) + popcnt(d ^ load<u64>(at, 24));
      offer(query, position, <u32>(bits + rest), passedOver);
    }
    at += HASH;
  }
}

/** Compares a query with the hashes that are near to it in one of the bands. */
export function searchBands(
  query: u32,
  hash: usize,
  hashes: usize,
  bands: usize,
  bandCount: u32,
  idBits: u32,
  passedOver: usize,
): void {
  candidateCount = 0;
  const endOfBands = bands + <usize>bandCount * BAND;
  let head = heads;
  for (let band = bands; band < endOfBands; band += BAND) head = findBuckets(band, hash, head);
  head = heads;
  for (let band = bands; band < endOfBands; band += BAND) {
    const directoryBits = load<u32>(band, 4);
    const inlineBits = load<u32>(band, 8);
    const radius = load<u32>(band, 12);
    const postings = <usize>load<u32>(band, 20);
    const key = bitsOf(hash, load<u32>(band, 0), inlineBits) << idBits;
    head = filter(postings, head, 1, key, idBits, radius, query, hash, hashes, passedOver);
    head = filter(postings, head, directoryBits, key, idBits, radius - 1, query, hash, hashes, passedOver);
    if (radius < 2) continue;
    const pairs = (directoryBits * (directoryBits - 1)) >> 1;
    head = filter(postings, head, pairs, key, idBits, 0, query, hash, hashes, passedOver);
  }
  verify(query, hash, hashes, passedOver);
}

/**
 * Writes start and end of every bucket within `radius` changed directory bits: none, each one, each two. Each bucket's
 * ends are read here, where nothing waits for them, so that the filter finds them in the cache.
 */
function findBuckets(band: usize, hash: usize, head: usize): usize {
  const directoryBits = load<u32>(band, 4);
  const inlineBits = load<u32>(band, 8);
  const directory = <usize>load<u32>(band, 16);
  const postings = <usize>load<u32>(band, 20);
  const bucket = bitsOf(hash, load<u32>(band, 0), directoryBits + inlineBits) >> inlineBits;
  head = findBucket(directory, postings, bucket, head);
  for (let i: u32 = 0; i < directoryBits; i++) head = findBucket(directory, postings, bucket ^ (1 << i), head);
  if (load<u32>(band, 12) < 2) return head;
  for (let i: u32 = 1; i < directoryBits; i++) {
    const one = bucket ^ (1 << i);
    for (let j: u32 = 0; j < i; j++) head = findBucket(directory, postings, one ^ (1 << j), head);
  }
  return head;
}

function findBucket(directory: usize, postings: usize, bucket: u32, head: usize): usize {
  const range = load<u64>(directory + ((<usize>bucket) << 2));
  store<u64>(head, range);
  warmth ^=
    load<u32>(postings + ((<usize>(<u32>range)) << 2)) ^ load<u32>(postings + ((<usize>(<u32>(range >> 32))) << 2));
  return head + 8;
}

/**
 * Goes through the postings of `count` buckets, eight at a time, and keeps those whose inline bits are at most `radius`
 * from the query's. The last eight may reach into the next bucket: more candidates, which the comparison decides.
 */
function filter(
  postings: usize,
  head: usize,
  count: u32,
  key: u32,
  idBits: u32,
  radius: u32,
  query: u32,
  hash: usize,
  hashes: usize,
  passedOver: usize,
): usize {
  const keys = i32x4.splat(key);
  const ids = i32x4.splat((1 << idBits) - 1);
  const most = i32x4.splat(radius);
  const none = i32x4.splat(0);
  const endOfHeads = head + ((<usize>count) << 3);
  for (; head < endOfHeads; head += 8) {
    const end = postings + ((<usize>load<u32>(head, 4)) << 2);
    for (let at = postings + ((<usize>load<u32>(head, 0)) << 2); at < end; at += 32) {
      const low = v128.andnot(v128.xor(v128.load(at, 0), keys), ids);
      const high = v128.andnot(v128.xor(v128.load(at, 16), keys), ids);
      let matches: i32;
      if (radius === 0) {
        matches = i8x16.bitmask(i16x8.narrow_i32x4_s(i32x4.eq(low, none), i32x4.eq(high, none)));
      } else {
        matches = i8x16.bitmask(
          i16x8.narrow_i32x4_s(i32x4.le_u(countBits(low), most), i32x4.le_u(countBits(high), most)),
        );
      }
      if (matches === 0) continue;
      if (candidateCount > CANDIDATES - 8) verify(query, hash, hashes, passedOver);
      matches &= 0x5555;
      do {
        const lane = ctz(matches) << 1;
        store<u32>(candidates + ((<usize>candidateCount) << 2), load<u32>(at + lane) & ((1 << idBits) - 1));
        candidateCount++;
        matches &= matches - 1;
      } while (matches !== 0);
    }
  }
  return head;
}

function countBits(words: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(i8x16.popcnt(words)));
}

function verify(query: u32, hash: usize, hashes: usize, passedOver: usize): void {
  const a = load<u64>(hash, 0);
  const b = load<u64>(hash, 8);
  const c = load<u64>(hash, 16);
  const d = load<u64>(hash, 24);
  const end = candidates + ((<usize>candidateCount) << 2);
  for (let at = candidates; at < end; at += 4) {
    const id = load<u32>(at);
    const entry = hashes + <usize>id * HASH;
    const bits =
      popcnt(a ^ load<u64>(entry, 0)) +
      popcnt(b ^ load<u64>(entry, 8)) +
      popcnt(c ^ load<u64>(entry, 16)) +
      popcnt(d ^ load<u64>(entry, 24));
    if (bits <= <u64>load<u32>(best, 8)) offer(query, id, <u32>bits, passedOver);
  }
  candidateCount = 0;
}
