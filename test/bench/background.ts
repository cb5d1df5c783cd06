/**
 * Takes the place of the extension's background and measures there what figures.ts names, and how long a background
 * that has just been woken takes to its first answer. Only ever part of the bench's own copy of the extension.
 */
import { keptHashes } from '../../src/background/kept-hashes.ts';
import { kernels } from '../../src/background/kernels.ts';
import { withDatabase } from '../../src/background/list-database.ts';
import { browser } from '../../src/platform/browser.ts';
import { type Figures, type Modules, PIECES } from './figures.ts';
import { entries, onePicture, THRESHOLD } from './search.ts';

export type Request = { readonly ask: 'nothing' | 'first' | 'kept' } | { readonly ask: 'piece'; readonly name: string };

/** Milliseconds since this background began to be, at each step towards an answer. */
export interface Steps {
  /** Its code runs and has the question. */
  readonly asked: number;
  /** The hashes are there, and verified. */
  readonly loaded: number;
  readonly indexed: number;
  readonly answered: number;
}

const compile = (name: string): Promise<WebAssembly.Module> =>
  WebAssembly.compileStreaming(fetch(browser.runtime.getURL(`wasm/${name}.wasm`)));

async function modules(): Promise<Modules> {
  const [pdq, search, read] = await Promise.all(['pdq', 'search', 'read'].map(compile));
  return { pdq, search, read } as Modules;
}

/** How many entries the list has; set when this is bundled. */
declare const ENTRIES: number;

const SOURCE = '5e'.repeat(32);

/** As the extension does: from the first moment on, without waiting to be asked. */
const loading = Promise.all([
  withDatabase(async database => {
    if (database === null) throw new Error('no database');
    return keptHashes(database, 'bench')(SOURCE, async () => entries(ENTRIES));
  }),
  kernels(),
]);

async function first(): Promise<Steps> {
  const asked = performance.now();
  const [hashes, { indexOf }] = await loading;
  const loaded = performance.now();
  const index = indexOf(hashes);
  const indexed = performance.now();
  index.nearest(onePicture, THRESHOLD);
  return { asked, loaded, indexed, answered: performance.now() };
}

/** Is what was verified on disk? It gets there while nobody waits for it. */
const isKept = (): Promise<boolean> => withDatabase(async database => ((await database?.count('files')) ?? 0) > 0);

async function answer(request: Request): Promise<Figures | Steps | boolean | null> {
  switch (request.ask) {
    case 'nothing':
      return null;
    case 'first':
      return first();
    case 'kept':
      return isKept();
    case 'piece':
      await loading;
      return (await PIECES[request.name]?.(await modules())) ?? null;
  }
}

browser.runtime.onMessage.addListener((message: unknown) => answer(message as Request));
