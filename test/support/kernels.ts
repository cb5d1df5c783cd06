/** The WASM kernels, compiled from their sources: tests never meet an old build. */
import { compileKernel } from '../../src/core/hash/kernel/build-wasm.mjs';

export const pdqModule = async (): Promise<WebAssembly.Module> => WebAssembly.compile(await compileKernel('pdq'));
export const searchModule = async (): Promise<WebAssembly.Module> => WebAssembly.compile(await compileKernel('search'));
