/**
 * Some frames of a video file, spread over its length, as pictures. Drawn from an element that is in no document, so
 * nothing of it shows and the page cannot come by it. Frames are never scaled down: hashes have to agree with the publisher's.
 */

/** Enough to meet each scene of a short clip, few enough to take about a second. */
const FRAMES = 8;
/** For opening, and again for each frame. A file that takes longer is one that this browser cannot play. */
const TIMEOUT_MS = 4_000;
/** Between its frame and the picture made of it PDQ moves by a bit or two. */
const QUALITY = 0.92;

/** Resolves when `video` fires `name`; false if it fails, takes too long or the caller gives up. */
function comes(video: HTMLVideoElement, name: string, signal: AbortSignal): Promise<boolean> {
  return new Promise(resolve => {
    const done = new AbortController();
    const finish = (came: boolean) => {
      done.abort();
      resolve(came);
    };
    const timer = setTimeout(() => finish(false), TIMEOUT_MS);
    done.signal.addEventListener('abort', () => clearTimeout(timer));
    video.addEventListener(name, () => finish(true), { signal: done.signal });
    video.addEventListener('error', () => finish(false), { signal: done.signal });
    signal.addEventListener('abort', () => finish(false), { signal: done.signal });
  });
}

/** Yields nothing for what this browser cannot play. */
export async function* framesOf(file: Blob, signal: AbortSignal): AsyncGenerator<Blob> {
  const address = URL.createObjectURL(file);
  const video = document.createElement('video');
  try {
    video.muted = true;
    video.preload = 'auto';
    const opened = comes(video, 'loadeddata', signal);
    video.src = address;
    if (!(await opened)) return;
    const { videoWidth, videoHeight } = video;
    if (videoWidth === 0 || videoHeight === 0) return; // sound only
    const canvas = new OffscreenCanvas(videoWidth, videoHeight);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    const duration = Number.isFinite(video.duration) ? video.duration : 0;
    for (let frame = 0; frame < FRAMES && !signal.aborted; frame++) {
      const sought = comes(video, 'seeked', signal);
      video.currentTime = ((frame + 0.5) / FRAMES) * duration;
      if (!(await sought) || context === null) return;
      context.drawImage(video, 0, 0);
      yield await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
    }
  } finally {
    video.removeAttribute('src');
    video.load(); // lets go of the file at once
    URL.revokeObjectURL(address);
  }
}
