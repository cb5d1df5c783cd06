/**
 * Hashes what a video shows now. The browser draws it small, our own code takes it from there: pixels stay in the page.
 * In one go on the page's thread, so it has to be short: 8 ms in Chromium and Firefox on two slow cores, of which 5 to 6
 * are the browser's own conversion of a 720x1280 frame.
 */
import { hashPixels, MIN_SIDE } from '../core/hash/pdq.ts';
import { createViewer, type View, WHOLE } from '../core/hash/resample.ts';
import { trims } from '../core/hash/trim.ts';
import type { PictureHash } from '../core/hash/types.ts';
import type { StillHashes } from '../platform/messages.ts';

/**
 * Longest side that is drawn, in px: what the viewer resolves. Drawn so small by the browser, frames of 720x1280 lie 6 to
 * 10 bits (median; 14 at the most) from the hash of the full frame, and straight PDQ of the same canvas 16 to 20.
 */
const SIDE = 256;

let canvas: OffscreenCanvasRenderingContext2D | null = null;

/** One canvas for all: films that play at once mostly have one shape. */
function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D | null {
  if (canvas?.canvas.width !== width || canvas.canvas.height !== height) {
    canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  }
  return canvas;
}

function packed({ quality, orientations }: PictureHash): StillHashes {
  const hashes = new Uint8Array(orientations.reduce((total, hash) => total + hash.length, 0));
  let at = 0;
  for (const hash of orientations) {
    hashes.set(hash, at);
    at += hash.length;
  }
  return { quality, hashes };
}

/**
 * The whole first, then the parts inside of its bars and borders. Empty when there is too little of a frame to hash, null
 * where the browser withholds the pixels.
 */
export function hashStill(video: HTMLVideoElement): readonly StillHashes[] | null {
  const { videoWidth, videoHeight } = video;
  const scale = Math.min(1, SIDE / Math.max(videoWidth, videoHeight));
  const width = Math.round(videoWidth * scale);
  const height = Math.round(videoHeight * scale);
  if (!(Math.min(width, height) >= MIN_SIDE)) return [];
  const context = contextOf(width, height);
  if (context === null) return null;
  context.drawImage(video, 0, 0, width, height);
  let pixels: ImageData;
  try {
    pixels = context.getImageData(0, 0, width, height);
  } catch {
    canvas = null; // once another origin's pixels are in it, a canvas can never be read again
    return null;
  }
  const view = createViewer(pixels, hashPixels);
  const inner = trims(pixels).map(
    ({ left, top, right, bottom }): View => ({
      left: left / width,
      top: top / height,
      width: (right - left) / width,
      height: (bottom - top) / height,
      turn: 0,
    }),
  );
  return [WHOLE, ...inner].map(part => packed(view(part)));
}
