/**
 * `npm run bench` prints a table; `npm run --silent bench -- --json` prints one flat object of the same figures.
 * Times are medians, `Min` ones the least seen. They depend on the machine and on what else it does: compare the
 * ratios, which for hashing are of minima.
 */
import { loadavg } from 'node:os';
import { benchHash } from './hash.ts';
import { benchSearch } from './search.ts';
import type { Timing } from './timing.ts';

const round = (value: number): number => Number(value.toPrecision(4));

const hash = await benchHash();
const search = await benchSearch();

const toFloor = ({ min }: Timing): number => min / hash.floor.min;

const figures = {
  readFloorMs: hash.floor.median,
  hashWasmMs: hash.wasm.median,
  hashWasmCopyMs: hash.wasmCopy.median,
  hashJsMs: hash.js.median,
  readFloorMinMs: hash.floor.min,
  hashWasmMinMs: hash.wasm.min,
  hashWasmCopyMinMs: hash.wasmCopy.min,
  hashJsMinMs: hash.js.min,
  hashWasmToFloor: toFloor(hash.wasm),
  hashWasmCopyToFloor: toFloor(hash.wasmCopy),
  hashJsToFloor: toFloor(hash.js),
  lookup10kUs: search.lookup10k,
  lookup100kUs: search.lookup100k,
  lookup1mUs: search.lookup1m,
  lookup10mUs: search.lookup10m,
  lookupSkewed1mUs: search.lookupSkewed1m,
  lookupAll1mUs: search.all1m,
  lookupJs1mUs: search.js1m,
  batch16At1mMs: search.batch16,
  build1mMs: search.build1m,
  mergeDelta1mMs: search.merge,
  bytesPerEntry1m: search.bytesPerEntry1m,
  coldLoad1mMs: search.cold,
  load: loadavg()[0] ?? Number.NaN,
};

/** Row of the table: what, figure with its unit, and what it is to be compared with. */
const hashRow = (what: string, timing: Timing): readonly [string, string, string] => [
  what,
  `${round(timing.median)} ms`,
  `min ${round(timing.min)} ms, ${round(toFloor(timing))} x the read`,
];
const rows: readonly (readonly [string, string, string])[] = [
  hashRow('1080x1350: read the bytes once', hash.floor),
  hashRow('  8 hashes and quality, WASM', hash.wasm),
  hashRow('  with the copy into WASM', hash.wasmCopy),
  hashRow('  in plain JS', hash.js),
  ['nearest of 10k', `${round(figures.lookup10kUs)} us`, ''],
  ['nearest of 100k', `${round(figures.lookup100kUs)} us`, ''],
  ['nearest of 1M', `${round(figures.lookup1mUs)} us`, '1 x'],
  [
    '  of 1M with skewed bits',
    `${round(figures.lookupSkewed1mUs)} us`,
    `${round(figures.lookupSkewed1mUs / figures.lookup1mUs)} x`,
  ],
  [
    '  comparing with all, WASM',
    `${round(figures.lookupAll1mUs)} us`,
    `${round(figures.lookupAll1mUs / figures.lookup1mUs)} x`,
  ],
  [
    '  comparing with all, plain JS',
    `${round(figures.lookupJs1mUs)} us`,
    `${round(figures.lookupJs1mUs / figures.lookup1mUs)} x`,
  ],
  ['  16 queries of one picture', `${round(figures.batch16At1mMs)} ms`, ''],
  ['nearest of 10M', `${round(figures.lookup10mUs)} us`, `${round(figures.lookup10mUs / figures.lookup1mUs)} x`],
  ['build the index of 1M', `${round(figures.build1mMs)} ms`, `${round(figures.bytesPerEntry1m)} bytes an entry`],
  ['add 1 % and withdraw some', `${round(figures.mergeDelta1mMs)} ms`, ''],
  ['from stored bytes to the first answer, 1M', `${round(figures.coldLoad1mMs)} ms`, ''],
];

if (process.argv.includes('--json')) {
  const flat = Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, round(value)]));
  console.log(JSON.stringify(flat));
} else {
  for (const [what, figure, ratio] of rows) console.log(`${what.padEnd(44)}${figure.padStart(12)}   ${ratio}`);
  console.log(`load ${round(figures.load)}; medians`);
}
