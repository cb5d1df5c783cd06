/** The lines of lines.ts on the WASM kernel. They are in its memory, and last until it is given something else to do. */
import { type Lines, type LinesOf, POINTS, placesIn, rememberLines, type Span } from './lines.ts';
import type { Pixels } from './types.ts';

/** What kernel/lines.ts exports; what its arguments mean is said there. */
export interface LineExports {
  readRow(row: number, places: number, line: number): void;
  readColumns(row: number, width: number, lines: number): void;
  countNear(line: number, colour: number, most: number): number;
  countFar(a: number, b: number, least: number): number;
}

/** The memory from `start` on is the caller's; `reserve` makes it reach to an address, which may replace `bytes()`. */
export interface KernelMemory {
  readonly start: number;
  reserve(end: number): void;
  bytes(): Uint8Array;
}

/** Clamped bytes, as canvases give them, would be copied one by one. */
export const plainBytes = ({ buffer, byteOffset, length }: Pixels['data']) =>
  new Uint8Array(buffer, byteOffset, length);

export function createWasmLinesOf(kernel: LineExports, memory: KernelMemory, pixels: Pixels): LinesOf {
  const { width, height, data } = pixels;
  const stride = width * 4;
  const source = plainBytes(data);

  let free = memory.start;
  const take = (length: number): number => {
    const address = free;
    free += Math.ceil(length / 64) * 64;
    memory.reserve(free);
    return address;
  };
  const row = take(stride);
  const places = take(POINTS * 4);

  const bringRow = (y: number): void => memory.bytes().set(source.subarray(y * stride, (y + 1) * stride), row);

  const linesAt = (start: number, read: (at: number) => void): Lines => {
    const addressOf = (at: number): number => {
      read(at);
      return start + at * POINTS;
    };
    return {
      points(at) {
        const address = addressOf(at);
        return memory.bytes().slice(address, address + POINTS);
      },
      countNear: (at, colour, most) => kernel.countNear(addressOf(at), colour, most),
      countFar: (a, b, least) => kernel.countFar(addressOf(a), addressOf(b), least),
    };
  };

  const rows = (across: Span): Lines => {
    const start = take(height * POINTS);
    const where = new Uint8Array(placesIn(across).buffer);
    const isRead = new Uint8Array(height);
    return linesAt(start, y => {
      if (isRead[y] === 1) return;
      isRead[y] = 1;
      bringRow(y);
      memory.bytes().set(where, places);
      kernel.readRow(row, places, start + y * POINTS);
    });
  };

  /** All at once, since each row of the picture has a point of every column. */
  const columns = (across: Span): Lines => {
    const start = take(width * POINTS);
    for (const [i, y] of placesIn(across).entries()) {
      bringRow(y);
      kernel.readColumns(row, width, start + i);
    }
    return linesAt(start, () => undefined);
  };

  return rememberLines((axis, across) => (axis === 'rows' ? rows(across) : columns(across)));
}
