/**
 * Drawn pictures for tests, the same on every machine: made from a seed with integer and exact float arithmetic only
 * (no sine, whose last digit engines may choose). Something like a photograph: light falling off, shapes, grain.
 */
import type { Pixels } from '../../src/core/hash/types.ts';

/** Uniform numbers in [0, 1) from a 32-bit seed (Marsaglia's xorshift32). */
export function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) ^ 0x6c078965 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

interface Shape {
  readonly round: boolean;
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly colour: readonly number[];
}

const covers = (shape: Shape, u: number, v: number): boolean => {
  const dx = (u - shape.x) / shape.halfWidth;
  const dy = (v - shape.y) / shape.halfHeight;
  return shape.round ? dx * dx + dy * dy <= 1 : Math.max(Math.abs(dx), Math.abs(dy)) <= 1;
};

/** An opaque picture of any size. The same seed gives the same scene at other sizes, with other grain. */
export function drawPicture(seed: number, width: number, height: number): Pixels {
  const random = randomFrom(seed);
  const between = (low: number, high: number): number => low + (high - low) * random();
  const sky = [between(0, 160), between(0, 160), between(0, 160)];
  const slopeX = between(-90, 90);
  const slopeY = between(-90, 90);
  const grain = between(0, 24);
  const shapes: Shape[] = Array.from({ length: 14 }, () => ({
    round: random() < 0.6,
    x: random(),
    y: random(),
    halfWidth: between(0.03, 0.3),
    halfHeight: between(0.03, 0.3),
    colour: [between(0, 255), between(0, 255), between(0, 255)],
  }));
  const data = new Uint8ClampedArray(width * height * 4);
  let at = 0;
  for (let y = 0; y < height; y++) {
    const v = (y + 0.5) / height;
    for (let x = 0; x < width; x++) {
      const u = (x + 0.5) / width;
      const colour = shapes.findLast(shape => covers(shape, u, v))?.colour ?? sky;
      const light = slopeX * u + slopeY * v + grain * (random() - 0.5);
      for (const channel of colour) data[at++] = channel + light;
      data[at++] = 255;
    }
  }
  return { width, height, data };
}

/** Independent random bytes: nothing in it to go by, but every path of the arithmetic is taken. */
export function drawNoise(seed: number, width: number, height: number): Pixels {
  const random = randomFrom(seed);
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < data.length; at++) data[at] = random() * 256;
  return { width, height, data };
}
