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
 * Neighbouring bits of real hashes go together, which would fill some buckets and empty others; hashes are therefore
 * stored with their bits permuted, by one fixed permutation, which leaves distances as they are.
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
  countBands(hashes: number, count: number, bands: number, bandCount: number): void;
  fillBand(hashes: number, count: number, band: number, idBits: number): void;
  begin(threshold: number): void;
  searchAll(query: number, hash: number, hashes: number, count: number, passedOver: number): void;
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

export interface WasmIndex extends HashIndex {
  /** Memory that it holds. */
  readonly bytes: number;
}

/**
 * An index in WASM memory of its own, over `hashes.length / 32` raw hashes. `module` is search.wasm, compiled.
 * Throws RangeError when the bytes are not whole hashes, or when the memory cannot be had.
 */
export function createWasmIndex(module: WebAssembly.Module, hashes: Uint8Array): WasmIndex {
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
  const query = take(2 * HASH_BYTES);
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
  kernel.permute(entries, size);
  const addressOf = (band: number): number => bandTable + band * BAND_FIELDS * 4;
  for (const [i, { firstBit, directoryBits, inlineBits, radius }] of bands.entries()) {
    words.set([firstBit, directoryBits, inlineBits, radius, ...places[i]!], addressOf(i) / 4);
  }
  kernel.countBands(entries, size, bandTable, bands.length);
  for (const i of bands.keys()) kernel.fillBand(entries, size, addressOf(i), idBits);

  const toggle = (position: number): void => {
    if (position < size) bytes[passedOver + (position >> 3)]! ^= 1 << (position & 7);
  };

  const search = (queries: readonly Hash[], threshold: number): Nearest | null => {
    kernel.begin(threshold);
    for (const [i, hash] of queries.entries()) {
      bytes.set(hash, query);
      kernel.permute(query, 1);
      if (bands.length === 0 || threshold > REACH) kernel.searchAll(i, query, entries, size, passedOver);
      else kernel.searchBands(i, query, entries, bandTable, bands.length, idBits, passedOver);
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
  return { size, bytes: bytes.length, nearest };
}
