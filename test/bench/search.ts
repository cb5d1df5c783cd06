/** How fast the nearest entry is found, or that there is none, which is the common case and has no short cut. */
import type { Hash } from '../../src/core/hash/types.ts';
import { createHashIndex, type HashIndex } from '../../src/core/search/hash-index.ts';
import { layerIndex } from '../../src/core/search/layered-index.ts';
import { createWasmIndex, openWasmIndex } from '../../src/core/search/wasm-index.ts';
import { hashAt, randomHashes, skewedHashes } from '../support/hashes.ts';
import type { Figures, Modules } from './figures.ts';
import { timeEach } from './timing.ts';

export const THRESHOLD = 31;
const QUERIES = 256;
export const MILLION = 1_000_000;

/** The same in every run and for every peer. */
export const entries = (count: number) => randomHashes(2, count);
const asked = (hashes: Uint8Array): readonly Hash[] => Array.from({ length: QUERIES }, (_, i) => hashAt(hashes, i));
export const misses: readonly Hash[] = asked(randomHashes(1, QUERIES));
/** As many as one picture asks. */
export const onePicture = misses.slice(0, 16);

/** Microseconds a query. A threshold above 31 makes an index compare with every entry. */
const lookup = (index: HashIndex, queries = misses, threshold = THRESHOLD): number =>
  1000 * timeEach(i => index.nearest([queries[i] as Hash], threshold), queries.length);

/** Milliseconds, the least of three. */
const once = (run: () => unknown): number => timeEach(run, 1, 3);

export const benchShortLists = ({ search }: Modules): Figures => ({
  lookup10kUs: lookup(createWasmIndex(search, entries(10_000))),
  lookup100kUs: lookup(createWasmIndex(search, entries(100_000))),
});

export function benchMillion({ search }: Modules): Figures {
  const million = entries(MILLION);
  const index = createWasmIndex(search, million);
  const added = randomHashes(3, MILLION / 100);
  const withdrawn = new Set([5, 70, 900]);
  const batches = Array.from({ length: 16 }, (_, i) => misses.slice(16 * i, 16 * i + 16));
  return {
    lookup1mUs: lookup(index),
    lookupAll1mUs: lookup(index, onePicture, THRESHOLD + 1),
    lookupJs1mUs: lookup(createHashIndex(million), misses.slice(0, 4)),
    batch16At1mMs: timeEach(i => index.nearest(batches[i] as readonly Hash[], THRESHOLD), batches.length),
    open1mMs: once(() => openWasmIndex(search, million)),
    build1mMs: once(() => createWasmIndex(search, million)),
    mergeDelta1mMs: once(() => layerIndex(index, createWasmIndex(search, added), withdrawn)),
    bytesPerEntry1m: index.bytes / index.size,
  };
}

export function benchSkewed({ search }: Modules): Figures {
  const queries = asked(skewedHashes(5, QUERIES));
  return { lookupSkewed1mUs: lookup(createWasmIndex(search, skewedHashes(4, MILLION)), queries) };
}

export const benchTenMillion = ({ search }: Modules): Figures => ({
  lookup10mUs: lookup(createWasmIndex(search, entries(10 * MILLION))),
});
