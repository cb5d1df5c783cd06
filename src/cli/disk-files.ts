/** List files in a folder, and the few ways in which the publisher's tool writes files. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Bytes } from '../core/list/bytes.ts';
import type { ListFiles } from '../core/list/chain.ts';
import { archiveFetch } from '../core/list/sync-archive.ts';
import { remoteFiles } from '../core/list/sync-files.ts';
import { CliError } from './command.ts';

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/** Null if there is no such file. */
export async function readIfThere(path: string): Promise<Bytes | null> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** SHA-256 of a file of any size; null for one that cannot be read. */
export async function sha256Of(path: string): Promise<Buffer | null> {
  const sum = createHash('sha256');
  try {
    for await (const piece of createReadStream(path)) sum.update(piece as Buffer);
  } catch {
    return null; // why not, is said by whoever tries to decode it
  }
  return sum.digest();
}

/** The list whose `v1` folder stands in `folder`. */
export const filesIn = (folder: string): ListFiles => ({ read: path => readIfThere(join(folder, path)) });

/** A list in one file (core/list/sync-archive.ts). */
export async function filesInArchive(path: string): Promise<ListFiles> {
  const archive = await readFile(path);
  const fetchFile = await archiveFetch(
    async (offset, length) => new Uint8Array(archive.subarray(offset, offset + length)),
  );
  return remoteFiles(fetchFile, '');
}

/** Whole or not at all: readers see the old file or the new one. `mode` as chmod takes it. */
export async function replaceFile(
  path: string,
  content: Uint8Array | string | Iterable<string>,
  mode = 0o644,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, content, { mode });
  await rename(`${path}.new`, path);
}

/** A file that only its owner may read, and that must not be there yet. */
export async function createPrivateFile(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  await file.writeFile(content).finally(() => file.close());
}

/** JSON of the publisher's own folder, which may have been edited by hand: any spelling will do. */
export function parseOwnJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError(`${what} is not JSON`);
  }
}
