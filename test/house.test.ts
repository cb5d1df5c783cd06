/**
 * The rules of the house, held by a test instead of by memory: which folder may import which, which package lives
 * where, how long a file may be, how it is named, and that manifest, package, locales and sites agree.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const json = (path: string) => JSON.parse(read(path)) as Record<string, unknown>;

const filesUnder = (folder: string, pattern: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && pattern.test(entry.name))
    .map(entry => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));

/** Folder -> folders it may import from, besides itself. Imports only point down. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  platform: ['core'],
  sites: ['core'],
  cli: ['core'],
  background: ['core', 'platform'],
  pages: ['core', 'platform'],
  content: ['core', 'platform', 'sites'],
};

/** Package -> folders that may import it. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'webextension-polyfill': ['platform'],
  idb: ['background'],
  preact: ['content', 'pages'],
  '@mozilla/readability': ['content'],
  sharp: ['cli'],
  saxes: ['cli'],
  node: ['cli'],
};

interface Import {
  readonly file: string;
  readonly from: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const IMPORT =
  /^\s*(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/gm;

const sources = filesUnder('src', /\.tsx?$/);
const imports: Import[] = sources.flatMap(file =>
  [...read(file).matchAll(IMPORT)].map(found => ({
    file,
    from: file.split('/')[1] ?? '',
    target: found[2] ?? found[3] ?? found[4] ?? '',
    typeOnly: found[1] !== undefined,
  })),
);

const packageOf = (target: string): string =>
  target.startsWith('node:')
    ? 'node'
    : target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/');

describe('the house', () => {
  test('src holds exactly the seven folders', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true });
    expect(folders.map(folder => folder.name).sort()).toEqual(Object.keys(LAYERS).sort());
  });

  test('imports only point down', () => {
    const wrong = imports.filter(({ file, from, target }) => {
      if (!target.startsWith('.')) return false;
      const path = relative(root, join(root, file, '..', target)).replaceAll('\\', '/');
      if (path === 'public/_locales/en/messages.json') return from !== 'platform';
      const to = path.startsWith('src/') ? (path.split('/')[1] ?? '') : 'outside';
      return to !== from && !(LAYERS[from] ?? []).includes(to);
    });
    expect(wrong).toEqual([]);
  });

  test('each package is imported only from the folder it belongs to', () => {
    const wrong = imports.filter(
      ({ from, target, typeOnly }) =>
        !target.startsWith('.') &&
        !(PACKAGES[packageOf(target)] ?? []).includes(from) &&
        !(typeOnly && from === 'platform'),
    );
    expect(wrong).toEqual([]);
  });

  test('no source file is longer than 300 lines', () => {
    const long = [...sources, ...filesUnder('test', /\.tsx?$/)]
      .map(file => ({ file, lines: read(file).split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });

  test('files are named in kebab-case and export by name', () => {
    const odd = sources.filter(file => !/^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.tsx?$/.test(basename(file)));
    expect(odd).toEqual([]);
    expect(sources.filter(file => /^export default/m.test(read(file)))).toEqual([]);
  });

  test('manifest, package and changelog carry the same version', () => {
    const version = json('package.json')['version'];
    expect(json('manifest.json')['version']).toBe(version);
    expect(read('CHANGELOG.md')).toContain(`## [${version}]`);
  });

  test('dependencies are pinned exactly, and the lockfile names no download address', () => {
    const { dependencies, devDependencies } = json('package.json') as Record<string, Record<string, string>>;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, range]) => !/^\d+\.\d+\.\d+$/.test(range),
    );
    expect(loose).toEqual([]);
    const locked = json('package-lock.json')['packages'] as Record<string, { resolved?: string; integrity?: string }>;
    expect(Object.entries(locked).filter(([path, entry]) => path !== '' && entry.resolved !== undefined)).toEqual([]);
    expect(
      Object.entries(locked).filter(([path, entry]) => path !== '' && !entry.integrity?.startsWith('sha512-')),
    ).toEqual([]);
  });

  test('every locale has the keys and placeholders of the English one', () => {
    type Messages = Record<string, { message: string; placeholders?: object }>;
    const english = json('public/_locales/en/messages.json') as Messages;
    const shape = (messages: Messages) =>
      Object.fromEntries(
        Object.entries(messages).map(([key, { message, placeholders }]) => [
          key,
          [...(message.match(/\$\w+\$|\$\d/g) ?? []), ...Object.keys(placeholders ?? {})].sort(),
        ]),
      );
    for (const file of filesUnder('public/_locales', /^messages\.json$/)) {
      expect(shape(json(file) as Messages), file).toEqual(shape(english));
    }
  });
});
