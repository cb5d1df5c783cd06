/**
 * Whole files against the digests of lists: what a person is about to upload, a video above all, that needs no decoding to
 * be known. One after another, a piece at a time, so that a film of a gigabyte costs a few megabytes and nobody waits
 * for it but who asked.
 */
import { entryIdOf } from '../core/entry-id.ts';
import { createSha256 } from '../core/hash/sha256.ts';
import { createTurns } from '../core/turns.ts';
import { judgeFile, type SearchableList, type Verdict } from '../core/verdict.ts';

/** Up to this the browser digests it in one piece, several times faster than we do in many. */
const MAX_WHOLE = 64_000_000;
const PIECE = 4_000_000;
/**
 * Of all files that wait together: ten seconds of work or more, so that whoever asked has stopped waiting by then. No page
 * can make us busy for longer.
 */
const MAX_BYTES = 2_000_000_000;

export interface FilesPorts {
  lists(): Promise<readonly SearchableList[]>;
  dismissed(): Promise<ReadonlySet<string>>;
}

const bytesOf = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await blob.arrayBuffer());

async function digestOfFile(file: Blob): Promise<Uint8Array> {
  if (file.size <= MAX_WHOLE) return new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  const sum = createSha256();
  for (let at = 0; at < file.size; at += PIECE) sum.add(await bytesOf(file.slice(at, at + PIECE)));
  return sum.end();
}

/** Clear says that no list names this file, and nothing about what it shows. Reads nothing if no list names any. */
export function createFileJudge({ lists, dismissed }: FilesPorts): (file: Blob) => Promise<Verdict> {
  const inTurn = createTurns();
  let bytesWaiting = 0;

  async function digestInTurn(file: Blob): Promise<Uint8Array> {
    bytesWaiting += file.size;
    try {
      return await inTurn(() => digestOfFile(file));
    } finally {
      bytesWaiting -= file.size;
    }
  }

  return async file => {
    const withFiles = (await lists()).filter(({ digests }) => digests.length > 0);
    if (withFiles.length === 0) return { status: 'clear' };
    if (bytesWaiting + file.size > MAX_BYTES) return { status: 'unknown', reason: 'too-large' };
    const match = await judgeFile(await digestInTurn(file), withFiles, entryIdOf, await dismissed());
    return match === null ? { status: 'clear' } : { status: 'flagged', match };
  };
}
