/** How fast a 1080x1350 picture becomes eight hashes and a quality, against one read of its bytes. */
import { hashPixels } from '../../src/core/hash/pdq.ts';
import { createPdqKernel } from '../../src/core/hash/wasm.ts';
import { drawPicture } from '../support/pictures.ts';
import type { Figures, Modules } from './figures.ts';
import { type Timing, timeInTurns } from './timing.ts';

const WIDTH = 1080;
const HEIGHT = 1350;
const BYTES = WIDTH * HEIGHT * 4;
const TURNS = 25;

/** The floor: every byte is loaded once, 64 at a time, and nothing else is done with it. AssemblyScript. */
export const READ_SOURCE = `
export function read(at: usize, bytes: usize): u64 {
  let a = i64x2.splat(0), b = a, c = a, d = a;
  for (const end = at + bytes; at < end; at += 64) {
    a = v128.xor(a, v128.load(at, 0));
    b = v128.xor(b, v128.load(at, 16));
    c = v128.xor(c, v128.load(at, 32));
    d = v128.xor(d, v128.load(at, 48));
  }
  const all = v128.xor(v128.xor(a, b), v128.xor(c, d));
  return i64x2.extract_lane(all, 0) ^ i64x2.extract_lane(all, 1);
}`;

async function readFloor(module: WebAssembly.Module): Promise<() => void> {
  const { memory, read } = (await WebAssembly.instantiate(module)).exports as unknown as {
    readonly memory: WebAssembly.Memory;
    read(at: number, bytes: number): bigint;
  };
  memory.grow(Math.ceil(BYTES / 65_536));
  new Uint8Array(memory.buffer).fill(7);
  return () => read(0, BYTES);
}

export async function benchHash(modules: Modules): Promise<Figures> {
  const pixels = drawPicture(1, WIDTH, HEIGHT);
  const copying = await createPdqKernel(modules.pdq);
  const placing = await createPdqKernel(modules.pdq);
  placing.place(WIDTH, HEIGHT).set(pixels.data);
  const runs = {
    floor: await readFloor(modules.read),
    wasm: () => void placing.hashPlaced(WIDTH, HEIGHT),
    wasmCopy: () => void copying.hash(pixels),
    js: () => void hashPixels(pixels),
  };
  const { floor, wasm, wasmCopy, js } = timeInTurns(runs, TURNS);
  const toFloor = ({ min }: Timing): number => min / floor.min;
  return {
    readFloorMs: floor.median,
    hashWasmMs: wasm.median,
    hashWasmCopyMs: wasmCopy.median,
    hashJsMs: js.median,
    readFloorMinMs: floor.min,
    hashWasmMinMs: wasm.min,
    hashWasmCopyMinMs: wasmCopy.min,
    hashJsMinMs: js.min,
    hashWasmToFloor: toFloor(wasm),
    hashWasmCopyToFloor: toFloor(wasmCopy),
    hashJsToFloor: toFloor(js),
  };
}
