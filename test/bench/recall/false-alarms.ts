/** How near pictures that are on no list come to what is listed, asked about in every way that there is. */

import { queryHashes } from '../../../src/core/hash/query.ts';
import { HASH_BYTES, type Hash, type Hasher, MATCH_DISTANCE, MIN_QUALITY } from '../../../src/core/hash/types.ts';
import type { HashIndex } from '../../../src/core/search/hash-index.ts';
import { pixelsOf } from './picture.ts';
import { drawStranger, KIND_NAMES } from './strangers.ts';

export interface FalseAlarms {
  readonly pictures: number;
  readonly alarms: number;
  /** Hashes asked about, of quality 50 or more, and of how many pictures there was one. */
  readonly queries: number;
  readonly asked: number;
  /** The smallest distance between a stranger and an entry, and by what kind of stranger; null if none is within 60. */
  readonly nearest: { readonly distance: number; readonly kind: string } | null;
  /** How many strangers came within so many bits. */
  readonly within: ReadonlyMap<number, number>;
}

export const joined = (hashes: readonly Hash[]): Uint8Array => {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES);
  for (const [i, hash] of hashes.entries()) bytes.set(hash, i * HASH_BYTES);
  return bytes;
};

/** With no alarm among n pictures, the true rate is below 3/n with 95 % confidence (the "rule of three"). */
export const upperBound = (pictures: number): number => 3 / pictures;

const MARKS = [31, 40, 50, 60];
/** Farther than this is not looked for: it takes twice the time. */
const FARTHEST = 60;

export async function countFalseAlarms(
  from: number,
  to: number,
  index: HashIndex,
  hasher: Hasher,
  onPicture: (done: number, soFar: Pick<FalseAlarms, 'alarms' | 'nearest'>) => void = () => undefined,
): Promise<FalseAlarms> {
  let [alarms, queries, asked] = [0, 0, 0];
  let nearest: FalseAlarms['nearest'] = null;
  const within = new Map(MARKS.map(mark => [mark, 0]));
  for (let number = from; number < to; number++) {
    const { kind, picture } = await drawStranger(number);
    const telling = queryHashes(await pixelsOf(picture), hasher, 'share').filter(query => query.quality >= MIN_QUALITY);
    onPicture(number - from, { alarms, nearest });
    if (telling.length === 0) continue;
    asked++;
    queries += telling.length;
    const found = index.nearest(
      telling.map(query => query.hash),
      FARTHEST,
    );
    if (found === null) continue;
    if (found.distance <= MATCH_DISTANCE) alarms++;
    if (nearest === null || found.distance < nearest.distance) {
      nearest = { distance: found.distance, kind: KIND_NAMES[kind] as string };
    }
    for (const mark of MARKS) if (found.distance <= mark) within.set(mark, (within.get(mark) ?? 0) + 1);
  }
  return { pictures: to - from, alarms, queries, asked, nearest, within };
}
