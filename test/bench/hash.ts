/** How fast a 1080x1350 picture becomes eight hashes and a quality, against one read of its bytes. */
import { compileKernel, compileText } from '../../src/core/hash/kernel/build-wasm.mjs';
import { hashPixels } from '../../src/core/hash/pdq.ts';
import { createPdqKernel } from '../../src/core/hash/wasm.ts';
import { drawPicture } from '../support/pictures.ts';
import { timeInTurns } from './timing.ts';

const WIDTH = 1080;
const HEIGHT = 1350;
const BYTES = WIDTH * HEIGHT * 4;

/** The floor: every byte is loaded once, 64 at a time, and nothing else is done with it. */
const READ = `
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

async function readFloor(): Promise<() => void> {
  const { instance } = await WebAssembly.instantiate(await compileText(READ));
  const { memory, read } = instance.exports as unknown as {
    readonly memory: WebAssembly.Memory;
    read(at: number, bytes: number): bigint;
  };
  memory.grow(Math.ceil(BYTES / 65_536));
  new Uint8Array(memory.buffer).fill(7);
  return () => read(0, BYTES);
}

export async function benchHash() {
  const pixels = drawPicture(1, WIDTH, HEIGHT);
  const bytes = await compileKernel('pdq');
  const copying = await createPdqKernel(bytes);
  const placing = await createPdqKernel(bytes);
  placing.place(WIDTH, HEIGHT).set(pixels.data);
  const runs = {
    floor: await readFloor(),
    wasm: () => void placing.hashPlaced(WIDTH, HEIGHT),
    wasmCopy: () => void copying.hash(pixels),
    js: () => void hashPixels(pixels),
  };
  return timeInTurns(runs, 25);
}
