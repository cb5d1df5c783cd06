/** Writes what sync-archive.ts reads: a list as one tar archive (POSIX ustar) that any unpacker opens. */
import { type Bytes, concatBytes, encodeText } from './bytes.ts';

const BLOCK = 512;

/** Widths of the fields of a header block, in their order (IEEE 1003.1, pax, "ustar Interchange Format"). */
const WIDTHS = { name: 100, mode: 8, uid: 8, gid: 8, size: 12, mtime: 12, checksum: 8, type: 1, link: 100 } as const;
const CHECKSUM_AT = WIDTHS.name + WIDTHS.mode + WIDTHS.uid + WIDTHS.gid + WIDTHS.size + WIDTHS.mtime;
const MAGIC_AT = CHECKSUM_AT + WIDTHS.checksum + WIDTHS.type + WIDTHS.link;

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;

/** Nobody's file, of no time: neither is anybody else's business. */
function headerOf(path: string, size: number): Bytes {
  const owner = octal(0o644, WIDTHS.mode) + octal(0, WIDTHS.uid) + octal(0, WIDTHS.gid);
  const spaces = ' '.repeat(WIDTHS.checksum); // stands in the sum for the sum itself
  const fields = `${path.padEnd(WIDTHS.name, '\0')}${owner}${octal(size, WIDTHS.size)}${octal(0, WIDTHS.mtime)}${spaces}0`;
  const block = new Uint8Array(BLOCK);
  block.set(encodeText(fields));
  block.set(encodeText('ustar\x0000'), MAGIC_AT);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.set(encodeText(`${octal(sum, WIDTHS.checksum - 1)} `), CHECKSUM_AT);
  return block;
}

const padding = (size: number): Bytes => new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);

/** `files`: paths of at most 100 ASCII characters, and what they hold. Two empty blocks end the archive. */
export function writeArchive(files: ReadonlyMap<string, Bytes>): Bytes {
  const members = [...files].flatMap(([path, bytes]) => [headerOf(path, bytes.length), bytes, padding(bytes.length)]);
  return concatBytes([...members, new Uint8Array(2 * BLOCK)]);
}
