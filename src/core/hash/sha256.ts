/**
 * SHA-256 (FIPS 180-4) of bytes that come in pieces. WebCrypto digests only what is in memory as a whole, which a film
 * of a gigabyte should not be; for everything smaller it is several times faster than this, and to be used.
 */

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const K = Int32Array.from({ length: 64 }, (_, n) => fractionOf(Math.cbrt(primeAt(n))));
/** The same of the square roots of the first eight (5.3.3). */
const START = Int32Array.from({ length: 8 }, (_, n) => fractionOf(Math.sqrt(primeAt(n))));

const BLOCK = 64;
/** The length in bits, at the end of the last block. */
const LENGTH_BYTES = 8;

function fractionOf(root: number): number {
  return Math.floor((root % 1) * 2 ** 32) | 0;
}

function primeAt(n: number): number {
  let found = -1;
  for (let candidate = 2; ; candidate++) {
    let divisor = 2;
    while (candidate % divisor !== 0) divisor++;
    if (divisor === candidate && ++found === n) return candidate;
  }
}

export interface Sha256 {
  add(bytes: Uint8Array): void;
  /** 32 bytes. Nothing can be added afterwards. */
  end(): Uint8Array<ArrayBuffer>;
}

/** Takes whole blocks in, from `from` on. */
function digestBlocks(state: Int32Array, w: Int32Array, bytes: Uint8Array, from: number, blocks: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let block = 0; block < blocks; block++) {
    const at = from + block * BLOCK;
    for (let t = 0; t < 16; t++) w[t] = view.getInt32(at + 4 * t);
    for (let t = 16; t < 64; t++) {
      const a = w[t - 15]!;
      const b = w[t - 2]!;
      const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
      const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
      w[t] = (w[t - 16]! + s0 + w[t - 7]! + s1) | 0;
    }
    let a = state[0]!;
    let b = state[1]!;
    let c = state[2]!;
    let d = state[3]!;
    let e = state[4]!;
    let f = state[5]!;
    let g = state[6]!;
    let h = state[7]!;
    for (let t = 0; t < 64; t++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[t]! + w[t]!) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] = state[0]! + a;
    state[1] = state[1]! + b;
    state[2] = state[2]! + c;
    state[3] = state[3]! + d;
    state[4] = state[4]! + e;
    state[5] = state[5]! + f;
    state[6] = state[6]! + g;
    state[7] = state[7]! + h;
  }
}

export function createSha256(): Sha256 {
  const state = START.slice();
  const schedule = new Int32Array(64);
  /** What was added since the last whole block. */
  const rest = new Uint8Array(BLOCK);
  let length = 0;

  function add(bytes: Uint8Array): void {
    const held = length % BLOCK;
    length += bytes.length;
    const first = held === 0 ? 0 : Math.min(BLOCK - held, bytes.length);
    rest.set(bytes.subarray(0, first), held);
    if (held !== 0 && held + first === BLOCK) digestBlocks(state, schedule, rest, 0, 1);
    const blocks = Math.floor((bytes.length - first) / BLOCK);
    digestBlocks(state, schedule, bytes, first, blocks);
    const after = bytes.subarray(first + blocks * BLOCK);
    if (after.length > 0) rest.set(after);
  }

  return {
    add,
    end() {
      const bits = new DataView(new ArrayBuffer(LENGTH_BYTES));
      bits.setBigUint64(0, BigInt(length) * 8n);
      const gap = (2 * BLOCK - LENGTH_BYTES - 1 - (length % BLOCK)) % BLOCK;
      const padding = new Uint8Array(1 + gap + LENGTH_BYTES);
      padding[0] = 0x80;
      padding.set(new Uint8Array(bits.buffer), 1 + gap);
      add(padding);
      const digest = new DataView(new ArrayBuffer(32));
      for (const [n, word] of state.entries()) digest.setInt32(4 * n, word);
      return new Uint8Array(digest.buffer);
    },
  };
}
