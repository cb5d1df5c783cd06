/**
 * The part of an own entry that the second stage needs: features and window hashes. They say nearly as much as the
 * picture itself (descriptors and hashes can be turned back into one, roughly), so they must never leave the machine.
 *
 * | at | bytes | what, little-endian |
 * | 0 | 1 | n, the number of features, 0 to 200 |
 * | 1 | 4 | width and height of the grey picture, 2 bytes each |
 * | 5 | 36 n | features: 8 words of 4 bytes; 4 bytes: x, y in 11 bits each, then level in 3, angle in 6 |
 * | 5 + 36 n | 800 | 25 window hashes |
 */
import { HASH_BYTES, type Pixels } from '../hash/types.ts';
import { WORDS } from './descriptors.ts';
import { createView, type Features } from './features.ts';
import { LONGEST } from './grey.ts';
import { LEVELS } from './pyramid.ts';
import { WINDOWS, windowHashesOf } from './windows.ts';

export interface FeatureEntry {
  readonly features: Features;
  /** 25 hashes of 32 bytes (windows.ts). */
  readonly windows: Uint8Array;
}

/** With 160, recall of the 16 hardest transforms falls by half a point; more hardly help, and cost in proportion. */
export const ENTRY_FEATURES = 200;

export function buildFeatureEntry(pixels: Pixels): FeatureEntry {
  const { levels, features } = createView(pixels, ENTRY_FEATURES);
  return { features, windows: windowHashesOf(levels) };
}

const HEADER_BYTES = 5;
const FEATURE_BYTES = 36;
const WINDOW_BYTES = WINDOWS * HASH_BYTES;

/** Bits of a place's x, and of its y. */
const PLACE_BITS = 11;
const PLACE_MASK = (1 << PLACE_BITS) - 1;
const LEVEL_BITS = 3;

export const featureEntryBytes = (count: number): number => HEADER_BYTES + count * FEATURE_BYTES + WINDOW_BYTES;

export function writeFeatureEntry({ features, windows }: FeatureEntry): Uint8Array<ArrayBuffer> {
  const { width, height, count, words, x, y, level, angle } = features;
  const bytes = new Uint8Array(featureEntryBytes(count));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, count);
  view.setUint16(1, width, true);
  view.setUint16(3, height, true);
  for (let i = 0; i < count; i++) {
    const at = HEADER_BYTES + i * FEATURE_BYTES;
    for (let word = 0; word < WORDS; word++) view.setInt32(at + 4 * word, words[i * WORDS + word]!, true);
    const turned = (angle[i]! << LEVEL_BITS) | level[i]!;
    view.setInt32(at + 4 * WORDS, (((turned << PLACE_BITS) | y[i]!) << PLACE_BITS) | x[i]!, true);
  }
  bytes.set(windows, bytes.length - WINDOW_BYTES);
  return bytes;
}

/** Null for bytes that are no feature entry: of a wrong length, or with a size or a place that cannot be. */
export function readFeatureEntry(bytes: Uint8Array): FeatureEntry | null {
  if (bytes.length < HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = view.getUint8(0);
  const width = view.getUint16(1, true);
  const height = view.getUint16(3, true);
  const isPossible = count <= ENTRY_FEATURES && Math.min(width, height) > 0 && Math.max(width, height) <= LONGEST;
  if (!isPossible || bytes.length !== featureEntryBytes(count)) return null;
  const words = new Int32Array(count * WORDS);
  const x = new Uint16Array(count);
  const y = new Uint16Array(count);
  const level = new Uint8Array(count);
  const angle = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const at = HEADER_BYTES + i * FEATURE_BYTES;
    for (let word = 0; word < WORDS; word++) words[i * WORDS + word] = view.getInt32(at + 4 * word, true);
    const packed = view.getInt32(at + 4 * WORDS, true);
    const turned = packed >>> (2 * PLACE_BITS);
    x[i] = packed & PLACE_MASK;
    y[i] = (packed >>> PLACE_BITS) & PLACE_MASK;
    level[i] = turned & ((1 << LEVEL_BITS) - 1);
    angle[i] = turned >>> LEVEL_BITS;
    // Angles above 63 would need the last bit.
    if (packed < 0 || x[i]! >= width || y[i]! >= height || level[i]! >= LEVELS) return null;
  }
  return { features: { width, height, count, words, x, y, level, angle }, windows: bytes.slice(-WINDOW_BYTES) };
}
