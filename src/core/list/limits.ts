/**
 * Hard limits of a list, checked before anything is allocated or parsed. They are part of the format (docs/list-format.md):
 * a publisher's tool refuses to write past them. The file sizes follow The Update Framework's reference clients
 * (tuf-js, packages/client/src/config.ts); the others keep a whole list within what a browser holds in memory.
 */
import { MATCH_DISTANCE } from '../hash/types.ts';

export const LIMITS = {
  rootBytes: 512_000,
  timestampBytes: 16_384,
  catalogBytes: 2_000_000,
  /** Steps from the pinned root to the newest. */
  rootHops: 256,
  keys: 16,
  signatures: 16,
  jsonDepth: 8,
  mirrors: 8,
  /** Segments of one part. */
  segments: 4_096,
  /** Records of one segment of pictures, or of one withdrawals file: 1 MiB of 32-byte hashes. */
  recordsPerFile: 32_768,
  /** Records of the part of pictures before withdrawals: 64 MB of 32-byte hashes. */
  records: 2_000_000,
  /** The same for videos, whose records have 40 bytes: 1 MiB of them, and 40 MB. */
  framesPerFile: 26_214,
  frames: 1_000_000,
  /** Digests of files: 32 MB of them. */
  digests: 1_000_000,
  threshold: MATCH_DISTANCE,
  /** A publisher may ask for a day between two polls, not for silence. */
  minWaitSeconds: 86_400,
  /** Characters of a name, and of a sentence meant for people. */
  name: 100,
  sentence: 500,
} as const;
