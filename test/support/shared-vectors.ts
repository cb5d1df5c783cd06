/**
 * Known answers of the reference tool (facebook/ThreatExchange), where this machine has them beside the repository.
 * `hasSharedVectors` lets the tests that need them skip under their own names.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { ORIENTATIONS, type Pixels } from '../../src/core/hash/types.ts';

const folder = fileURLToPath(new URL('../../../shared/vectors/', import.meta.url));

export const hasSharedVectors = existsSync(`${folder}expected/pdq-images.json`);

interface Answer {
  readonly quality: number;
  readonly hash: string;
  readonly dihedral: Readonly<Record<string, string>>;
}

export interface SharedVector {
  readonly name: string;
  /** The original file. */
  readonly image: string;
  /** The bytes that enter the core in the reference, or null where these are not stored. */
  readonly coreInput: string | null;
  readonly ref512: Answer;
  readonly fullres: Answer;
}

export function sharedVectors(): readonly SharedVector[] {
  if (!hasSharedVectors) return [];
  const rows = JSON.parse(readFileSync(`${folder}expected/pdq-images.json`, 'utf8')) as (SharedVector & {
    file: string;
  })[];
  const lossless = new Set(readdirSync(`${folder}core-input-png`));
  return rows.map(row => ({
    ...row,
    image: folder + row.file,
    coreInput: lossless.has(`${row.name}.png`) ? `${folder}core-input-png/${row.name}.png` : null,
  }));
}

/** Hex hashes in the order of ORIENTATIONS; the reference calls the upright one `orig`. */
export const orientationsOf = ({ dihedral }: Answer): readonly string[] =>
  ORIENTATIONS.map(orientation => dihedral[orientation === 'upright' ? 'orig' : orientation] ?? '');

export async function readPixels(path: string): Promise<Pixels> {
  const { data, info } = await sharp(path)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
