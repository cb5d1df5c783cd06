/** Run by search.ts in a process of its own: prints how long it takes from stored bytes to the first answer, in ms. */
import { readFileSync } from 'node:fs';
import { createWasmIndex } from '../../src/core/search/wasm-index.ts';

const [kernelFile = '', listFile = ''] = process.argv.slice(2);
const start = performance.now();
const module = await WebAssembly.compile(readFileSync(kernelFile));
const index = createWasmIndex(module, readFileSync(listFile));
const queries = Array.from({ length: 16 }, (_, i) => new Uint8Array(32).fill(i * 17));
index.nearest(queries, 31);
console.log(performance.now() - start);
