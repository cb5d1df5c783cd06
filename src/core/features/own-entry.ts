/**
 * What is kept of one picture of the person's own: its features and its window hashes. It says nearly as much as the
 * picture itself (descriptors and hashes can be turned back into one, roughly), so it must never leave the machine.
 *
 * | at | bytes | what, little-endian |
 * | 0 | 1 | version, 1 |
 * | 1 | 1 | n, the number of features, 0 to 200 |
 * | 2 | 4 | width and height of the grey picture, 2 bytes each |
 * | 6 | 37 n | features: 8 words of 4 bytes; 2 bytes x + 8192 level; 2 bytes y; 1 byte angle |
 * | 6 + 37 n | 800 | 25 window hashes |
 */
import { HASH_BYTES, type Pixels } from '../hash/types.ts';
import { TURN, WORDS } from './descriptors.ts';
import { createView, type Features } from './features.ts';
import { LEVELS } from './pyramid.ts';
import { WINDOWS, windowHashesOf } from './windows.ts';

export interface OwnEntry {
  readonly features: Features;
  /** 25 hashes of 32 bytes (windows.ts). */
  readonly windows: Uint8Array;
}

/** Fewer are found again too rarely in a small part of a picture; more hardly help, and cost in proportion. */
export const ENTRY_FEATURES = 200;

export function buildOwnEntry(pixels: Pixels): OwnEntry {
  const { levels, features } = createView(pixels, ENTRY_FEATURES);
  return { features, windows: windowHashesOf(levels) };
}

export type OwnEntryFault = 'version' | 'length' | 'format';

/** Bytes that are not an entry: of another version, cut short or too long, or with values that cannot be. */
export class OwnEntryError extends Error {
  override readonly name = 'OwnEntryError';
  readonly reason: OwnEntryFault;

  constructor(reason: OwnEntryFault, detail: string) {
    super(`${reason}: ${detail}`);
    this.reason = reason;
  }
}

const VERSION = 1;
const HEADER_BYTES = 6;
const FEATURE_BYTES = 37;
const WINDOW_BYTES = WINDOWS * HASH_BYTES;
const LEVEL_UNIT = 8192;

const lengthFor = (count: number): number => HEADER_BYTES + count * FEATURE_BYTES + WINDOW_BYTES;

/** At most 8,206 bytes. */
export function writeOwnEntry({ features, windows }: OwnEntry): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(lengthFor(features.count));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint8(1, features.count);
  view.setUint16(2, features.width, true);
  view.setUint16(4, features.height, true);
  for (let i = 0; i < features.count; i++) {
    const at = HEADER_BYTES + i * FEATURE_BYTES;
    for (let word = 0; word < WORDS; word++) view.setInt32(at + 4 * word, features.words[i * WORDS + word]!, true);
    view.setUint16(at + 32, features.x[i]! + features.level[i]! * LEVEL_UNIT, true);
    view.setUint16(at + 34, features.y[i]!, true);
    view.setUint8(at + 36, features.angle[i]!);
  }
  bytes.set(windows, bytes.length - WINDOW_BYTES);
  return bytes;
}

/** Throws OwnEntryError. */
export function readOwnEntry(bytes: Uint8Array): OwnEntry {
  if (bytes.length < HEADER_BYTES) throw new OwnEntryError('length', `${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = view.getUint8(0);
  if (version !== VERSION) throw new OwnEntryError('version', `${version}, this reads ${VERSION}`);
  const count = view.getUint8(1);
  if (count > ENTRY_FEATURES) throw new OwnEntryError('format', `${count} features`);
  if (bytes.length !== lengthFor(count)) {
    throw new OwnEntryError('length', `${bytes.length} bytes for ${count} features, not ${lengthFor(count)}`);
  }
  const width = view.getUint16(2, true);
  const height = view.getUint16(4, true);
  if (width === 0 || height === 0) throw new OwnEntryError('format', `${width}x${height}`);
  const features: Features = {
    width,
    height,
    count,
    words: new Int32Array(count * WORDS),
    x: new Uint16Array(count),
    y: new Uint16Array(count),
    level: new Uint8Array(count),
    angle: new Uint8Array(count),
  };
  for (let i = 0; i < count; i++) {
    const at = HEADER_BYTES + i * FEATURE_BYTES;
    for (let word = 0; word < WORDS; word++) features.words[i * WORDS + word] = view.getInt32(at + 4 * word, true);
    const packed = view.getUint16(at + 32, true);
    features.x[i] = packed % LEVEL_UNIT;
    features.level[i] = packed / LEVEL_UNIT;
    features.y[i] = view.getUint16(at + 34, true);
    features.angle[i] = view.getUint8(at + 36);
    if (
      features.x[i]! >= width ||
      features.y[i]! >= height ||
      features.level[i]! >= LEVELS ||
      features.angle[i]! >= TURN
    ) {
      throw new OwnEntryError('format', `feature ${i} has a place, level or angle that cannot be`);
    }
  }
  return { features, windows: bytes.slice(bytes.length - WINDOW_BYTES) };
}
