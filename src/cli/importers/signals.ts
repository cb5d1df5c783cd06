/** Signals of python-threatexchange by the name of their type, as its datasets, file exchanges and HMA spell them. */
import type { ImportRow } from './importer.ts';
import { videoRow } from './vpdq-frames.ts';

const digest = (sha256: string): ImportRow => ({ kind: 'digest', sha256 });

/** `video_sha256` is the SHA-256 of the whole file (signal_type/sha256.py); extensions may say it of any file. */
export const SIGNALS: ReadonlyMap<string, (text: string) => ImportRow> = new Map([
  ['pdq', hash => ({ kind: 'entry', hash, quality: null })],
  ['vpdq', videoRow],
  ['video_sha256', digest],
  ['sha256', digest],
]);
