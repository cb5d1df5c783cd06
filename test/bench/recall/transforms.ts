/**
 * What re-sharers do to pictures: 43 transforms, and some more that the bars of docs/recall.md name. Each gives what a
 * person's browser would then decode: colour, at most 1080 px wide, JPEG of quality 70 to 85 with halved colour.
 */
import { between, CHROMES, drawChrome, drawSticker, pick, type Random, topOf, write } from './drawing.ts';
import {
  blank,
  type Cut,
  cut,
  cutTo,
  encode,
  finish,
  mirror,
  open,
  over,
  type Picture,
  place,
  resize,
  shrinkTo,
  turn,
} from './picture.ts';

type Change = (picture: Picture, random: Random) => Promise<Picture>;

export interface Transform {
  readonly name: string;
  readonly about: string;
  readonly apply: Change;
}

const WIDTH = 1080;

const chain =
  (...changes: readonly Change[]): Change =>
  async (picture, random) => {
    let current = picture;
    for (const change of changes) current = await change(current, random);
    return current;
  };

const cutBy =
  (shares: Cut): Change =>
  picture =>
    cut(picture, shares);
const centred = (share: number): Change => cutBy({ left: share, top: share, right: share, bottom: share });
const shaped =
  (aspect: number, at = 0.5): Change =>
  picture =>
    cutTo(picture, aspect, at);
const turned =
  (degrees: number, tidy = true): Change =>
  (picture, random) =>
    turn(picture, random() < 0.5 ? degrees : -degrees, tidy);
const quarter =
  (degrees: number): Change =>
  picture =>
    finish(open(picture).rotate(degrees));
const widthOf =
  (width: number): Change =>
  picture =>
    resize(picture, width, Math.round((picture.height * width) / picture.width));

const cutUpTo =
  (most: number): Change =>
  (picture, random) =>
    cut(picture, { left: random() * most, top: random() * most, right: random() * most, bottom: random() * most });

/** A part with `share` of the area, anywhere, of about the same shape. */
const anywhere =
  (share: number): Change =>
  (picture, random) => {
    const stretch = between(random, 0.85, 1.18);
    const width = Math.min(0.98, Math.sqrt(share) * stretch);
    const height = Math.min(0.98, share / width);
    const left = random() * (1 - width);
    const top = random() * (1 - height);
    return cut(picture, { left, top, right: 1 - left - width, bottom: 1 - top - height });
  };

export const captioned: Change = (picture, random) => {
  const { width, height } = picture;
  const size = width * between(random, 0.04, 0.06);
  const band = size * 3.4;
  const y = between(random, 0.05, 0.85) * (height - band);
  const dark = random() < 0.7;
  const ground = dark ? `fill="#000" fill-opacity="0.6"` : `fill="#fff"`;
  const text = { x: width * 0.06, y: y + size * 0.6, width: width * 0.86, size, lines: 1 };
  return over(
    picture,
    `<rect y="${y}" width="${width}" height="${band}" ${ground}/>${write(random, text, dark ? '#fff' : '#111', true)}`,
  );
};

/** A white or black strip with writing above the picture, as memes have. */
export const topped: Change = async (picture, random) => {
  const { width, height } = picture;
  const size = width * between(random, 0.045, 0.065);
  const lines = pick(random, [1, 2, 2, 3]);
  const band = Math.round(size * (lines * 1.8 + 0.9));
  const light = random() < 0.7;
  const sheet = await blank(width, height + band, light ? '#fff' : '#000');
  const text = { x: width * 0.05, y: size * 0.8, width: width * 0.9, size, lines };
  return over(await place(sheet, picture, 0, band), write(random, text, light ? '#000' : '#fff', true));
};

const stickers =
  (places: readonly (readonly [number, number])[], size: number): Change =>
  (picture, random) => {
    const { width, height } = picture;
    const side = Math.min(width, height) * size;
    const shapes = places.map(([x, y]) =>
      drawSticker(
        random,
        (x + between(random, -0.04, 0.04)) * width,
        (y + between(random, -0.04, 0.04)) * height,
        side,
      ),
    );
    return over(picture, shapes.join(''));
  };
const cornerSticker = stickers([[0.82, 0.82]], 0.22);

/** The picture as a post of a feed, on a screen `screen` px wide. */
export const screenshot =
  (screen: number): Change =>
  async (picture, random) => {
    const chrome = pick(random, CHROMES);
    const photo = await widthOf(screen)(picture, random);
    const top = topOf(chrome, screen);
    const shown = Math.min(photo.height, Math.round(screen * 1.34));
    const height = Math.max(Math.round(screen * chrome.ratio), top + shown + Math.round(screen * 0.5));
    const sheet = await blank(screen, height, chrome.dark ? '#000' : '#fff');
    const post = await place(sheet, await cutTo(photo, screen / shown), 0, top);
    return over(post, drawChrome(chrome, screen, height, top, top + shown));
  };

export type Ground = (picture: Picture, width: number, height: number, random: Random) => Promise<Picture>;

export const flatGround: Ground = (_, width, height, random) =>
  blank(width, height, pick(random, ['#000', '#fff', '#8a4b6a', '#2b5d8c', '#d8c9a7']));
export const gradientGround: Ground = async (_, width, height, random) => {
  const hue = Math.floor(random() * 360);
  const stops = `<stop offset="0" stop-color="hsl(${hue} 60% 30%)"/><stop offset="1" stop-color="hsl(${hue + 60} 60% 65%)"/>`;
  const slope = random() < 0.5 ? 'x2="0" y2="1"' : 'x2="1" y2="1"';
  const body = `<defs><linearGradient id="g" ${slope}>${stops}</linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>`;
  return over(await blank(width, height, '#000'), body);
};
export const blurredGround: Ground = async (picture, width, height, random) => {
  const zoomed = await resize(await cutTo(picture, width / height), 135, 240);
  const blurred = await finish(
    open(zoomed)
      .blur(between(random, 4, 8))
      .linear(between(random, 0.6, 0.95), 0),
  );
  return resize(blurred, width, height);
};

/** A story: a tall screen with the picture in its middle, and above it a bar of progress, a face and a name. */
export const story =
  (screen: number, ground: Ground, filled = 1): Change =>
  async (picture, random) => {
    const height = Math.round((screen * 16) / 9);
    const fit = Math.min((screen * filled) / picture.width, (height * 0.72) / picture.height);
    const photo = await resize(picture, Math.round(picture.width * fit), Math.round(picture.height * fit));
    const sheet = await ground(picture, screen, height, random);
    const left = Math.round((screen - photo.width) / 2);
    const top = Math.round((height - photo.height) / 2 + between(random, -0.055, 0.055) * screen);
    const u = screen / 100;
    const name = write(random, { x: 14 * u, y: 5.7 * u, width: 35 * u, size: 2.8 * u, lines: 1 }, '#fff', true);
    const bar = `<rect x="${2 * u}" y="${2.2 * u}" width="${96 * u}" height="${0.46 * u}" fill="#fff" fill-opacity=".8"/>`;
    const face = `<circle cx="${7.4 * u}" cy="${7.4 * u}" r="${3.9 * u}" fill="#caa"/>`;
    return over(await place(sheet, photo, left, top), bar + face + name);
  };

const bordered =
  (share: number, colours: readonly string[]): Change =>
  async (picture, random) => {
    const edge = Math.round(share * Math.min(picture.width, picture.height));
    const sheet = await blank(picture.width + 2 * edge, picture.height + 2 * edge, pick(random, colours));
    return place(sheet, picture, edge, edge);
  };
const padded =
  (aspect: number): Change =>
  async (picture, random) => {
    const width = Math.max(picture.width, Math.round(picture.height * aspect));
    const height = Math.max(picture.height, Math.round(picture.width / aspect));
    const sheet = await blank(width, height, pick(random, ['#000', '#fff', '#404a5a']));
    return place(sheet, picture, (width - picture.width) >> 1, (height - picture.height) >> 1);
  };

const contrasted: Change = picture => finish(open(picture).linear(1.25, -32));
const grey: Change = picture => finish(open(picture).modulate({ saturation: 0 }));
const same: Change = picture => Promise.resolve(picture);

/** Uploading: at most 1080 px wide, and compressed. */
const shared = (change: Change): Change =>
  chain(
    change,
    picture => shrinkTo(picture, WIDTH),
    (picture, random) => encode(picture, Math.round(between(random, 70, 85))),
  );

const rows: readonly (readonly [string, string, Change])[] = [
  ['jpeg', 're-encoded', same],
  ['w640', 'resized to 640 px', widthOf(640)],
  ['c1', 'cut by 1 % a side', centred(0.01)],
  ['c2', 'cut by 2 % a side', centred(0.02)],
  ['c3', 'cut by 3 % a side', centred(0.03)],
  ['c5', 'cut by 5 % a side', centred(0.05)],
  ['c8', 'cut by 8 % a side', centred(0.08)],
  ['c10', 'cut by 10 % a side', centred(0.1)],
  ['c15', 'cut by 15 % a side', centred(0.15)],
  ['tl5', 'top and left cut by 5 %', cutBy({ top: 0.05, left: 0.05 })],
  ['t6', 'top cut by 6 %', cutBy({ top: 0.06 })],
  ['l10', 'left cut by 10 %', cutBy({ left: 0.1 })],
  ['b13', 'bottom cut by 13 %', cutBy({ bottom: 0.13 })],
  ['rc80', 'a part of 80 % of the area, anywhere', anywhere(0.8)],
  ['rc70', 'a part of 70 %', anywhere(0.7)],
  ['rc50', 'a part of 50 %', anywhere(0.5)],
  ['rc30', 'a part of 30 %', anywhere(0.3)],
  ['sq', 'middle square', shaped(1)],
  ['p45', 'middle 4:5', shaped(0.8)],
  ['p916', 'middle 9:16', shaped(9 / 16)],
  ['sqoff', 'square off the middle', shaped(1, 0.3)],
  ['capov', 'band of writing over it', captioned],
  ['capadd', 'strip of writing above it', topped],
  ['capboth', 'both', chain(captioned, topped)],
  ['stc', 'sticker in a corner', cornerSticker],
  ['stm', 'sticker in the middle', stickers([[0.5, 0.5]], 0.3)],
  [
    'st3',
    'three stickers',
    stickers(
      [
        [0.25, 0.2],
        [0.75, 0.45],
        [0.35, 0.8],
      ],
      0.2,
    ),
  ],
  ['r1', 'turned by 1 degree and cut', turned(1)],
  ['r2', 'turned by 2 degrees and cut', turned(2)],
  ['r5', 'turned by 5 degrees and cut', turned(5)],
  ['r2b', 'turned by 2 degrees, black corners', turned(2, false)],
  ['shot', 'screenshot of a feed', screenshot(WIDTH)],
  ['shot45', 'middle 4:5 in a screenshot', chain(shaped(0.8), screenshot(WIDTH))],
  ['story', 'story over a blurred copy', story(WIDTH, blurredGround)],
  ['mir', 'mirrored', mirror],
  ['mirc5', 'mirrored, cut by 5 % a side', chain(mirror, centred(0.05))],
  ['c5+cap', 'cut by 5 %, strip above', chain(centred(0.05), topped)],
  ['c8+st', 'cut by 8 %, sticker', chain(centred(0.08), cornerSticker)],
  ['r2+st', 'turned by 2 degrees, sticker', chain(turned(2), cornerSticker)],
  ['shot+st', 'sticker, in a screenshot', chain(cornerSticker, screenshot(WIDTH))],
  ['rc70+mir+cap', 'part of 70 %, mirrored, strip', chain(anywhere(0.7), mirror, topped)],
  ['con+c5', 'more contrast, cut by 5 %', chain(contrasted, centred(0.05))],
  ['story+st+c', 'cut by 5 %, sticker, story', chain(centred(0.05), cornerSticker, story(WIDTH, blurredGround, 0.86))],
  ['w320', 'resized to 320 px', widthOf(320)],
  ['w160', 'resized to 160 px', widthOf(160)],
  ['grey', 'grey', grey],
  ['rot90', 'quarter turn', quarter(90)],
  ['rot180', 'half turn', quarter(180)],
  ['rot270', 'quarter turn back', quarter(270)],
  ['border5', 'border of 5 %', bordered(0.05, ['#fff', '#000', '#d33'])],
  ['border2', 'border of 2 %', bordered(0.02, ['#fff', '#000'])],
  ['padsq', 'padded to a square', padded(1)],
  ['pad916', 'padded to 9:16', padded(9 / 16)],
  ['storyflat', 'story over one colour', story(WIDTH, flatGround)],
  ['storygrad', 'story over a gradient', story(WIDTH, gradientGround, 0.9)],
  ['r3', 'turned by 3 degrees and cut', turned(3)],
  ['r4', 'turned by 4 degrees and cut', turned(4)],
  ['c12', 'cut by 12 % a side', centred(0.12)],
  ['r4e', 'right cut by 4 %', cutBy({ right: 0.04 })],
  ['t9', 'top cut by 9 %', cutBy({ top: 0.09 })],
  ['cu3', 'each side cut by 0 to 3 %, at random', cutUpTo(0.03)],
];

/** The 43 that docs/recall.md sums up as "all" come first. */
export const COUNTED = 43;

export const TRANSFORMS: readonly Transform[] = rows.map(([name, about, change]) => ({
  name,
  about,
  apply: shared(change),
}));
