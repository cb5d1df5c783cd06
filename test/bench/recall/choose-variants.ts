/**
 * How the table of core/hash/variants.ts was made: `tsx test/bench/recall/choose-variants.ts`. Greedy: of many cuttings
 * take the one that lets most cut pictures be found, then the one that adds most to it, and so on. Cut pictures come
 * from half of the sources; docs/recall.md reports on the other half.
 */
import { compileKernel } from '../../../src/core/hash/kernel/build-wasm.mjs';
import { createViewer } from '../../../src/core/hash/resample.ts';
import { type Hash, MATCH_DISTANCE } from '../../../src/core/hash/types.ts';
import { type Cutting, viewOf } from '../../../src/core/hash/variants.ts';
import { createWasmHasher } from '../../../src/core/hash/wasm.ts';
import { distance } from '../../../src/core/search/distance.ts';
import { randomFrom } from '../../support/pictures.ts';
import { between, pick, type Random } from './drawing.ts';
import { isHeldOut } from './halves.ts';
import { cut, cutTo, encode, type Picture, pixelsOf, shrinkTo, turn } from './picture.ts';
import { collectSources } from './sources.ts';

const SIZE = 60;
const CUT_PICTURES = 120;
const SHAPES = [1, 0.8, 9 / 16, 16 / 9];

const steps = (from: number, to: number, step: number): readonly number[] =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => Number((from + i * step).toFixed(4)));

const sides = (left: number, top: number, right: number, bottom: number): Cutting => ({
  kind: 'sides',
  left,
  top,
  right,
  bottom,
});

const CANDIDATES: readonly Cutting[] = [
  ...steps(0, 0.18, 0.01).map(c => sides(c, c, c, c)),
  ...steps(0.02, 0.16, 0.01).flatMap(c => [sides(c, 0, 0, 0), sides(0, c, 0, 0), sides(0, 0, c, 0), sides(0, 0, 0, c)]),
  ...[0.03, 0.06, 0.09, 0.12, 0.16].flatMap(c => [sides(c, 0, c, 0), sides(0, c, 0, c)]),
  ...[0.02, 0.035, 0.05, 0.065, 0.08].flatMap(a =>
    [0.02, 0.035, 0.05, 0.065, 0.08].flatMap(b => [
      sides(a, b, 0, 0),
      sides(0, b, a, 0),
      sides(a, 0, 0, b),
      sides(0, 0, a, b),
    ]),
  ),
  ...SHAPES.map(aspect => ({ kind: 'shape', aspect }) as const),
  ...[...steps(-6, -0.5, 0.5), ...steps(0.5, 6, 0.5)].flatMap(degrees =>
    [0, 0.01, 0.02].map(more => ({ kind: 'turn', degrees, more }) as const),
  ),
];

/** A picture cut at random, in the ways and about as often as docs/recall.md asks for. */
function cutAtRandom(picture: Picture, random: Random): Promise<Picture> {
  const kind = random();
  if (kind < 0.3) {
    const share = random() * 0.16;
    return cut(picture, { left: share, top: share, right: share, bottom: share });
  }
  if (kind < 0.52) return cut(picture, { [pick(random, ['left', 'top', 'right', 'bottom'])]: random() * 0.14 });
  if (kind < 0.6) {
    const [across, down] = [random() * 0.07, random() * 0.07];
    return cut(picture, { [pick(random, ['left', 'right'])]: across, [pick(random, ['top', 'bottom'])]: down });
  }
  if (kind < 0.8) return cutTo(picture, pick(random, SHAPES), between(random, 0.49, 0.51));
  return turn(picture, between(random, -5.3, 5.3), true);
}

const hasher = await createWasmHasher(await compileKernel('pdq'));
/** For each candidate, which of all cut pictures it finds. */
const finds: Uint8Array[] = CANDIDATES.map(() => new Uint8Array(0));
let total = 0;
for (const [number, { picture }] of (await collectSources()).entries()) {
  if (isHeldOut(number)) continue;
  const random = randomFrom(number + 70_000);
  const original = await pixelsOf(picture);
  const viewer = createViewer(original, hasher);
  const listed = CANDIDATES.map(c => viewer(viewOf(c, original.width / original.height)).orientations[0] as Hash);
  const asked: Hash[] = [];
  for (let i = 0; i < CUT_PICTURES; i++) {
    const shared = await encode(await shrinkTo(await cutAtRandom(picture, random), 1080), 78);
    asked.push(hasher(await pixelsOf(shared)).orientations[0] as Hash);
  }
  for (const [i, hash] of listed.entries()) {
    const row = Uint8Array.from(asked, query => (distance(query, hash) <= MATCH_DISTANCE ? 1 : 0));
    finds[i] = Uint8Array.from([...(finds[i] as Uint8Array), ...row]);
  }
  total += asked.length;
}

const found = new Uint8Array(total);
const gain = (row: Uint8Array): number => row.reduce((sum, hit, i) => sum + (hit > (found[i] as number) ? 1 : 0), 0);
let sum = 0;
for (let place = 0; place < SIZE; place++) {
  const gains = finds.map(gain);
  const best = place === 0 ? 0 : gains.indexOf(Math.max(...gains));
  sum += gains[best] as number;
  for (const [i, hit] of (finds[best] as Uint8Array).entries()) found[i] = Math.max(found[i] as number, hit);
  console.log(
    `${String(place + 1).padStart(2)} ${((100 * sum) / total).toFixed(1)} %  ${JSON.stringify(CANDIDATES[best])}`,
  );
}
