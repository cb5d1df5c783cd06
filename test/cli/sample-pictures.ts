/** Pictures made on the spot: smooth random shapes, so that each has a hash of good quality and of its own. */
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

/** mulberry32, by Tommy Ettinger: small, seeded, good enough for drawing. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function samplePicture(seed: number, width = 400, height = 300): Sharp {
  const random = randomFrom(seed);
  const shapes = Array.from({ length: 40 }, () => {
    const [x, y, r] = [random() * width, random() * height, 10 + random() * 70];
    const colour = `rgb(${[0, 0, 0].map(() => Math.floor(random() * 256)).join(',')})`;
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="${colour}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: '#888' });
}

export async function writePicture(folder: string, name: string, seed: number): Promise<string> {
  const file = join(folder, name);
  await samplePicture(seed).toFile(file);
  return file;
}
