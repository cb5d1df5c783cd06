/** What hashes pictures and searches hashes: in WASM where that can be had, else its plain twin. Both give the same bits. */
import { hashPixels } from './hash/pdq.ts';
import type { Hasher } from './hash/types.ts';
import { createHashIndex, type HashIndex } from './search/hash-index.ts';

export interface Kernels {
  readonly hasher: Hasher;
  /** Index over raw hashes of 32 bytes each. */
  readonly indexOf: (hashes: Uint8Array) => HashIndex;
}

export const PLAIN_KERNELS: Kernels = { hasher: hashPixels, indexOf: createHashIndex };
