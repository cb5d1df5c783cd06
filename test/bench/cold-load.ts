/** Run by in-node.ts in a process of its own: prints how long it takes from kept bytes to the first answer, in ms. */
import { readFileSync } from 'node:fs';
import { unseal } from '../../src/core/search/sealed.ts';
import { openWasmIndex } from '../../src/core/search/wasm-index.ts';

const [kernelFile = '', keptFile = '', source = ''] = process.argv.slice(2);
const start = performance.now();
const module = await WebAssembly.compile(readFileSync(kernelFile));
const opened = unseal(new Uint8Array(readFileSync(keptFile).buffer), source);
if (!opened.ok) throw new Error(opened.reason);
const queries = Array.from({ length: 16 }, (_, i) => new Uint8Array(32).fill(i * 17));
openWasmIndex(module, opened.bytes).nearest(queries, 31);
console.log(performance.now() - start);
