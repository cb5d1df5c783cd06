/**
 * Generated pictures with the statistics of photographs: detail at every scale, light that falls off, things in front
 * of one another, shallow focus, noise. Landscapes, rooms, people-like shapes with smooth skin, streets at night.
 */
import { randomFrom } from '../../support/pictures.ts';
import { between, pick, type Random } from './drawing.ts';

export interface Scene {
  readonly width: number;
  readonly height: number;
  /** RGB, 8 bits a channel. */
  readonly data: Buffer;
}

type Colour = readonly [number, number, number];
type Field = (u: number, v: number) => number;

const SIDE = 512;
const COARSEST = 8;
const FADE = 0.55;
const smooth = (t: number): number => t * t * (3 - 2 * t);

/** A square of noise that repeats: features of 1/8, 1/16 .. 1/256 of its side, each weaker than the one before. */
function createTile(seed: number): Float32Array {
  const random = randomFrom(seed + 4000);
  const tile = new Float32Array(SIDE * SIDE);
  for (let features = COARSEST, weight = 1; features <= SIDE / 2; features *= 2, weight *= FADE) {
    const values = Float32Array.from({ length: features * features }, () => 2 * random() - 1);
    const at = (column: number, row: number): number =>
      values[(row % features) * features + (column % features)] as number;
    for (let y = 0; y < SIDE; y++) {
      const row = Math.floor((y * features) / SIDE);
      const fy = smooth((y * features) / SIDE - row);
      for (let x = 0; x < SIDE; x++) {
        const column = Math.floor((x * features) / SIDE);
        const fx = smooth((x * features) / SIDE - column);
        const upper = at(column, row) + (at(column + 1, row) - at(column, row)) * fx;
        const lower = at(column, row + 1) + (at(column + 1, row + 1) - at(column, row + 1)) * fx;
        tile[y * SIDE + x] = (tile[y * SIDE + x] as number) + weight * (upper + (lower - upper) * fy);
      }
    }
  }
  return tile;
}

const TILES = Array.from({ length: 12 }, (_, seed) => createTile(seed));

/** No inner functions here and in what is called for each pixel: tsx names each of them anew, which takes longer. */
function lookUp(tile: Float32Array, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const left = column & (SIDE - 1);
  const right = (column + 1) & (SIDE - 1);
  const upper = (row & (SIDE - 1)) * SIDE;
  const lower = ((row + 1) & (SIDE - 1)) * SIDE;
  const [a, b] = [tile[upper + left] as number, tile[upper + right] as number];
  const [c, d] = [tile[lower + left] as number, tile[lower + right] as number];
  const above = a + (b - a) * (x - column);
  const below = c + (d - c) * (x - column);
  return above + (below - above) * (y - row);
}

/**
 * Noise with features of 1/frequency and finer, between about -1 and 1: photographs have contrast at every scale. A tile
 * laid anywhere and at any angle, and another one 32 times finer. `rough`: how strong the finer one is.
 */
function texture(random: Random, frequency: number, rough = 0.05): Field {
  const coarse = pick(random, TILES);
  const fine = pick(random, TILES);
  const scale = (frequency * SIDE) / COARSEST;
  const angle = random() * 2 * Math.PI;
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  const [x0, y0] = [random() * SIDE, random() * SIDE];
  return (u, v) => {
    const x = x0 + u * cos - v * sin;
    const y = y0 + u * sin + v * cos;
    return lookUp(coarse, x, y) + rough * lookUp(fine, x * 32, y * 32);
  };
}

const randomColour = (random: Random, low = 20, high = 235): Colour => [
  between(random, low, high),
  between(random, low, high),
  between(random, low, high),
];
const mix = (a: Colour, b: Colour, share: number): Colour => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];
const lit = (colour: Colour, light: number): Colour => [colour[0] * light, colour[1] * light, colour[2] * light];

type Shade = (u: number, v: number) => Colour;

function landscape(random: Random): Shade {
  const sky: Colour = [between(random, 80, 220), between(random, 120, 220), between(random, 160, 255)];
  const glow = randomColour(random, 120, 255);
  const clouds = texture(random, between(random, 1, 4));
  const cloudy = between(random, 0, 0.7);
  const count = 2 + Math.floor(random() * 4);
  const ridges = Array.from({ length: count }, (_, i) => ({
    height: between(random, 0.25, 0.5) + (0.5 * i) / count,
    line: texture(random, between(random, 0.8, 5)),
    swing: between(random, 0.04, 0.2),
    colour: randomColour(random, 10, 170),
    grain: texture(random, between(random, 6, 30), 0.2),
    depth: between(random, 0.15, 0.6),
  }));
  return (u, v) => {
    for (let i = ridges.length - 1; i >= 0; i--) {
      const ground = ridges[i] as (typeof ridges)[number];
      if (v <= ground.height + ground.swing * ground.line(u, 0.37)) continue;
      return lit(ground.colour, 1 + ground.depth * ground.grain(u, v) - 0.25 * v);
    }
    const cloud = Math.max(0, Math.min(1, clouds(u, v) * 1.4 * cloudy + cloudy - 0.3));
    return mix(mix(sky, glow, v), [245, 245, 245], cloud);
  };
}

function room(random: Random): Shade {
  const wall = randomColour(random, 60, 230);
  const lamp = {
    u: random(),
    v: random() * 0.6,
    power: between(random, 0.5, 1.3),
    ambient: between(random, 0.15, 0.6),
  };
  const grain = texture(random, between(random, 3, 9));
  const floor = between(random, 0.6, 0.85);
  const boards = between(random, 8, 40);
  const things = Array.from({ length: 4 + Math.floor(random() * 10) }, () => ({
    u: random(),
    v: between(random, 0.1, 1),
    width: between(random, 0.04, 0.25),
    height: between(random, 0.04, 0.35),
    round: random() < 0.4,
    colour: randomColour(random),
    tilt: between(random, -0.4, 0.4),
    rough: between(random, 0, 0.35),
  }));
  return (u, v) => {
    const away = Math.hypot(u - lamp.u, v - lamp.v);
    const light = lamp.ambient + lamp.power / (1 + 6 * away * away);
    for (let i = things.length - 1; i >= 0; i--) {
      const thing = things[i] as (typeof things)[number];
      const x = (u - thing.u + thing.tilt * (v - thing.v)) / thing.width;
      const y = (v - thing.v) / thing.height;
      if (thing.round ? x * x + y * y > 1 : Math.max(Math.abs(x), Math.abs(y)) > 1) continue;
      const shape = thing.round ? Math.sqrt(Math.max(0, 1 - x * x - y * y)) * 0.7 + 0.4 : 0.9 - 0.25 * x;
      return lit(thing.colour, light * shape * (1 + thing.rough * grain(u * 3, v * 3)));
    }
    const strip = v > floor && Math.floor((u * boards) / (0.4 + v)) % 2 === 0 ? 0.8 : 1;
    return lit(wall, light * strip * (1 + 0.12 * grain(u, v)));
  };
}

/** One or two smooth, softly lit bodies of ovals before a ground that is out of focus. */
function people(random: Random): Shade {
  const ground = texture(random, between(random, 1, 3), 0);
  const grounds = [randomColour(random), randomColour(random)] as const;
  const hair = texture(random, between(random, 20, 40), 0.3);
  const cloth = texture(random, between(random, 6, 25), 0.15);
  const figures = Array.from({ length: 1 + Math.floor(random() * 2.3) }, () => {
    const u = between(random, 0.2, 0.8);
    const size = between(random, 0.12, 0.26);
    const v = between(random, 0.2, 0.45);
    const tone = between(random, 0.25, 1);
    const skin: Colour = [235 * tone, 185 * tone, 155 * tone];
    const side = between(random, -0.8, 0.8);
    const ovals = [
      { u, v: v - size * 0.45, a: size * 0.85, b: size * 0.95, kind: 'hair' as const },
      { u, v, a: size * 0.68, b: size * 0.95, kind: 'skin' as const },
      { u: u - size * 0.26, v: v - size * 0.12, a: size * 0.11, b: size * 0.06, kind: 'eye' as const },
      { u: u + size * 0.26, v: v - size * 0.12, a: size * 0.11, b: size * 0.06, kind: 'eye' as const },
      { u, v: v + size * 0.5, a: size * 0.22, b: size * 0.07, kind: 'lips' as const },
    ];
    const body = [
      { u, v: v + size * 2.6, a: size * 1.7, b: size * 1.6, kind: 'cloth' as const },
      { u: u + side * size * 2, v: v + size * 2, a: size * 0.45, b: size * 1.5, kind: 'skin' as const },
    ];
    return {
      ovals: [...body, ...ovals],
      skin,
      side,
      cloth: randomColour(random),
      weave: between(random, 0, 0.35),
      hair: randomColour(random, 10, 110),
    };
  });
  const dim = between(random, 0.35, 1.1);
  return (u, v) => {
    for (const { ovals, skin, side, ...colours } of figures) {
      for (let i = ovals.length - 1; i >= 0; i--) {
        const oval = ovals[i] as (typeof ovals)[number];
        const x = (u - oval.u) / oval.a;
        const y = (v - oval.v) / oval.b;
        const inside = 1 - x * x - y * y;
        if (inside < 0) continue;
        const light = dim * (0.45 + 0.6 * Math.sqrt(inside) + 0.3 * side * x);
        if (oval.kind === 'hair') return lit(colours.hair, light * (1 + 0.5 * hair(u, v * 0.2)));
        if (oval.kind === 'cloth') return lit(colours.cloth, light * (1 + colours.weave * cloth(u, v)));
        if (oval.kind === 'eye') return lit([60, 45, 40], dim);
        return oval.kind === 'lips' ? lit([170, 75, 80], light) : lit(skin, light);
      }
    }
    const share = (ground(u, v) + 1) / 2;
    return lit(mix(grounds[0], grounds[1], share), dim);
  };
}

function night(random: Random): Shade {
  const haze = texture(random, between(random, 1, 3));
  const base = randomColour(random, 2, 40);
  const lights = Array.from({ length: 8 + Math.floor(random() * 30) }, () => ({
    u: random(),
    v: random(),
    size: between(random, 0.005, 0.05),
    colour: randomColour(random, 90, 255),
  }));
  const blocks = texture(random, between(random, 2, 8), 0);
  return (u, v) => {
    let colour = lit(base, 1 + 0.5 * haze(u, v) + (blocks(Math.round(u * 9) / 9, 0.2) > v - 0.4 ? 0.5 : 0));
    for (const light of lights) {
      const far = ((u - light.u) ** 2 + (v - light.v) ** 2) / light.size ** 2;
      if (far < 12) colour = mix(colour, light.colour, 1 / (1 + far * far));
    }
    return colour;
  };
}

export function drawScene(seed: number, width: number, height: number): Scene {
  const random = randomFrom(seed * 7 + 1);
  const shade = pick(random, [landscape, landscape, room, room, people, people, night])(random);
  const grain = between(random, 1, 14);
  const longer = Math.max(width, height);
  const data = Buffer.allocUnsafe(width * height * 3);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const noisy = grain * (random() - 0.5);
      for (const channel of shade((x + 0.5) / longer, (y + 0.5) / longer)) {
        data[at++] = Math.max(0, Math.min(255, channel + noisy));
      }
    }
  }
  return { width, height, data };
}
