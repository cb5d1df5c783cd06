/**
 * A list in one file: a tar archive (POSIX ustar) of the folder that its publisher puts on a server, for places without
 * a network. Only the list's own paths are looked at, wherever in the archive their folder is; links, devices and all
 * the rest are passed over. What a path holds is checked like anything else that was fetched.
 */
import type { Bytes } from './bytes.ts';
import { ListError } from './list-error.ts';
import type { FetchFile } from './sync-files.ts';

/** Reads bytes of the archive from `offset` on; fewer at its end. */
export type ReadAt = (offset: number, length: number) => Promise<Bytes>;

const BLOCK = 512;
/** More members than a list of every kind at its limits has files. */
const MAX_MEMBERS = 20_000;

/** Offsets and lengths within a header block (IEEE 1003.1, pax, "ustar Interchange Format"). */
const NAME = [0, 100] as const;
const SIZE = [124, 12] as const;
const TYPE = 156;
const MAGIC = [257, 5] as const;
const PREFIX = [345, 155] as const;

const LIST_PATH =
  /(?:^|\/)(v1\/(?:timestamp\.json|(?:root|catalog)\/\d+\.json|seg\/[0-9a-f]{64}\.seg|withdrawn\/[0-9a-f]{64}\.bin))$/;

function textAt(block: Bytes, [offset, length]: readonly [number, number]): string {
  const field = block.subarray(offset, offset + length);
  const end = field.indexOf(0);
  return String.fromCharCode(...(end < 0 ? field : field.subarray(0, end)));
}

interface Member {
  readonly offset: number;
  readonly size: number;
}

async function readMembers(readAt: ReadAt): Promise<ReadonlyMap<string, Member>> {
  const members = new Map<string, Member>();
  let at = 0;
  for (let count = 0; ; count++) {
    if (count > MAX_MEMBERS) throw new ListError('length', `the archive has more than ${MAX_MEMBERS} members`);
    const block = await readAt(at, BLOCK);
    if (block.length === 0 || block[0] === 0) return members;
    if (block.length < BLOCK || textAt(block, MAGIC) !== 'ustar') throw new ListError('format', 'not a tar archive');
    const digits = textAt(block, SIZE).trim();
    if (!/^[0-7]{1,11}$/.test(digits)) throw new ListError('format', 'the archive has a member of no size');
    const size = Number.parseInt(digits, 8);
    const offset = at + BLOCK;
    const path = LIST_PATH.exec(`${textAt(block, PREFIX)}/${textAt(block, NAME)}`)?.[1];
    const isFile = block[TYPE] === 0 || block[TYPE] === '0'.charCodeAt(0);
    if (path !== undefined && isFile && !members.has(path)) members.set(path, { offset, size });
    at = offset + Math.ceil(size / BLOCK) * BLOCK;
  }
}

/** The archive in the place of a server. Throws ListError for what is no archive. */
export async function archiveFetch(readAt: ReadAt): Promise<FetchFile> {
  const members = await readMembers(readAt);
  return async (_address, path, maxBytes) => {
    const member = members.get(path);
    if (member === undefined) return { kind: 'absent' };
    return { kind: 'bytes', bytes: await readAt(member.offset, Math.min(member.size, maxBytes + 1)) };
  };
}
