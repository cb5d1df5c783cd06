/** One chosen file -> an own entry, or why there is none. The file is let go as soon as it was read. */
import { hashPixels } from '../../core/hash/pdq.ts';
import type { Pixels, Rectangle } from '../../core/hash/types.ts';
import type { Variant } from '../../core/hash/variants.ts';
import { makeOwnPicture, makeOwnVideo } from '../../core/own/entry.ts';
import { writeOwnEntry } from '../../core/own/entry-bytes.ts';
import { pixelsOf, stillsOf } from './read-media.ts';

export type Made =
  | { readonly kind: 'none'; readonly why: 'undecodable' | 'too-small' | 'plain' | 'cancelled' }
  /** `writing`: it still carries what looks like writing or the icons of a screen. */
  | { readonly kind: 'entry'; readonly bytes: Uint8Array; readonly writing: boolean; readonly view: View | null };

/** The part of the picture that the entry was made of, for the person to look at once. */
export interface View {
  readonly pixels: Pixels;
  readonly part: Rectangle;
}

async function fromVideo(file: Blob, signal: AbortSignal): Promise<Made> {
  const stills: (readonly Variant[])[] = [];
  for await (const still of stillsOf(file, signal)) stills.push(still);
  if (signal.aborted) return { kind: 'none', why: 'cancelled' };
  if (stills.length === 0) return { kind: 'none', why: 'undecodable' };
  const made = makeOwnVideo(stills);
  return made.ok
    ? { kind: 'entry', bytes: writeOwnEntry(made.entry), writing: false, view: null }
    : { kind: 'none', why: made.reason };
}

async function fromPicture(file: Blob): Promise<Made> {
  const pixels = await pixelsOf(file);
  if (pixels === null) return { kind: 'none', why: 'undecodable' };
  const made = makeOwnPicture(pixels, hashPixels);
  if (!made.ok) return { kind: 'none', why: made.reason };
  const { entry, part, strips } = made;
  return { kind: 'entry', bytes: writeOwnEntry(entry), writing: strips.length > 0, view: { pixels, part } };
}

export const makeEntry = (file: Blob, signal: AbortSignal): Promise<Made> =>
  file.type.startsWith('video/') ? fromVideo(file, signal) : fromPicture(file);
