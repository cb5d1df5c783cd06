/**
 * The fast kernels (WASM), or their plain twins where the browser will not run them. Both give the same bits, so nobody
 * else has to know which. Compiled once in a life of the background, when first needed.
 */
import { hashPixels } from '../core/hash/pdq.ts';
import type { Hasher } from '../core/hash/types.ts';
import { createWasmHasher } from '../core/hash/wasm.ts';
import { createHashIndex, type HashIndex } from '../core/search/hash-index.ts';
import { createWasmIndex } from '../core/search/wasm-index.ts';
import { browser } from '../platform/browser.ts';

export interface Kernels {
  readonly hasher: Hasher;
  /** Index over raw hashes of 32 bytes each. */
  readonly indexOf: (hashes: Uint8Array) => HashIndex;
}

const PLAIN: Kernels = { hasher: hashPixels, indexOf: createHashIndex };

const compile = async (name: string): Promise<WebAssembly.Module> =>
  WebAssembly.compileStreaming(fetch(browser.runtime.getURL(`wasm/${name}.wasm`)));

async function load(): Promise<Kernels> {
  try {
    const [pdq, search] = await Promise.all([compile('pdq'), compile('search')]);
    return { hasher: await createWasmHasher(pdq), indexOf: hashes => createWasmIndex(search, hashes) };
  } catch (error) {
    console.warn('Consentry uses its slower code:', error);
    return PLAIN;
  }
}

let loading: Promise<Kernels> | null = null;

export function kernels(): Promise<Kernels> {
  loading ??= load();
  return loading;
}
