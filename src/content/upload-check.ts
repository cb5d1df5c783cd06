/**
 * Files that are about to be passed on -> verdicts. Pictures go to the background as they are, and so do videos, which it
 * compares with listed files; of a video some frames are then drawn here, since a background in Chromium can play none.
 * What takes too long is unknown, never clear.
 */
import type { ContentApi, ContentVerdict } from '../platform/messages.ts';
import { patiently } from '../platform/patiently.ts';
import { framesOf } from './upload-video.ts';

/** One is hashed while the next one is on its way. */
const MAX_AT_ONCE = 2;
/** For one question. The slowest answer of a background that had to start and load its lists first was 0.9 s. */
const TIMEOUT_MS = 8_000;
/** Files without a type, as some systems hand them out. */
const ENDINGS = /\.(jpe?g|png|gif|webp|avif|heic|heif|bmp|tiff?|mp4|m4v|mov|webm|mkv)$/i;

const isVideo = ({ type }: Blob): boolean => type.startsWith('video/');

/** Pictures and videos; a drawing in SVG has no pixels to compare, and any other file is none of our business. */
export function isMedia(file: Blob): boolean {
  const { type } = file;
  if (type === '') return file instanceof File && ENDINGS.test(file.name);
  return isVideo(file) || (type.startsWith('image/') && !type.startsWith('image/svg'));
}

const timedOut = (signal: AbortSignal): Promise<ContentVerdict> =>
  new Promise(resolve => {
    const timer = setTimeout(() => resolve({ status: 'unknown', reason: 'timeout' }), TIMEOUT_MS);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });

async function answerTo(question: () => Promise<ContentVerdict>): Promise<ContentVerdict> {
  const done = new AbortController();
  try {
    return await Promise.race([patiently(question), timedOut(done.signal)]);
  } finally {
    done.abort();
  }
}

const checkPicture = (background: ContentApi, blob: Blob): Promise<ContentVerdict> =>
  answerTo(() => background.check({ kind: 'blob', blob }, 'share'));

/** Flagged as the file that it is, or by any of its frames; else as little known as of its least known frame. */
async function checkVideo(background: ContentApi, file: Blob, signal: AbortSignal): Promise<ContentVerdict> {
  const asFile = await answerTo(() => background.checkFile(file));
  if (asFile.status === 'flagged') return asFile;
  let verdict: ContentVerdict = { status: 'unknown', reason: 'undecodable' };
  for await (const frame of framesOf(file, signal)) {
    const ofFrame = await checkPicture(background, frame);
    if (ofFrame.status === 'flagged') return ofFrame;
    // A plain frame (black, a title) says nothing of the others.
    if (verdict.status !== 'clear') verdict = ofFrame;
  }
  return verdict.status === 'clear' ? asFile : verdict;
}

export interface FileVerdict {
  readonly file: Blob;
  readonly verdict: ContentVerdict;
}

/**
 * The verdicts on `files`, in their order. `onFault` is told of faults of ours, and what they concern is unknown.
 * Rejects only when `signal` aborts.
 */
export async function checkFiles(
  background: ContentApi,
  files: readonly Blob[],
  onProgress: (done: number) => void,
  onFault: (error: unknown) => void,
  signal: AbortSignal,
): Promise<readonly FileVerdict[]> {
  const verdicts = new Map<Blob, ContentVerdict>();
  const waiting = [...files];

  async function check(file: Blob): Promise<ContentVerdict> {
    try {
      return isVideo(file) ? await checkVideo(background, file, signal) : await checkPicture(background, file);
    } catch (error) {
      signal.throwIfAborted();
      onFault(error);
      return { status: 'unknown', reason: 'fault' };
    }
  }

  async function work(): Promise<void> {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      verdicts.set(file, await check(file));
      signal.throwIfAborted();
      onProgress(verdicts.size);
    }
  }

  await Promise.all(Array.from({ length: MAX_AT_ONCE }, work));
  return files.map(file => ({ file, verdict: verdicts.get(file) ?? { status: 'unknown', reason: 'fault' } }));
}
