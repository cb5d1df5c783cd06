/** From a chosen file to pixels, in this page and nowhere else: nothing of the file is sent or kept. */
import { hashPixels } from '../../core/hash/pdq.ts';
import type { Pixels } from '../../core/hash/types.ts';
import { type Variant, variants } from '../../core/hash/variants.ts';

/** 64 megapixels are 256 MB decoded. */
const MAX_PIXELS = 64_000_000;
/** Stills of a film: one a second, of long ones as many in all. */
const MAX_STILLS = 300;
const STILL_SECONDS = 1;
/** A file that a browser cannot play may say nothing at all. */
const PATIENCE_MS = 10_000;

type Drawable = ImageBitmap | HTMLVideoElement;

function pixelsFrom(source: Drawable, width: number, height: number): Pixels | null {
  if (width === 0 || height === 0 || width * height > MAX_PIXELS) return null;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  context.drawImage(source, 0, 0);
  return context.getImageData(0, 0, width, height);
}

/** At full size, upright as its EXIF says; null for what this browser cannot show. */
export async function pixelsOf(file: Blob): Promise<Pixels | null> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  } catch {
    return null; // not a picture that this browser can decode
  }
  try {
    return pixelsFrom(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

/** Resolves to false on an error, when it takes too long, and when `signal` aborts. */
function happened(video: HTMLVideoElement, event: string, signal: AbortSignal): Promise<boolean> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  return new Promise(resolve => {
    const end = new AbortController();
    const settle = (value: boolean) => {
      end.abort();
      resolve(value);
    };
    const options = { signal: end.signal, once: true };
    video.addEventListener(event, () => settle(true), options);
    video.addEventListener('error', () => settle(false), options);
    patience.addEventListener('abort', () => settle(false), options);
    if (patience.aborted) settle(false);
  });
}

/** In seconds. What was recorded in pieces (MediaRecorder's files) tells its length only to those who ask for its end. */
async function durationOf(video: HTMLVideoElement, signal: AbortSignal): Promise<number> {
  if (Number.isFinite(video.duration)) return video.duration;
  const sought = happened(video, 'seeked', signal);
  video.currentTime = Number.MAX_SAFE_INTEGER;
  await sought;
  return Math.max(STILL_SECONDS, Number.isFinite(video.duration) ? video.duration : video.currentTime);
}

/** The hashes of a film's stills, in their order; fewer when it breaks off, none when it cannot be played. */
export async function* stillsOf(file: Blob, signal: AbortSignal): AsyncGenerator<readonly Variant[]> {
  const address = URL.createObjectURL(file);
  const video = Object.assign(document.createElement('video'), { muted: true, preload: 'auto', src: address });
  try {
    if (!(await happened(video, 'loadeddata', signal))) return;
    const duration = await durationOf(video, signal);
    const step = Math.max(STILL_SECONDS, duration / MAX_STILLS);
    for (let at = 0; at < duration; at += step) {
      const sought = happened(video, 'seeked', signal);
      video.currentTime = at;
      if (!(await sought)) return;
      const pixels = pixelsFrom(video, video.videoWidth, video.videoHeight);
      if (pixels === null) return;
      yield variants(pixels, hashPixels);
    }
  } finally {
    video.removeAttribute('src');
    URL.revokeObjectURL(address);
  }
}
