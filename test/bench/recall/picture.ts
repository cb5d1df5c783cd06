/** The few things that re-sharers' apps do to pictures, each from raw colour pixels to raw colour pixels. */
import sharp, { type Sharp } from 'sharp';
import type { Pixels } from '../../../src/core/hash/types.ts';

/** Raw RGB, 8 bits a channel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

export const open = ({ width, height, data }: Picture): Sharp => sharp(data, { raw: { width, height, channels: 3 } });

export async function finish(work: Sharp): Promise<Picture> {
  const { data, info } = await work.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** Asynchronous like all that is done to pictures, but by hand, as everything here that only moves bytes. */
export async function pixelsOf({ width, height, data }: Picture): Promise<Pixels> {
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    rgba[to] = data[from] as number;
    rgba[to + 1] = data[from + 1] as number;
    rgba[to + 2] = data[from + 2] as number;
  }
  return { width, height, data: rgba };
}

/** Shares of the sides that are cut away. */
export interface Cut {
  readonly left?: number;
  readonly top?: number;
  readonly right?: number;
  readonly bottom?: number;
}

export async function cut(picture: Picture, { left = 0, top = 0, right = 0, bottom = 0 }: Cut): Promise<Picture> {
  const x = Math.round(left * picture.width);
  const y = Math.round(top * picture.height);
  const width = Math.max(16, Math.round((1 - right) * picture.width) - x);
  const height = Math.max(16, Math.round((1 - bottom) * picture.height) - y);
  const data = Buffer.allocUnsafe(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * picture.width + x) * 3;
    picture.data.copy(data, row * width * 3, from, from + width * 3);
  }
  return { width, height, data };
}

/** The largest part of the shape `aspect` (width / height); `at` says where the rest is cut: 0.5 is equally on both sides. */
export function cutTo(picture: Picture, aspect: number, at = 0.5): Promise<Picture> {
  const rest = Math.max(0, 1 - (picture.height * aspect) / picture.width);
  const above = Math.max(0, 1 - picture.width / aspect / picture.height);
  return cut(picture, { left: rest * at, right: rest * (1 - at), top: above * at, bottom: above * (1 - at) });
}

export const resize = (picture: Picture, width: number, height?: number): Promise<Picture> =>
  finish(open(picture).resize(width, height ?? null, { fit: 'fill' }));

/** No wider than `width`, as upload services do. */
export const shrinkTo = (picture: Picture, width: number): Promise<Picture> =>
  picture.width <= width
    ? Promise.resolve(picture)
    : resize(picture, width, Math.round((picture.height * width) / picture.width));

export const mirror = (picture: Picture): Promise<Picture> => finish(open(picture).flop());

/** Turned clockwise; `tidy` cuts to the largest upright part without blank corners, otherwise the corners stay black. */
export async function turn(picture: Picture, degrees: number, tidy: boolean): Promise<Picture> {
  const turned = await finish(open(picture).rotate(degrees, { background: '#000' }));
  if (!tidy) return turned;
  const { width, height } = picture;
  const angle = (Math.abs(degrees) * Math.PI) / 180;
  const shape = Math.max(width / height, height / width);
  const share = 1 / (Math.cos(angle) + shape * Math.sin(angle));
  const sides = (1 - (share * width) / turned.width) / 2;
  const ends = (1 - (share * height) / turned.height) / 2;
  return cut(turned, { left: sides, right: sides, top: ends, bottom: ends });
}

/** A drawing in SVG laid over the whole picture. */
export const over = (picture: Picture, body: string): Promise<Picture> =>
  finish(open(picture).composite([{ input: Buffer.from(svg(picture.width, picture.height, body)) }]));

export const svg = (width: number, height: number, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`;

/** `inner` laid on `outer` at a place in pixels, the whole of it inside. */
export async function place(outer: Picture, inner: Picture, left: number, top: number): Promise<Picture> {
  const data = Buffer.from(outer.data);
  for (let row = 0; row < inner.height; row++) {
    const to = ((top + row) * outer.width + left) * 3;
    inner.data.copy(data, to, row * inner.width * 3, (row + 1) * inner.width * 3);
  }
  return { ...outer, data };
}

export async function blank(width: number, height: number, colour: string): Promise<Picture> {
  const { data } = await finish(sharp({ create: { width: 1, height: 1, channels: 3, background: colour } }));
  return { width, height, data: Buffer.alloc(width * height * 3, data) };
}

export async function encode(picture: Picture, quality: number): Promise<Picture> {
  return finish(sharp(await open(picture).jpeg({ quality }).toBuffer()));
}
