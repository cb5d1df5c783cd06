/**
 * Pictures to measure recall on: photographs from the test vectors, photographs from Debian packages that are fetched
 * into a temporary folder when the benchmark runs (nothing of them is kept in the project), and generated ones.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp, { type SharpInput } from 'sharp';
import { hashPixels } from '../../../src/core/hash/pdq.ts';
import { type Hash, MIN_QUALITY } from '../../../src/core/hash/types.ts';
import { distance } from '../../../src/core/search/distance.ts';
import { finish, type Picture, pixelsOf } from './picture.ts';
import { drawScene } from './scenery.ts';

const run = promisify(execFile);

export interface Source {
  readonly name: string;
  readonly from: string;
  readonly picture: Picture;
}

/** Originals are not larger than what people take for sharing. */
const MAX_SIDE = 1440;
const MIN_SIDE = 380;
/** Scenes that are nearer than this are the same photograph in other colours, and counted once. */
const SAME_SCENE = 64;
const SCENES = 40;
const VECTORS = fileURLToPath(new URL('../../../../shared/vectors/images', import.meta.url));
const CACHE = join(tmpdir(), 'consentry-recall');

interface DebianPackage {
  readonly name: string;
  /** The folder in which photographs lie, and which files of it are photographs. */
  readonly folder: string;
  readonly files: RegExp;
}

const PACKAGES: readonly DebianPackage[] = [
  { name: 'lomiri-wallpapers-16.04', folder: 'usr/share/backgrounds', files: /\.jpg$/ },
  { name: 'lomiri-wallpapers-20.04', folder: 'usr/share/backgrounds', files: /\.jpg$/ },
  { name: 'mate-backgrounds', folder: 'usr/share/backgrounds/mate/nature', files: /\.jpg$/ },
  {
    name: 'gcompris-qt-data',
    folder: 'usr/share/gcompris-qt/rcc',
    files: /^(explore_(monuments|farm_animals|world_animals|world_music)|erase|details|clickgame)\.rcc$/,
  },
];

/** Qt resource files keep pictures that are compressed already as they are; a WebP tells its own length. */
function* picturesIn(resource: Buffer): Generator<Buffer> {
  for (let at = resource.indexOf('RIFF'); at >= 0; at = resource.indexOf('RIFF', at + 4)) {
    if (resource.toString('latin1', at + 8, at + 12) !== 'WEBP') continue;
    yield resource.subarray(at, at + 8 + resource.readUInt32LE(at + 4));
  }
}

async function unpacked({ name }: DebianPackage): Promise<string> {
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  await run('apt-get', ['download', name], { cwd: CACHE });
  const file = (await readdir(CACHE)).find(entry => entry.startsWith(`${name}_`) && entry.endsWith('.deb'));
  await run('dpkg-deb', ['-x', file ?? '', folder], { cwd: CACHE });
  return folder;
}

async function open(input: SharpInput): Promise<Picture | null> {
  const { width = 0, height = 0, hasAlpha } = await sharp(input).metadata();
  if (hasAlpha || Math.min(width, height) < MIN_SIDE) return null;
  const limits = { width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true } as const;
  return finish(sharp(input).autoOrient().resize(limits));
}

async function* packaged(): AsyncGenerator<Source> {
  for (const entry of PACKAGES) {
    let folder: string;
    try {
      folder = join(await unpacked(entry), entry.folder);
    } catch (error) {
      console.error(`without ${entry.name}: ${error instanceof Error ? error.message : error}`);
      continue;
    }
    for (const file of (await readdir(folder)).filter(name => entry.files.test(name)).sort()) {
      const bytes = await readFile(join(folder, file));
      const inputs = file.endsWith('.rcc') ? [...picturesIn(bytes)] : [bytes];
      for (const [i, input] of inputs.entries()) {
        const picture = await open(input);
        if (picture !== null) yield { name: `${file}#${i}`, from: entry.name, picture };
      }
    }
  }
}

async function* vectors(): AsyncGenerator<Source> {
  if (!existsSync(VECTORS)) {
    console.error('without the test vectors: the shared folder is not there');
    return;
  }
  for (const file of (await readdir(VECTORS)).sort()) {
    const picture = await open(join(VECTORS, file));
    if (picture !== null) yield { name: file, from: 'vectors', picture };
  }
}

function* generated(): Generator<Source> {
  for (let seed = 1; seed <= SCENES; seed++) {
    const { data, width, height } = drawScene(seed, 1080, seed % 2 === 0 ? 1350 : 810);
    yield { name: `scene ${seed}`, from: 'generated', picture: { width, height, data } };
  }
}

/** Every picture that can be had here, of quality 50 or more, each scene once. */
export async function collectSources(): Promise<readonly Source[]> {
  const sources: Source[] = [];
  const known: Hash[] = [];
  const offer = async (source: Source): Promise<void> => {
    const { quality, orientations } = hashPixels(await pixelsOf(source.picture));
    const isKnown = known.some(hash => orientations.some(turned => distance(hash, turned) < SAME_SCENE));
    if (quality < MIN_QUALITY || isKnown) return;
    known.push(orientations[0] as Hash);
    sources.push(source);
  };
  for await (const source of vectors()) await offer(source);
  for await (const source of packaged()) await offer(source);
  for (const source of generated()) await offer(source);
  return sources;
}
