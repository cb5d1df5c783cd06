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

/** `options` may bring a `readFile` of its own. Throws with the compiler's messages. */
async function compile(source, options = {}) {
  let bytes = null;
  const writeFile = (_, contents) => {
    bytes = contents;
  };
  const args = [source, '-o', 'kernel.wasm', '--baseDir', root, ...FLAGS];
  const { error, stderr } = await asc.main(args, { ...options, writeFile });
  if (error !== null || bytes === null) throw new Error(`${source}: ${error?.message}\n${stderr}`);
  return bytes;
}

/** The bytes of one kernel. */
export const compileKernel = name => compile(KERNELS[name]);

/** The bytes of a module from AssemblyScript in a string. */
export const compileText = text => compile('text.ts', { readFile: file => (file.endsWith('text.ts') ? text : null) });

/** Writes every kernel into `folder` as <name>.wasm. */
export async function buildWasm(folder) {
  await mkdir(folder, { recursive: true });
  for (const name of Object.keys(KERNELS)) await writeFile(join(folder, `${name}.wasm`), await compileKernel(name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWasm(process.argv[2] ?? join(root, 'dist/wasm'));
