/**
 * Pictures that are on no list, in great number: made from a seed, small, and of the kinds that fill a feed. Some wear
 * the very same screens and strips as the pictures that recall is measured on.
 */
import { randomFrom } from '../../support/pictures.ts';
import { between, CHROMES, drawChrome, drawSticker, pick, type Random, topOf, write } from './drawing.ts';
import { blank, over, type Picture, place, resize } from './picture.ts';
import { drawScene } from './scenery.ts';
import { blurredGround, captioned, flatGround, gradientGround, screenshot, story, topped } from './transforms.ts';

type Draw = (seed: number, random: Random) => Picture | Promise<Picture>;

/** As small as they can be without PDQ, which reads 64x64 places, seeing less of them: there are so many. */
const SIDE = 80;
const SCREEN = 108;
/** Of a screen's width: sizes below are in these. */
const UNIT = SCREEN / 216;

const SHAPES: readonly (readonly [number, number])[] = [
  [SIDE, SIDE],
  [64, SIDE],
  [SIDE, 64],
  [72, SIDE],
  [72, 72],
];

/** Seeds of the measured pictures are small numbers; strangers must not be the same scenes. */
const scene: Draw = (seed, random) => drawScene(seed + 1_000_000, ...pick(random, SHAPES));

const gradient: Draw = (_, random) => {
  const [width, height] = pick(random, SHAPES);
  const data = Buffer.allocUnsafe(width * height * 3);
  const corners = Array.from({ length: 4 }, () => [random() * 255, random() * 255, random() * 255] as const);
  const bend = between(random, 0.4, 2.5);
  const ripple = random() < 0.5 ? between(random, 5, 60) : 0;
  const [waveX, waveY] = [between(random, -25, 25), between(random, -25, 25)];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [(x / width) ** bend, (y / height) ** bend];
      const weights = [(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v];
      const wave = ripple * Math.sin(waveX * u + waveY * v);
      for (let c = 0; c < 3; c++) {
        const value = corners.reduce((sum, corner, i) => sum + (corner[c] as number) * (weights[i] as number), wave);
        data[at++] = Math.max(0, Math.min(255, value));
      }
    }
  }
  return { width, height, data };
};

/** A scene that is nearly too dark to see, with the noise of a small camera. */
const dark: Draw = async (seed, random) => {
  const { width, height, data } = await scene(seed, random);
  const light = between(random, 0.03, 0.25);
  const noise = between(random, 2, 14);
  return { width, height, data: Buffer.from(data.map(value => value * light + noise * random())) };
};

const textScreen: Draw = async (_, random) => {
  const chrome = pick(random, CHROMES);
  const height = Math.round(SCREEN * chrome.ratio);
  const ink = chrome.dark ? '#eee' : '#111';
  const parts: string[] = [];
  for (let y = 30; y < height / UNIT - 20; ) {
    const size = pick(random, [5, 6, 7, 9, 12]);
    const lines = 1 + Math.floor(random() * 7);
    const x = pick(random, [8, 8, 20, 60]);
    if (random() < 0.3) {
      const tint = `hsl(${Math.floor(random() * 360)} 50% ${chrome.dark ? 25 : 80}%)`;
      parts.push(
        `<rect x="${x - 4}" y="${y - 4}" width="151" height="${lines * size * 1.8 + 8}" rx="6" fill="${tint}"/>`,
      );
    }
    parts.push(write(random, { x, y, width: 206 - x, size, lines }, ink, random() < 0.3));
    y += lines * size * 1.8 + between(random, 6, 24);
  }
  const body = `<g transform="scale(${UNIT})">${parts.join('')}</g>`;
  return over(await blank(SCREEN, height, chrome.dark ? '#000' : '#fff'), body);
};

/** A profile or a shop: chrome, and a grid of small pictures. */
const gridScreen: Draw = async (seed, random) => {
  const chrome = pick(random, CHROMES);
  const height = Math.round(SCREEN * chrome.ratio);
  const top = topOf(chrome, SCREEN);
  let sheet = await blank(SCREEN, height, chrome.dark ? '#000' : '#fff');
  const tile = Math.floor(SCREEN / 3) - 1;
  const kinds = Array.from({ length: 3 }, (_, i) => drawScene(seed * 3 + i + 9_000_000, tile, tile));
  const bottom = top + 2 * (tile + 1);
  for (let i = 0; i < 6; i++)
    sheet = await place(sheet, pick(random, kinds), (i % 3) * (tile + 1), top + Math.floor(i / 3) * (tile + 1));
  return over(sheet, drawChrome(chrome, SCREEN, height, top, bottom));
};

const logo: Draw = async (_, random) => {
  const [width, height] = pick(random, SHAPES);
  const colour = () =>
    `hsl(${Math.floor(random() * 360)} ${Math.floor(between(random, 0, 95))}% ${Math.floor(between(random, 5, 95))}%)`;
  const marks = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const [x, y, size] = [
      between(random, 0.25, 0.75) * width,
      between(random, 0.25, 0.75) * height,
      between(random, 0.2, 0.9) * width,
    ];
    if (random() < 0.3) return drawSticker(random, x, y, size);
    const ring = random() < 0.5 ? `fill="none" stroke="${colour()}" stroke-width="${size / 6}"` : `fill="${colour()}"`;
    return random() < 0.5
      ? `<circle cx="${x}" cy="${y}" r="${size / 2}" ${ring}/>`
      : `<rect x="${x - size / 2}" y="${y - size / 3}" width="${size}" height="${size / 1.5}" rx="${size * random() * 0.3}" ${ring}/>`;
  });
  const line = write(
    random,
    { x: 10, y: height * 0.78, width: width - 20, size: height * 0.1, lines: 1 },
    colour(),
    true,
  );
  return over(await blank(width, height, colour()), marks.join('') + (random() < 0.6 ? line : ''));
};

const onScene =
  (change: (picture: Picture, random: Random) => Promise<Picture>): Draw =>
  async (seed, random) =>
    change(await scene(seed, random), random);

const collage: Draw = async (seed, random) => {
  const count = pick(random, [2, 4]);
  const [width, height] = [SIDE, count === 2 ? 64 : SIDE];
  let sheet = await blank(width, height, '#fff');
  for (let i = 0; i < count; i++) {
    const tile = drawScene(seed * 4 + i + 20_000_000, width / 2, count === 2 ? height : height / 2);
    sheet = await place(sheet, tile, (i % 2) * (width / 2), Math.floor(i / 2) * (height / 2));
  }
  return sheet;
};

/** In parts of a hundred. */
const KINDS: readonly (readonly [string, number, Draw])[] = [
  ['scenes like photographs', 42, scene],
  ['dark frames', 7, dark],
  ['gradients', 7, gradient],
  ['screens of text', 8, textScreen],
  ['scenes in a feed on a screen', 9, onScene(screenshot(SCREEN))],
  ['grids on a screen', 4, gridScreen],
  ['memes: strip above', 5, onScene(topped)],
  ['memes: band across', 4, onScene(captioned)],
  [
    'stories',
    6,
    onScene((picture, random) =>
      story(SCREEN, pick(random, [flatGround, gradientGround, blurredGround]))(picture, random),
    ),
  ],
  ['logos', 5, logo],
  ['collages', 3, collage],
];

export const KIND_NAMES: readonly string[] = KINDS.map(([name]) => name);

const SHUFFLED: readonly number[] = KINDS.flatMap(([, parts], kind) => Array.from({ length: parts }, () => kind));

/** The stranger of a number; the same number gives the same picture. */
export async function drawStranger(number: number): Promise<{ readonly kind: number; readonly picture: Picture }> {
  // 37 and 100 have no common divisor, so that any hundred in a row holds all kinds in their parts.
  const kind = SHUFFLED[(number * 37) % SHUFFLED.length] as number;
  const [, , draw] = KINDS[kind] as (typeof KINDS)[number];
  const picture = await draw(number, randomFrom(number + 5_000_000));
  return { kind, picture: picture.width > 16 ? picture : await resize(picture, 16) };
}
