/**
 * Does the second stage find the person's own pictures where they are not? `tsx test/bench/own-alarms.ts`: strangers
 * (recall/strangers.ts) against 500 own entries, made of all pictures that recall is measured on and of drawn scenes.
 * `--strangers N`, 20,000 by default; `--from N` goes on there. Prints everything that speaks for an entry, as one line
 * of JSON each, and at the end how many were taken for proof.
 */
import { parseArgs } from 'node:util';
import { FeatureIndex } from '../../src/core/features/feature-index.ts';
import { queryFeatures } from '../../src/core/features/features.ts';
import { candidatesIn, isProof } from '../../src/core/features/match-features.ts';
import { crop } from '../../src/core/hash/crop.ts';
import { hashPixels } from '../../src/core/hash/pdq.ts';
import { trims } from '../../src/core/hash/trim.ts';
import type { Pixels } from '../../src/core/hash/types.ts';
import { makeOwnPicture } from '../../src/core/own/entry.ts';
import { upperBound } from './recall/false-alarms.ts';
import { pixelsOf, resize } from './recall/picture.ts';
import { drawScene } from './recall/scenery.ts';
import { collectSources } from './recall/sources.ts';
import { drawStranger, KIND_NAMES } from './recall/strangers.ts';

const ENTRIES = 500;
/** Strangers are drawn small. Enlarged they have about 300 features, of the 400 that are looked for. */
const ENLARGED = 3;
/** Seeds of drawn entries: neither those of the measured scenes nor those of strangers. */
const FIRST_SEED = 500_000;

async function listOwn(): Promise<FeatureIndex> {
  const index = new FeatureIndex();
  const add = (key: string, pixels: Pixels): void => {
    const made = makeOwnPicture(pixels, hashPixels);
    if (made.ok) index.add(key, made.entry.local);
  };
  for (const { name, picture } of await collectSources()) add(name, await pixelsOf(picture));
  console.error(`${index.size} entries from the pictures that recall is measured on`);
  for (let seed = FIRST_SEED; index.size < ENTRIES; seed++) {
    const { data, width, height } = drawScene(seed, 480, seed % 2 === 0 ? 600 : 360);
    add(`scene ${seed}`, await pixelsOf({ data, width, height }));
  }
  return index;
}

const { values } = parseArgs({
  options: { strangers: { type: 'string', default: '20000' }, from: { type: 'string', default: '0' } },
});
const [from, to] = [Number(values.from), Number(values.from) + Number(values.strangers)];
const index = await listOwn();
let [proposed, alarms] = [0, 0];
for (let number = from; number < to; number++) {
  const { kind, picture } = await drawStranger(number);
  const pixels = await pixelsOf(await resize(picture, picture.width * ENLARGED));
  const query = queryFeatures(
    pixels,
    trims(pixels).map(part => crop(pixels, part)),
  );
  const candidates = [...candidatesIn(query, index)];
  for (const candidate of candidates) {
    console.log(JSON.stringify({ number, kind: KIND_NAMES[kind], proof: isProof(candidate), ...candidate }));
  }
  if (candidates.length > 0) proposed++;
  if (candidates.some(isProof)) alarms++;
  if (number % 1000 === 999) console.error(`${number + 1}: ${proposed} with something to speak for, ${alarms} alarms`);
}
const bound = alarms === 0 ? `; 95 % upper bound ${(1e6 * upperBound(to - from)).toFixed(0)} in a million` : '';
console.error(`${to - from} strangers, ${index.size} entries: ${proposed} candidates, ${alarms} alarms${bound}`);
