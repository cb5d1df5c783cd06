/** How near pictures that are on no list come to what is listed, asked about in every way that there is. */

import { queryHashes } from '../../../src/core/hash/query.ts';
import { HASH_BYTES, type Hash, type Hasher, MATCH_DISTANCE, MIN_QUALITY } from '../../../src/core/hash/types.ts';
import type { HashIndex } from '../../../src/core/search/hash-index.ts';
import { pixelsOf } from './picture.ts';
import { drawStranger, KIND_NAMES } from './strangers.ts';

export interface FalseAlarms {
  pictures: number;
  alarms: number;
  /** Hashes asked about, of quality 50 or more, and of how many pictures there was one. */
  queries: number;
  asked: number;
  /** The smallest distance between a stranger and an entry, and by what kind of stranger; null if none is within 60. */
  nearest: { readonly distance: number; readonly kind: string } | null;
  /** How many strangers came within so many bits. */
  readonly within: Map<number, number>;
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

/** Draws one stranger after the other, beginning with number `from`, until it `isEnough`, which is asked after each. */
export async function countFalseAlarms(
  index: HashIndex,
  hasher: Hasher,
  isEnough: (soFar: Readonly<FalseAlarms>) => boolean,
  from = 0,
): Promise<Readonly<FalseAlarms>> {
  const found: FalseAlarms = {
    pictures: 0,
    alarms: 0,
    queries: 0,
    asked: 0,
    nearest: null,
    within: new Map(MARKS.map(mark => [mark, 0])),
  };
  do {
    const { kind, picture } = await drawStranger(from + found.pictures++);
    const queries = queryHashes(await pixelsOf(picture), hasher, 'share');
    const telling = queries.filter(({ quality }) => quality >= MIN_QUALITY).map(({ hash }) => hash);
    if (telling.length === 0) continue;
    found.asked++;
    found.queries += telling.length;
    const { distance } = index.nearest(telling, FARTHEST) ?? {};
    if (distance === undefined) continue;
    if (distance <= MATCH_DISTANCE) found.alarms++;
    if (distance < (found.nearest?.distance ?? Number.POSITIVE_INFINITY)) {
      found.nearest = { distance, kind: KIND_NAMES[kind] as string };
    }
    for (const mark of MARKS) if (distance <= mark) found.within.set(mark, (found.within.get(mark) ?? 0) + 1);
  } while (!isEnough(found));
  return found;
}
