/**
 * Compiles the AssemblyScript kernels to WebAssembly. `buildWasm(folder)` serves build.mjs; by hand:
 * `node src/core/hash/kernel/build-wasm.mjs [folder]` (default dist/wasm).
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** Name of a kernel, and of its .wasm, to its source. */
const KERNELS = { pdq: 'src/core/hash/kernel/pdq.ts', search: 'src/core/search/kernel/search.ts' };

/** SIMD, no garbage collector, no imports: such a module is given bytes and gives back numbers. */
const FLAGS = ['--runtime', 'stub', '--enable', 'simd', '-O3', '--converge', '--noAssert', '--use', 'abort='];

/** The bytes of one kernel. Throws with the compiler's own messages. */
export async function compileKernel(name) {
  let bytes = null;
  const writeFile = (_, contents) => {
    bytes = contents;
  };
  const source = KERNELS[name];
  const { error, stderr } = await asc.main([source, '-o', `${name}.wasm`, '--baseDir', root, ...FLAGS], { writeFile });
  if (error !== null || bytes === null) throw new Error(`${source}: ${error?.message}\n${stderr}`);
  return bytes;
}

/** Writes every kernel into `folder` as <name>.wasm. */
export async function buildWasm(folder) {
  await mkdir(folder, { recursive: true });
  for (const name of Object.keys(KERNELS)) await writeFile(join(folder, `${name}.wasm`), await compileKernel(name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWasm(process.argv[2] ?? join(root, 'dist/wasm'));
