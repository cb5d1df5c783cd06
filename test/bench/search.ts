/** How fast the nearest entry is found, or that there is none, which is the common case and has no short cut. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileKernel } from '../../src/core/hash/kernel/build-wasm.mjs';
import { createHashIndex, type HashIndex } from '../../src/core/search/hash-index.ts';
import { layerIndex } from '../../src/core/search/layered-index.ts';
import { createWasmIndex } from '../../src/core/search/wasm-index.ts';
import { hashAt, randomHashes, skewedHashes } from '../support/hashes.ts';
import { medianOf, timeEach, timeOnce } from './timing.ts';

const THRESHOLD = 31;
const QUERIES = 256;

const misses = Array.from({ length: QUERIES }, (_, i) => hashAt(randomHashes(1, QUERIES), i));

/** Microseconds a query. A threshold above 31 makes an index compare with every entry. */
const lookup = (index: HashIndex, queries = misses, threshold = THRESHOLD): number =>
  1000 * timeEach(i => index.nearest([queries[i] as Uint8Array], threshold), queries.length);

/** Read 1M stored hashes, make the index, answer the 16 queries of one picture: in a process that has just started. */
function coldLoad(wasm: Uint8Array, hashes: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'consentry-bench-'));
  const [kernelFile, listFile] = [join(folder, 'search.wasm'), join(folder, 'list')];
  writeFileSync(kernelFile, wasm);
  writeFileSync(listFile, hashes);
  const program = fileURLToPath(new URL('./cold-load.ts', import.meta.url));
  const run = () => Number(execFileSync(process.execPath, ['--import', 'tsx', program, kernelFile, listFile]));
  const times = Array.from({ length: 5 }, run);
  rmSync(folder, { recursive: true });
  return medianOf(times);
}

export async function benchSearch() {
  const wasm = await compileKernel('search');
  const module = await WebAssembly.compile(wasm);
  const create = (hashes: Uint8Array) => createWasmIndex(module, hashes);
  const lookup10k = lookup(create(randomHashes(2, 10_000)));
  const lookup100k = lookup(create(randomHashes(2, 100_000)));

  const million = randomHashes(2, 1_000_000);
  const [index, build1m] = await timeOnce(() => create(million));
  const lookup1m = lookup(index);
  const all1m = lookup(index, misses.slice(0, 16), THRESHOLD + 1);
  const js1m = lookup(createHashIndex(million), misses.slice(0, 4));
  const batches = Array.from({ length: QUERIES / 16 }, (_, i) => misses.slice(16 * i, 16 * i + 16));
  const batch16 = timeEach(i => index.nearest(batches[i] as Uint8Array[], THRESHOLD), batches.length);
  const [, merge] = await timeOnce(() => layerIndex(index, create(randomHashes(3, 10_000)), new Set([5, 70, 900])));
  const cold = coldLoad(wasm, million);

  const skewed = skewedHashes(4, 1_000_000);
  const asked = skewedHashes(5, QUERIES);
  const lookupSkewed1m = lookup(
    create(skewed),
    misses.map((_, i) => hashAt(asked, i)),
  );
  const lookup10m = lookup(create(randomHashes(2, 10_000_000)));
  return {
    lookup10k,
    lookup100k,
    lookup1m,
    lookup10m,
    lookupSkewed1m,
    batch16,
    build1m,
    merge,
    cold,
    bytesPerEntry1m: index.bytes / index.size,
    all1m,
    js1m,
  };
}
