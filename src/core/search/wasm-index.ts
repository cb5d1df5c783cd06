/**
 * The hash index on the WASM kernel: exact nearest neighbours among millions in about a cache miss per bucket.
 *
 * Two hashes at most 31 bits apart, cut into bands, are near in at least one band: if every band b differed in more
 * than r(b) bits, the whole would differ in at least sum(r(b) + 1) = 32 (pigeonhole; Norouzi, Punjani and Fleet,
 * "Fast Exact Search in Hamming Space with Multi-Index Hashing", 2014). So it is enough to look, band by band, at the
 * entries whose bits there are within r(b) of the query's:
 *
 *   8 bands of 24 bits and 2 of 22, radius 2; one of 20 bits, radius 1        10 * 3 + 1 * 2 = 32
 *
 * A short list needs none of that: comparing with all of it is as fast, and so is any threshold above 31.
 *
 * A band sorts all entries by its bits. The upper bits choose a bucket in its directory, the lower ones stand in the
 * posting beside the entry's place, so that most of a bucket is ruled out without touching an entry:
 *
 *   entry     0110...  | band 0: directory bits, inline bits | band 1 | ...
 *   directory bucket -> first posting        posting  inline bits | place of the entry
 *
 * Neighbouring bits of real hashes go together, which would fill some buckets and empty others; in an index with bands
 * their bits are therefore permuted, by one fixed permutation, which leaves distances as they are.
 *
 * Bands take longer to sort than to do without for one picture, so the index answers before it has them.
 */
import { HASH_BYTES, type Hash } from '../hash/types.ts';
import type { HashIndex, Nearest } from './hash-index.ts';

/** What kernel/search.ts exports; what its arguments mean is said there. Addresses are bytes into `memory`. */
interface KernelExports {
  readonly memory: WebAssembly.Memory;
  readonly masksAddress: WebAssembly.Global<'i32'>;
  readonly bestAddress: WebAssembly.Global<'i32'>;
  readonly freeAddress: WebAssembly.Global<'i32'>;
  permute(hashes: number, count: number): void;
  sortBand(hashes: number, count: number, band: number, idBits: number): void;
  begin(threshold: number): void;
  searchAll(
    first: number,
    queries: number,
    queryCount: number,
    hashes: number,
    count: number,
    passedOver: number,
  ): void;
  searchBands(
    query: number,
    hash: number,
    hashes: number,
    bands: number,
    bandCount: number,
    idBits: number,
    passedOver: number,
  ): void;
}

interface Band {
  readonly firstBit: number;
  readonly directoryBits: number;
  readonly inlineBits: number;
  readonly radius: number;
}

/** Up to here comparing with every entry is as fast as looking into buckets (measured, test/bench). */
const FEW_ENTRIES = 4_000;

/** From here on memory counts: buckets of about 16 postings instead of 8 keep an index under 80 bytes an entry. */
const MANY_ENTRIES = 500_000;

/** Queries that the kernel is given at once. A picture has 16, or about 150 when it is about to be shared. */
const QUERIES_AT_ONCE = 64;

const PAGE = 65_536;
const BAND_FIELDS = 6;
const WORDS = 8;
const LANES = 16;

/** [bits, radius] of each band; the bits add up to 256. */
const BANDS: readonly (readonly [number, number])[] = [
  ...Array.from({ length: 8 }, () => [24, 2] as const),
  ...Array.from({ length: 2 }, () => [22, 2] as const),
  [20, 1],
];

/** The farthest that the bands are sure to find: 31. */
const REACH = BANDS.reduce((sum, [, radius]) => sum + radius + 1, -1);

/** Bits that it takes to name any of `count` entries. */
const idBitsFor = (count: number): number => Math.max(1, 32 - Math.clz32(count - 1));

function bandsFor(count: number): readonly Band[] {
  if (count <= FEW_ENTRIES) return [];
  const idBits = idBitsFor(count);
  // A posting has 32 bits; bits of a band that fit neither there nor in the directory are left to the comparison.
  const most = idBits - (count < MANY_ENTRIES ? 3 : 4);
  let firstBit = 0;
  return BANDS.map(([bits, radius]) => {
    const directoryBits = Math.min(bits, most);
    const band = { firstBit, directoryBits, inlineBits: Math.min(bits - directoryBits, 32 - idBits), radius };
    firstBit += bits;
    return band;
  });
}

/** Bit masks that say which bit of byte `i` goes into output word `w`: for each byte another order of its eight bits. */
export const BIT_MASKS = Uint8Array.from({ length: 2 * WORDS * LANES }, (_, at) => {
  const lane = at % LANES;
  const word = Math.floor(at / LANES) % WORDS;
  const byte = lane + (at < WORDS * LANES ? 0 : LANES);
  // Multiplying by an odd number and adding permutes the numbers modulo 8; both come from a golden-ratio hash of i.
  const mixed = Math.imul(byte + 1, 0x9e3779b1) >>> 24;
  return 1 << ((word * ((mixed & 6) + 1) + (mixed >> 5)) & 7);
});

/** Undoes the permutation. */
function restore(permuted: Uint8Array): Hash {
  const words = new Uint16Array(permuted.slice().buffer);
  const hash = new Uint8Array(HASH_BYTES);
  for (const [at, mask] of BIT_MASKS.entries()) {
    const lane = at % LANES;
    const half = Math.floor(at / (WORDS * LANES));
    const word = Math.floor(at / LANES);
    if ((words[word]! >> lane) & 1) hash[half * LANES + lane]! |= mask;
  }
  return hash;
}

export interface WasmIndex extends HashIndex {
  /** Memory that it holds. */
  readonly bytes: number;
  /**
   * Sorts the entries of one more band, some 20 ms for a million; false when none is left. Until then every query is
   * compared with every entry, which is exact as well.
   */
  sortNext(): boolean;
}

/**
 * An index in WASM memory of its own, over `hashes.length / 32` raw hashes, that answers at once and gets fast by
 * `sortNext`. `module` is search.wasm, compiled. Throws RangeError when the bytes are not whole hashes, or when the
 * memory cannot be had.
 */
export function openWasmIndex(module: WebAssembly.Module, hashes: Uint8Array): WasmIndex {
  if (hashes.length % HASH_BYTES !== 0) throw new RangeError(`${hashes.length} bytes are not whole hashes`);
  const size = hashes.length / HASH_BYTES;
  const kernel = new WebAssembly.Instance(module).exports as unknown as KernelExports;
  const bands = bandsFor(size);
  const idBits = idBitsFor(size);

  let end = kernel.freeAddress.value;
  const take = (bytes: number): number => {
    const address = end;
    end += Math.ceil(bytes / 64) * 64;
    return address;
  };
  const asked = take((QUERIES_AT_ONCE + 1) * HASH_BYTES);
  const bandTable = take(bands.length * BAND_FIELDS * 4);
  const passedOver = take(Math.ceil(size / 8));
  const entries = take(hashes.length + 8);
  // The kernel takes postings by eight and may read seven past the last; zeros there name entry 0.
  const places = bands.map(band => [take((2 ** band.directoryBits + 2) * 4), take(size * 4 + 32)] as const);
  kernel.memory.grow(Math.max(0, Math.ceil((end - kernel.memory.buffer.byteLength) / PAGE)));

  const bytes = new Uint8Array(kernel.memory.buffer);
  const words = new Uint32Array(kernel.memory.buffer);
  bytes.set(BIT_MASKS, kernel.masksAddress.value);
  bytes.set(hashes, entries);
  const addressOf = (band: number): number => bandTable + band * BAND_FIELDS * 4;
  for (const [i, { firstBit, directoryBits, inlineBits, radius }] of bands.entries()) {
    words.set([firstBit, directoryBits, inlineBits, radius, ...places[i]!], addressOf(i) / 4);
  }
  let sorted = 0;

  const sortNext = (): boolean => {
    if (sorted === bands.length) return false;
    if (sorted === 0) kernel.permute(entries, size);
    kernel.sortBand(entries, size, addressOf(sorted), idBits);
    sorted++;
    return sorted < bands.length;
  };

  const toggle = (position: number): void => {
    if (position < size) bytes[passedOver + (position >> 3)]! ^= 1 << (position & 7);
  };

  const search = (queries: readonly Hash[], threshold: number): Nearest | null => {
    const inBands = bands.length > 0 && sorted === bands.length && threshold <= REACH;
    kernel.begin(threshold);
    for (let first = 0; first < queries.length; first += QUERIES_AT_ONCE) {
      const some = queries.slice(first, first + QUERIES_AT_ONCE);
      for (const [i, hash] of some.entries()) bytes.set(hash, asked + i * HASH_BYTES);
      if (sorted > 0) kernel.permute(asked, some.length);
      if (!inBands) kernel.searchAll(first, asked, some.length, entries, size, passedOver);
      else {
        for (let i = 0; i < some.length; i++) {
          const query = asked + i * HASH_BYTES;
          kernel.searchBands(first + i, query, entries, bandTable, bands.length, idBits, passedOver);
        }
      }
    }
    const best = kernel.bestAddress.value / 4;
    const distance = words[best + 2]!;
    return distance > threshold ? null : { query: words[best]!, position: words[best + 1]!, distance };
  };

  const nearest: HashIndex['nearest'] = (queries, threshold, except = new Set()) => {
    for (const position of except) toggle(position);
    const found = search(queries, threshold);
    for (const position of except) toggle(position);
    return found;
  };

  const entryAt: HashIndex['entryAt'] = position => {
    const at = entries + position * HASH_BYTES;
    return sorted > 0 ? restore(bytes.subarray(at, at + HASH_BYTES)) : bytes.slice(at, at + HASH_BYTES);
  };
  return { size, bytes: bytes.length, nearest, entryAt, sortNext };
}

/** The same with everything sorted from the start. */
export function createWasmIndex(module: WebAssembly.Module, hashes: Uint8Array): WasmIndex {
  const index = openWasmIndex(module, hashes);
  while (index.sortNext());
  return index;
}
