/** What ../trim.ts asks of the lines of a picture, in AssemblyScript: a line is POINTS lumas of a byte each. */

const POINTS: usize = 128;

/** Luma in thousandths, divided by 1000 as a multiplication: exact for all that three bytes can make. */
function lumaOf(word: u32): u32 {
  const sum = 299 * (word & 0xff) + 587 * ((word >> 8) & 0xff) + 114 * ((word >> 16) & 0xff);
  return <u32>((<u64>sum * 4_294_968) >> 32);
}

/** A line from a row of RGBA: its pixels at `places` (u32). */
export function readRow(row: usize, places: usize, line: usize): void {
  for (let i: usize = 0; i < POINTS; i++) {
    store<u8>(line + i, lumaOf(load<u32>(row + ((<usize>load<u32>(places + (i << 2))) << 2))));
  }
}

/** One point of each column's line, from a row of `width` pixels of RGBA. `lines` is where that point of the first is. */
export function readColumns(row: usize, width: usize, lines: usize): void {
  for (let x: usize = 0; x < width; x++) store<u8>(lines + x * POINTS, lumaOf(load<u32>(row + (x << 2))));
}

function distance(a: v128, b: v128): v128 {
  return v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a));
}

/** How many points of a line are at most `most` from a colour. */
export function countNear(line: usize, colour: u32, most: u32): i32 {
  const wanted = i8x16.splat(<i8>colour);
  const reach = i8x16.splat(<i8>most);
  let count = 0;
  for (let at = line; at < line + POINTS; at += 16) {
    count += popcnt(i8x16.bitmask(i8x16.le_u(distance(v128.load(at), wanted), reach)));
  }
  return count;
}

/** How many points of two lines are at least `least` from each other. */
export function countFar(a: usize, b: usize, least: u32): i32 {
  const reach = i8x16.splat(<i8>least);
  let count = 0;
  for (let i: usize = 0; i < POINTS; i += 16) {
    count += popcnt(i8x16.bitmask(i8x16.ge_u(distance(v128.load(a + i), v128.load(b + i)), reach)));
  }
  return count;
}
