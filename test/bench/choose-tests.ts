/**
 * How core/features/pattern.ts was made: `tsx test/bench/choose-tests.ts`. ORB's greedy search (Rublee et al., 2011,
 * section 4.3) with two changes: tests are ranked by how seldom they change when a picture is re-shared, not by bias
 * alone, and each is judged together with its mirror image, which descriptors hold as well.
 *
 * Features of pictures and of their re-shared copies, whose geometry is known, are paired; each gives a patch, turned
 * upright. A test is then two rows of bits, one for the patches of the pictures and one for those of the copies, and
 * everything about it is counted on these. Pictures come from half of the sources; figures elsewhere are of the other.
 */
import { soften, TURN } from '../../src/core/features/descriptors.ts';
import { createView, type View } from '../../src/core/features/features.ts';
import type { Grey } from '../../src/core/features/grey.ts';
import { STEP } from '../../src/core/features/pyramid.ts';
import { bitCount } from '../../src/core/search/distance.ts';
import { randomFrom } from '../support/pictures.ts';
import { between, pick, type Random } from './recall/drawing.ts';
import { isHeldOut } from './recall/halves.ts';
import { cut, encode, type Picture, pixelsOf, resize, turn } from './recall/picture.ts';
import { collectSources } from './recall/sources.ts';

/** Tests lie within this radius: one less than the disc of the angle, since a place is the mean of 5x5 pixels. */
const RADIUS = 14;
const SIDE = 2 * RADIUS + 1;
const TESTS = 128;
const COPIES = 4;
const MOST_PAIRS = 24_000;
const CANDIDATES = 12_000;
/** Places of a test are this far apart at least. */
const APART = 3;
/** |2p - 1| where p is the share of ones. */
const MOST_BIAS = 0.3;
/** Pieces of 16 tests by which core/features/feature-index.ts looks up. */
const PIECES = 8;

type Place = readonly [along: number, across: number];
type Test = readonly [one: Place, other: Place];

/** What a feature sees, turned by its angle. */
type Patch = Uint8Array;

function patchesOf({ levels, features }: View): readonly Patch[] {
  const soft = levels.map(soften);
  return Array.from({ length: features.count }, (_, i) => {
    const { width, height, data } = soft[features.level[i] as number] as Grey;
    const x = Math.floor((((features.x[i] as number) + 0.5) * width) / features.width);
    const y = Math.floor((((features.y[i] as number) + 0.5) * height) / features.height);
    const angle = (2 * Math.PI * (features.angle[i] as number)) / TURN;
    const patch = new Uint8Array(SIDE * SIDE);
    for (let v = -RADIUS; v <= RADIUS; v++) {
      for (let u = -RADIUS; u <= RADIUS; u++) {
        if (u * u + v * v > RADIUS * RADIUS) continue;
        const column = x + Math.round(u * Math.cos(angle) - v * Math.sin(angle));
        const row = y + Math.round(u * Math.sin(angle) + v * Math.cos(angle));
        patch[(v + RADIUS) * SIDE + u + RADIUS] = data[row * width + column] as number;
      }
    }
    return patch;
  });
}

/** A re-shared copy, and where a place of the picture lies in it. */
interface Copy {
  readonly picture: Picture;
  readonly degrees: number;
  locate(x: number, y: number): readonly [number, number];
}

async function copyOf(picture: Picture, random: Random): Promise<Copy> {
  const share = between(random, 0.6, 1);
  const left = random() * (1 - share);
  const top = random() * (1 - share);
  const degrees = pick(random, [0, 0, 3, -8]);
  const part = await cut(picture, { left, top, right: 1 - share - left, bottom: 1 - share - top });
  const turned = degrees === 0 ? part : await turn(part, degrees, false);
  const scale = pick(random, [640, 720, 1080]) / turned.width;
  const small = await resize(turned, Math.round(turned.width * scale), Math.round(turned.height * scale));
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return {
    picture: await encode(small, Math.round(between(random, 50, 85))),
    degrees,
    locate: (x, y) => {
      const dx = x - left * picture.width - part.width / 2;
      const dy = y - top * picture.height - part.height / 2;
      const column = dx * cos - dy * sin + turned.width / 2;
      const row = dx * sin + dy * cos + turned.height / 2;
      return [column * scale, row * scale];
    },
  };
}

/** Which feature of the copy is that feature of the picture, for those that were found again. */
function* pairsOf(picture: Picture, view: View, copy: Copy, copyView: View): Generator<readonly [number, number]> {
  const [a, b] = [view.features, copyView.features];
  const toPicture = picture.width / a.width;
  const toGrey = b.width / copy.picture.width;
  const [x0, y0] = copy.locate(0, 0);
  const [x1, y1] = copy.locate(toPicture, 0);
  const levels = Math.log(Math.hypot(x1 - x0, y1 - y0) * toGrey) / Math.log(STEP);
  for (let i = 0; i < a.count; i++) {
    const [x, y] = copy.locate((a.x[i] as number) * toPicture, (a.y[i] as number) * toPicture);
    let nearest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < b.count; k++) {
      const away = Math.hypot((b.x[k] as number) - x * toGrey, (b.y[k] as number) - y * toGrey);
      const level = Math.abs((b.level[k] as number) - (a.level[i] as number) - levels);
      const angle = (b.angle[k] as number) - (a.angle[i] as number) - (copy.degrees * TURN) / 360;
      const off = Math.abs(((angle + 1.5 * TURN) % TURN) - TURN / 2);
      if (away > 2.5 * STEP ** (b.level[k] as number) || level > 0.8 || off > 3.5 || away + 2 * level >= least)
        continue;
      nearest = k;
      least = away + 2 * level;
    }
    if (nearest >= 0) yield [i, nearest];
  }
}

type Bits = Uint32Array;

/** A test counted on all patches: as it is and as its mirror image. */
interface Counted {
  readonly test: Test;
  readonly plain: Bits;
  readonly mirrored: Bits;
  /** Share of ones, and of patches where the copy has another bit. */
  readonly ones: number;
  readonly flips: number;
}

function bitsOf(patches: readonly Patch[], [[u1, v1], [u2, v2]]: Test, side: 1 | -1): Bits {
  const one = (side * v1 + RADIUS) * SIDE + u1 + RADIUS;
  const other = (side * v2 + RADIUS) * SIDE + u2 + RADIUS;
  const bits = new Uint32Array(patches.length / 32);
  for (const [i, patch] of patches.entries()) {
    if ((patch[one] as number) < (patch[other] as number)) bits[i >> 5] = (bits[i >> 5] as number) | (1 << (i & 31));
  }
  return bits;
}

/** Share of bits that differ. */
function differing(a: Bits, b: Bits): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) count += bitCount((a[i] as number) ^ (b[i] as number));
  return count / (a.length * 32);
}

function count(test: Test, pictures: readonly Patch[], copies: readonly Patch[]): Counted {
  const plain = bitsOf(pictures, test, 1);
  const mirrored = bitsOf(pictures, test, -1);
  const none = new Uint32Array(plain.length);
  return {
    test,
    plain,
    mirrored,
    ones: (differing(plain, none) + differing(mirrored, none)) / 2,
    flips: (differing(plain, bitsOf(copies, test, 1)) + differing(mirrored, bitsOf(copies, test, -1))) / 2,
  };
}

const bias = ({ ones }: Counted): number => Math.abs(2 * ones - 1);

/** How often strangers differ in a test: as often as two independent bits do. */
const strange = ({ ones }: Counted): number => 2 * ones * (1 - ones);

/** Correlation of two tests, or of one with the mirror image of the other, over pictures and mirrored pictures alike. */
function correlation(a: Counted, b: Counted, mirror: boolean): number {
  const [plain, mirrored] = mirror ? [b.mirrored, b.plain] : [b.plain, b.mirrored];
  const differs = (differing(a.plain, plain) + differing(a.mirrored, mirrored)) / 2;
  const expected = a.ones + b.ones - 2 * a.ones * b.ones;
  return (expected - differs) / Math.sqrt(strange(a) * strange(b));
}

const worst = (a: Counted, b: Counted): number =>
  Math.max(Math.abs(correlation(a, b, false)), Math.abs(correlation(a, b, true)));

/** The best first, each only if it says something new; what counts as new is loosened until there are enough. */
function choose(candidates: readonly Counted[]): readonly Counted[] {
  const ranked = candidates
    .filter(one => bias(one) <= MOST_BIAS)
    .toSorted((a, b) => strange(b) - b.flips - (strange(a) - a.flips));
  for (let most = 0.4; ; most += 0.025) {
    const chosen: Counted[] = [];
    for (const one of ranked) {
      if (Math.abs(correlation(one, one, true)) > most || chosen.some(other => worst(one, other) > most)) continue;
      chosen.push(one);
      if (chosen.length === TESTS) return chosen;
    }
  }
}

/** Orders tests so that those of one piece have little to do with each other: exchanges as long as one helps. */
function arrange(chosen: readonly Counted[]): readonly Counted[] {
  const square = chosen.map(a => chosen.map(b => (a === b ? 0 : correlation(a, b, false) ** 2)));
  const pieces = chosen.map((_, i) => i % PIECES);
  const cost = (test: number, piece: number, except: number): number =>
    pieces.reduce((sum, p, i) => (p === piece && i !== except ? sum + (square[test]?.[i] ?? 0) : sum), 0);
  for (let moved = true; moved; ) {
    moved = false;
    for (let i = 0; i < TESTS; i++) {
      for (let k = i + 1; k < TESTS; k++) {
        const [a, b] = [pieces[i] as number, pieces[k] as number];
        if (a === b || cost(i, b, k) + cost(k, a, i) >= cost(i, a, -1) + cost(k, b, -1) - 1e-9) continue;
        [pieces[i], pieces[k]] = [b, a];
        moved = true;
      }
    }
  }
  return Array.from({ length: PIECES }, (_, piece) => chosen.filter((_, i) => pieces[i] === piece)).flat();
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function report(what: string, tests: readonly Counted[]): void {
  const correlations = tests.flatMap((a, i) => [
    ...tests.slice(0, i).map(b => Math.abs(correlation(a, b, false))),
    ...tests.slice(0, i + 1).map(b => Math.abs(correlation(a, b, true))),
  ]);
  const row = {
    'mean bias': mean(tests.map(bias)),
    'mean correlation': mean(correlations),
    'largest correlation': Math.max(...correlations),
    'bits between strangers': 2 * TESTS * mean(tests.map(strange)),
    'bits between copies': 2 * TESTS * mean(tests.map(one => one.flips)),
  };
  console.error(
    what,
    Object.entries(row)
      .map(([name, value]) => `${name} ${value.toFixed(3)}`)
      .join(', '),
  );
}

/** How much oftener than chance two patches share all 16 bits of a piece, on average. */
function collisions(tests: readonly Counted[]): number {
  const patches = (tests[0]?.plain.length ?? 0) * 32;
  const rates = Array.from({ length: PIECES }, (_, piece) => {
    const seen = new Map<number, number>();
    for (let i = 0; i < patches; i++) {
      const value = tests
        .slice(piece * 16, piece * 16 + 16)
        .reduce((bits, { plain }) => (bits << 1) | (((plain[i >> 5] as number) >>> (i & 31)) & 1), 0);
      seen.set(value, (seen.get(value) ?? 0) + 1);
    }
    const pairs = [...seen.values()].reduce((sum, n) => sum + n * (n - 1), 0);
    return (pairs / (patches * (patches - 1))) * 65_536;
  });
  return mean(rates);
}

const random = randomFrom(1);
const place = (): Place => {
  for (;;) {
    const [u, v] = [Math.round(between(random, -RADIUS, RADIUS)), Math.round(between(random, -RADIUS, RADIUS))];
    if (u * u + v * v <= RADIUS * RADIUS) return [u, v];
  }
};
const candidate = (): Test => {
  for (;;) {
    const [one, other] = [place(), place()];
    const apart = Math.hypot(one[0] - other[0], one[1] - other[1]);
    // A test that is its own mirror image, or the opposite of it, would be there twice.
    if (apart >= APART && !(one[0] === other[0] && one[1] === -other[1]) && (one[1] !== 0 || other[1] !== 0)) {
      return [one, other];
    }
  }
};

const pairs: (readonly [Patch, Patch])[] = [];
for (const [number, { picture }] of (await collectSources()).entries()) {
  if (isHeldOut(number)) continue;
  const view = createView(await pixelsOf(picture), 200);
  const patches = patchesOf(view);
  for (let i = 0; i < COPIES; i++) {
    const copy = await copyOf(picture, random);
    const copyView = createView(await pixelsOf(copy.picture), 400);
    const copies = patchesOf(copyView);
    for (const [a, b] of pairsOf(picture, view, copy, copyView)) pairs.push([patches[a] as Patch, copies[b] as Patch]);
  }
}
const used = pairs
  .map(pair => ({ pair, at: random() }))
  .sort((a, b) => a.at - b.at)
  .slice(0, Math.min(MOST_PAIRS, Math.floor(pairs.length / 32) * 32))
  .map(({ pair }) => pair);
const pictures = used.map(([picture]) => picture);
const copies = used.map(([, copy]) => copy);
console.error(`${pairs.length} pairs of features, ${used.length} used`);
const candidates = Array.from({ length: CANDIDATES }, () => count(candidate(), pictures, copies));
report('before:', candidates.slice(0, TESTS));
const chosen = arrange(choose(candidates));
report('after:', chosen);
console.error(
  `pieces collide ${collisions(candidates.slice(0, TESTS)).toFixed(1)} times as often as chance before, ${collisions(chosen).toFixed(1)} after`,
);
const digit = (value: number): string => (value + RADIUS).toString(32);
console.log(chosen.map(({ test }) => test.flat().map(digit).join('')).join(''));
