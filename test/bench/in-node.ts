/** The bench in Node: every piece, and the cold start of a process instead of that of a background. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileKernel, compileText } from '../../src/core/hash/kernel/build-wasm.mjs';
import { sealOf } from '../../src/core/search/sealed.ts';
import { type Figures, PIECES } from './figures.ts';
import { READ_SOURCE } from './hash.ts';
import { entries, MILLION } from './search.ts';
import { medianOf } from './timing.ts';

const COLD_STARTS = 5;
const SOURCE = '5e'.repeat(32);

/** From a file of kept hashes to the answers to one picture, in a process that has just started. */
function coldLoad(kernel: Uint8Array, count: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'consentry-bench-'));
  const [kernelFile, keptFile] = [join(folder, 'search.wasm'), join(folder, 'kept')];
  const hashes = entries(count);
  writeFileSync(kernelFile, kernel);
  writeFileSync(keptFile, Buffer.concat([sealOf(hashes, SOURCE), hashes]));
  const program = fileURLToPath(new URL('./cold-load.ts', import.meta.url));
  const args = ['--import', 'tsx', program, kernelFile, keptFile, SOURCE];
  const times = Array.from({ length: COLD_STARTS }, () => Number(execFileSync(process.execPath, args)));
  rmSync(folder, { recursive: true });
  return medianOf(times);
}

export async function benchInNode(): Promise<Figures> {
  const kernel = await compileKernel('search');
  const modules = {
    pdq: await WebAssembly.compile(await compileKernel('pdq')),
    search: await WebAssembly.compile(kernel),
    read: await WebAssembly.compile(await compileText(READ_SOURCE)),
  };
  let figures: Figures = {};
  for (const piece of Object.values(PIECES)) figures = { ...figures, ...(await piece(modules)) };
  return { ...figures, coldLoad100kMs: coldLoad(kernel, 100_000), coldLoad1mMs: coldLoad(kernel, MILLION) };
}
