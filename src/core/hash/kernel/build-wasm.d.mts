/** Types of build-wasm.mjs, for the tests. */
export function compileKernel(name: 'pdq' | 'search'): Promise<Uint8Array<ArrayBuffer>>;
export function buildWasm(folder: string): Promise<void>;
