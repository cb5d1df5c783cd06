/** Helpers of the importers' tests: rows of a text, whatever the pieces it comes in, and the hashes that samples use. */
import type { Importer, ImportRow } from '../../../src/cli/importers/importer.ts';
import { IMPORTERS } from '../../../src/cli/importers/registry.ts';

export const BRIDGE = 'f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22';
export const CAT = 'e64cc9d91c623882f8d1f1d9a398e78c9f199b3bd83924f2b7e11e0bf861b064';

export async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

export async function rowsOf(importer: Importer, text: string, size = 1_000): Promise<readonly ImportRow[]> {
  const rows: ImportRow[] = [];
  for await (const row of importer.rows(inPieces(text, size))) rows.push(row);
  return rows;
}

export function importerOf(format: string): Importer {
  const importer = IMPORTERS.find(candidate => candidate.format === format);
  if (importer === undefined) throw new Error(`no importer ${format}`);
  return importer;
}

export const entry = (hash: string, quality: number | null = null): ImportRow => ({ kind: 'entry', hash, quality });
export const video = (...frames: readonly (readonly [string, number])[]): ImportRow => ({
  kind: 'video',
  frames: frames.map(([hash, quality]) => ({ hash, quality })),
});
/** Of the three letters "abc" (FIPS 180-2, appendix B.1). */
export const digest: ImportRow = {
  kind: 'digest',
  sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
};
export const refused = (reason: 'malformed' | 'not-pdq' | 'not-listed'): ImportRow => ({ kind: 'refused', reason });
