/**
 * The eight hashes of one picture from one set of frequencies: turning or mirroring a picture only changes signs of its
 * frequencies and swaps rows with columns. Of the eight, four differ by signs, and each of these has a transposed twin
 * with the same values, hence the same median.
 * Source: facebook/ThreatExchange pdq/cpp/hashing (the dihedral functions and torben, which finds the lower median).
 */
import { FREQUENCIES } from './dct.ts';
import { HASH_BYTES, type Hash, ORIENTATIONS, type Orientation, type PictureHash } from './types.ts';

const COUNT = FREQUENCIES * FREQUENCIES;

/** Top and bottom (left and right) change places: odd frequencies down (across) change their sign. */
export interface Turn {
  readonly down: boolean;
  readonly across: boolean;
}

interface Flip extends Turn {
  readonly plain: Orientation;
  readonly transposed: Orientation;
}

const FLIPS: readonly Flip[] = [
  { down: false, across: false, plain: 'upright', transposed: 'flipplus1' },
  { down: true, across: false, plain: 'flipx', transposed: 'rot270' },
  { down: false, across: true, plain: 'flipy', transposed: 'rot90' },
  { down: true, across: true, plain: 'rot180', transposed: 'flipminus1' },
];

/** The value that 127 of the 256 others do not exceed, by repeated partition. Reorders `values`. */
function lowerMedian(values: Float64Array): number {
  const rank = values.length / 2 - 1;
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const swap = values[i]!;
        values[i++] = values[j]!;
        values[j--] = swap;
      }
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return values[rank]!;
}

/** Bit k of a hash is in byte 31 - k/8, so that the bytes read as the field's hex text does. */
const setBit = (hash: Hash, k: number): void => {
  hash[HASH_BYTES - 1 - (k >> 3)]! |= 1 << (k & 7);
};

/** One hash per orientation, keyed by its name. A bit says that a frequency is above the median of all. */
export function hashesOf(frequencies: Float64Array): Record<Orientation, Hash> {
  const hashes: Partial<Record<Orientation, Hash>> = {};
  const signed = new Float64Array(COUNT);
  const scratch = new Float64Array(COUNT);
  for (const { down, across, plain, transposed } of FLIPS) {
    for (let k = 0; k < COUNT; k++) {
      // Index 0 is frequency 1: even indices are the odd frequencies.
      const negate = (down && (k >> 4) % 2 === 0) !== (across && k % 2 === 0);
      signed[k] = negate ? -frequencies[k]! : frequencies[k]!;
    }
    scratch.set(signed);
    const median = lowerMedian(scratch);
    const hash = new Uint8Array(HASH_BYTES);
    const twin = new Uint8Array(HASH_BYTES);
    for (let k = 0; k < COUNT; k++) {
      if (signed[k]! <= median) continue;
      setBit(hash, k);
      setBit(twin, (k % FREQUENCIES) * FREQUENCIES + (k >> 4));
    }
    hashes[plain] = hash;
    hashes[transposed] = twin;
  }
  return hashes as Record<Orientation, Hash>;
}

/**
 * All orientations from the pixels themselves, turned over in the four ways, with the transposed twin of each. PDQ's
 * filter is off-centre where its window is even, so in a picture of 256 or 512 px the hash of its mirror image lies up
 * to 98 bits from what the frequencies of the picture predict.
 */
export function hashTurned(hashOf: (turn: Turn) => PictureHash): PictureHash {
  const hashes: Partial<Record<Orientation, Hash>> = {};
  let quality = 0;
  for (const turn of FLIPS) {
    const turned = hashOf(turn);
    if (turn.plain === 'upright') quality = turned.quality;
    hashes[turn.plain] = turned.orientations[ORIENTATIONS.indexOf('upright')]!;
    hashes[turn.transposed] = turned.orientations[ORIENTATIONS.indexOf('flipplus1')]!;
  }
  return { quality, orientations: ORIENTATIONS.map(orientation => hashes[orientation]!) };
}
