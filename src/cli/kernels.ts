/**
 * The fast kernels, as the last `npm run build` left them; the plain ones where there was none since their sources
 * changed. A picture about to be shared is hashed twelve times as fast with them, and compared with a million entries
 * four hundred times as fast.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { createWasmHasher } from '../core/hash/wasm.ts';
import { type Kernels, PLAIN_KERNELS } from '../core/kernels.ts';
import { createWasmIndex } from '../core/search/wasm-index.ts';

const ROOT = new URL('../../', import.meta.url);
const BUILT = new URL('dist/chrome/wasm/', ROOT);

/** Rejects when there is none, or an old one. */
async function compiled(file: URL, sources: string): Promise<WebAssembly.Module> {
  const folder = new URL(sources, ROOT);
  const { mtimeMs } = await stat(file);
  for (const source of await readdir(folder)) {
    if ((await stat(new URL(source, folder))).mtimeMs > mtimeMs) throw new Error(`${source} is newer than ${file}`);
  }
  return WebAssembly.compile(await readFile(file));
}

/** `built` is the folder with the kernels. */
export async function loadKernels(built: URL): Promise<Kernels> {
  const modules = await Promise.all([
    compiled(new URL('pdq.wasm', built), 'src/core/hash/kernel/'),
    compiled(new URL('search.wasm', built), 'src/core/search/kernel/'),
  ]).catch(() => null);
  if (modules === null) return PLAIN_KERNELS;
  const [pdq, search] = modules;
  return { hasher: await createWasmHasher(pdq), indexOf: hashes => createWasmIndex(search, hashes) };
}

let loading: Promise<Kernels> | null = null;

export function kernels(): Promise<Kernels> {
  loading ??= loadKernels(BUILT);
  return loading;
}
