/**
 * Videos as the records of a list hold them: each record is the id of a video and the hash of one of its frames, so that
 * sorted records keep the frames of a video together. When each frame was seen is not kept: matching needs only the set.
 */
import { toHex } from '../hash/hex.ts';
import { HASH_BYTES } from '../hash/types.ts';
import type { VideoGroups } from '../hash/video.ts';
import type { EntryId } from '../verdict.ts';
import { type Bytes, concatBytes } from './bytes.ts';
import { implausibleRecords } from './plausible.ts';
import { VIDEO_ID_BYTES } from './records-file.ts';

const RECORD_BYTES = VIDEO_ID_BYTES + HASH_BYTES;

export interface VideoEntry {
  readonly id: EntryId;
  /** 32 bytes each, sorted, none twice. */
  readonly frames: Uint8Array;
}

const idBytes = (id: EntryId): Uint8Array =>
  Uint8Array.from({ length: VIDEO_ID_BYTES }, (_, i) => Number.parseInt(id.slice(2 * i, 2 * i + 2), 16));

/** The records of some videos, sorted. Ids are distinct. */
export function recordsOfVideos(videos: readonly VideoEntry[]): Bytes {
  const ordered = videos.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return concatBytes(
    ordered.map(({ id, frames }) => {
      const records = new Uint8Array((frames.length / HASH_BYTES) * RECORD_BYTES);
      const name = idBytes(id);
      for (let from = 0, to = 0; from < frames.length; from += HASH_BYTES, to += RECORD_BYTES) {
        records.set(name, to);
        records.set(frames.subarray(from, from + HASH_BYTES), to + VIDEO_ID_BYTES);
      }
      return records;
    }),
  );
}

const startsVideo = (records: Uint8Array, at: number): boolean => {
  if (at === 0) return true;
  for (let i = 0; i < VIDEO_ID_BYTES; i++) if (records[at + i] !== records[at + i - RECORD_BYTES]) return true;
  return false;
};

/** How many videos sorted records are of. */
export function countVideos(records: Uint8Array): number {
  let videos = 0;
  for (let at = 0; at < records.length; at += RECORD_BYTES) if (startsVideo(records, at)) videos++;
  return videos;
}

/** Sorted records as groups of frames. Frames that no real picture has are left out, and videos of only such frames. */
export function videosOfRecords(records: Bytes): VideoGroups {
  const count = records.length / RECORD_BYTES;
  const frames = new Uint8Array(count * HASH_BYTES);
  for (let row = 0; row < count; row++) {
    const hash = row * RECORD_BYTES + VIDEO_ID_BYTES;
    frames.set(records.subarray(hash, hash + HASH_BYTES), row * HASH_BYTES);
  }
  const dropped = new Set(implausibleRecords(frames));
  const ids: EntryId[] = [];
  const starts: number[] = [];
  let kept = 0;
  let isOpen = false;
  for (let row = 0; row < count; row++) {
    const at = row * RECORD_BYTES;
    if (startsVideo(records, at)) isOpen = false;
    if (dropped.has(row)) continue;
    if (!isOpen) {
      ids.push(toHex(records.subarray(at, at + VIDEO_ID_BYTES)) as EntryId);
      starts.push(kept);
      isOpen = true;
    }
    frames.copyWithin(kept * HASH_BYTES, row * HASH_BYTES, (row + 1) * HASH_BYTES);
    kept++;
  }
  return { ids, starts: Uint32Array.from([...starts, kept]), frames: frames.subarray(0, kept * HASH_BYTES) };
}
