/** Types of build-wasm.mjs, for tests and benchmarks. */
export function compileKernel(name: 'pdq' | 'search'): Promise<Uint8Array<ArrayBuffer>>;
export function compileText(text: string): Promise<Uint8Array<ArrayBuffer>>;
export function buildWasm(folder: string): Promise<void>;
