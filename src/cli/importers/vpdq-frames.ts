/** Frames of one video as they come in, none kept beyond what a video may have. */
import { parseVpdqLine } from '../../core/hash/video.ts';
import { MAX_FRAMES, type OfferedHash } from '../bank.ts';
import type { ImportRow } from './importer.ts';
import { parseJsonText } from './json-records.ts';

/** One frame too many says as much as all of them. */
export function keepFrame(frames: OfferedHash[], frame: OfferedHash): void {
  if (frames.length <= MAX_FRAMES) frames.push(frame);
}

/** `<hash>,<quality>,<seconds>`, as python-threatexchange spells a frame: a vPDQ line without the number. */
function frameOfText(text: string): OfferedHash | null {
  const [hash = '', quality = '', timestamp = '', ...more] = text.split(',');
  return more.length > 0 ? null : offered(`0,${quality},${hash},${timestamp}`);
}

/** `{"quality":..,"hash":..,"timestamp":..}`, the older shape. */
function frameOfObject(value: unknown): OfferedHash | null {
  if (typeof value !== 'object' || value === null) return null;
  const { hash, quality, timestamp } = value as Record<string, unknown>;
  return offered(`0,${quality},${hash},${timestamp}`);
}

export function offered(line: string): OfferedHash | null {
  const frame = parseVpdqLine(line);
  return frame === null ? null : { hash: line.split(',')[2] as string, quality: frame.quality };
}

/**
 * A video as python-threatexchange writes it (extensions/vpdq/vpdq_util.py): an array of texts, or in older versions an
 * object of objects by frame number. One frame that makes no sense spoils it.
 */
export function videoRow(json: string): ImportRow {
  const value = parseJsonText(json);
  const items: readonly unknown[] = typeof value === 'object' && value !== null ? Object.values(value) : [null];
  const frames: OfferedHash[] = [];
  for (const item of items) {
    const frame = typeof item === 'string' ? frameOfText(item) : frameOfObject(item);
    if (frame === null) return { kind: 'refused', reason: 'malformed' };
    keepFrame(frames, frame);
  }
  return { kind: 'video', frames };
}
