/**
 * Bytes of a picture, and what they decode to, in the background so that no page waits for it.
 * Never scaled by the browser: its scalers differ between browsers, and hashes have to agree with the publisher's.
 */
import { type ImageHeader, readImageHeader } from '../core/image-header.ts';
import type { UnknownReason } from '../core/verdict.ts';

/** 16,384 px is the longest side of a canvas in Chromium; 64 megapixels are 256 MB decoded. */
const MAX_SIDE = 16_384;
const MAX_PIXELS = 64_000_000;
/** Pictures in feeds are under 1 MB; this only keeps the absurd out. */
const MAX_BYTES = 32_000_000;
const FETCH_TIMEOUT_MS = 8_000;

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: UnknownReason };

/** A picture as it was found. */
export interface MediaFile {
  readonly blob: Blob;
  /** What `blob` holds: it is kept because reading it takes some milliseconds each time. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const failed = (reason: UnknownReason) => ({ ok: false, reason }) as const;

async function readCapped(response: Response): Promise<Uint8Array<ArrayBuffer> | null> {
  if (response.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/**
 * Downloads a picture without cookies or referrer. `permitted` says whether the extension may read that host: without
 * it a content script could make us fetch any address.
 */
export async function fetchImage(url: string, permitted: (url: URL) => Promise<boolean>): Promise<Outcome<MediaFile>> {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address?.protocol !== 'https:' || !(await permitted(address))) return failed('unreadable');
  try {
    const response = await fetch(address, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    if (!response.ok) return failed('unreachable');
    const bytes = await readCapped(response);
    return bytes === null ? failed('too-large') : { ok: true, value: { blob: new Blob([bytes]), bytes } };
  } catch (error) {
    return failed(error instanceof DOMException && error.name === 'TimeoutError' ? 'timeout' : 'unreachable');
  }
}

export const readBlob = async (blob: Blob): Promise<Outcome<MediaFile>> =>
  blob.size > MAX_BYTES
    ? failed('too-large')
    : { ok: true, value: { blob, bytes: new Uint8Array(await blob.arrayBuffer()) } };

/** What is wrong with a picture that can be told from its first bytes, before anything is decoded. */
function refusal(header: ImageHeader): UnknownReason | null {
  if (header.format === 'svg') return 'vector';
  const { width, height } = header;
  if (Math.max(width, height) > MAX_SIDE || width * height > MAX_PIXELS) return 'too-large';
  return null;
}

export interface Decoded {
  /** To be closed by whoever asked for it. */
  readonly bitmap: ImageBitmap;
  /** Set when it is only a part of the media: then a match counts, and no match says nothing. */
  readonly doubt: 'animated' | 'truncated' | null;
}

/** Decodes at full size, upright as its EXIF says, without colour conversion. */
export async function decode({ blob, bytes }: MediaFile): Promise<Outcome<Decoded>> {
  const header = readImageHeader(bytes);
  const refused = refusal(header);
  if (refused !== null) return failed(refused);
  try {
    const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
    if (bitmap.width * bitmap.height <= MAX_PIXELS) {
      return {
        ok: true,
        value: { bitmap, doubt: header.animated ? 'animated' : header.complete ? null : 'truncated' },
      };
    }
    bitmap.close();
    return failed('too-large');
  } catch {
    return failed(header.complete ? 'undecodable' : 'truncated'); // the one thing that createImageBitmap throws for
  }
}
