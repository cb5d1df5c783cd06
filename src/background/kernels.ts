/**
 * The fast kernels (WASM), or their plain twins where the browser will not run them. Both give the same bits, so nobody
 * else has to know which. Compiled once in a life of the background, when first needed.
 */
import { createWasmHasher } from '../core/hash/wasm.ts';
import { type Kernels, PLAIN_KERNELS } from '../core/kernels.ts';
import type { HashIndex } from '../core/search/hash-index.ts';
import { openWasmIndex } from '../core/search/wasm-index.ts';
import { browser } from '../platform/browser.ts';

const compile = async (name: string): Promise<WebAssembly.Module> =>
  WebAssembly.compileStreaming(fetch(browser.runtime.getURL(`wasm/${name}.wasm`)));

/** The pictures of the page that woke us come first; they are few enough to be compared with every entry. */
const SORT_AFTER_MS = 1_000;

/** An index that answers at once, and gets fast between other work. */
function sortingIndex(search: WebAssembly.Module, hashes: Uint8Array): HashIndex {
  const index = openWasmIndex(search, hashes);
  const sort = (): void => {
    if (index.sortNext()) setTimeout(sort);
  };
  setTimeout(sort, SORT_AFTER_MS);
  return index;
}

async function load(): Promise<Kernels> {
  try {
    const [pdq, search] = await Promise.all([compile('pdq'), compile('search')]);
    return { hasher: await createWasmHasher(pdq), indexOf: hashes => sortingIndex(search, hashes) };
  } catch (error) {
    console.warn('Consentry uses its slower code:', error);
    return PLAIN_KERNELS;
  }
}

let loading: Promise<Kernels> | null = null;

export function kernels(): Promise<Kernels> {
  loading ??= load();
  return loading;
}
