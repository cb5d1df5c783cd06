/** The bench inside a browser: a copy of the built extension whose background is background.ts, and a page to ask it. */
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { buildWasm, compileText } from '../../src/core/hash/kernel/build-wasm.mjs';
import { launch } from '../support/browser.ts';
import type { BrowserKind } from '../support/ensure-browsers.ts';
import { dist } from '../support/extension.ts';
import type { Page } from '../support/page.ts';
import { until } from '../support/timing.ts';
import { startTlsServer } from '../support/tls-server.ts';
import type { Request, Steps } from './background.ts';
import { type Figures, PIECES } from './figures.ts';
import { READ_SOURCE } from './hash.ts';
import { MILLION } from './search.ts';
import { medianOf } from './timing.ts';

const PAGE = 'bench.html';
const COLD_STARTS = 7;
const PIECE_TIMEOUT_MS = 240_000;

/** Bundles background.ts for a list of so many entries. */
export async function bundleBackground(outfile: string, entries: number): Promise<void> {
  await esbuild.build({
    entryPoints: [fileURLToPath(new URL('background.ts', import.meta.url))],
    outfile,
    bundle: true,
    minify: true,
    format: 'iife',
    define: { ENTRIES: String(entries) },
    logLevel: 'warning',
  });
}

async function makeExtension(kind: BrowserKind, dir: string, entries: number): Promise<void> {
  await cp(dist(kind), dir, { recursive: true });
  await rm(join(dir, 'welcome'), { recursive: true });
  await buildWasm(join(dir, 'wasm'));
  await writeFile(join(dir, 'wasm', 'read.wasm'), await compileText(READ_SOURCE));
  await writeFile(join(dir, PAGE), '<!doctype html><meta charset="utf-8"><title>Bench</title>');
  await bundleBackground(join(dir, 'background.js'), entries);
}

/** Milliseconds until the answer, as the page sees it. */
interface Answered {
  readonly value: unknown;
  readonly ms: number;
}

/** Sends a request to the background, waking it if it sleeps. The answer may take longer than a driver's call may. */
async function ask(page: Page, request: Request): Promise<Answered> {
  await page.evaluate((request: unknown) => {
    // biome-ignore lint/suspicious/noExplicitAny: the extension API of whichever browser this runs in
    const scope = globalThis as any;
    const start = performance.now();
    scope.answer = null;
    const settle = (outcome: object) => {
      scope.answer = { ...outcome, ms: performance.now() - start };
    };
    (scope.browser ?? scope.chrome).runtime.sendMessage(request).then(
      (value: unknown) => settle({ value }),
      (error: unknown) => settle({ error: String(error) }),
    );
  }, request);
  // In Firefox the background shares its thread with this page, which cannot even be asked while it measures.
  const read = () =>
    page.evaluate<(Answered & { readonly error?: string }) | null>('globalThis.answer').catch(() => null);
  const answer = await until(`an answer to ${JSON.stringify(request)}`, read, { timeoutMs: PIECE_TIMEOUT_MS });
  if (answer.error !== undefined) throw new Error(`${JSON.stringify(request)}: ${answer.error}`);
  return answer;
}

/** Kills the background if it runs, then asks. */
type AskCold = (request: Request) => Promise<Answered>;

/** Medians of several first answers, each of a background just killed. Names end in `suffix`. */
async function coldStarts(askCold: AskCold, suffix: string): Promise<Figures> {
  const wakes: number[] = [];
  const totals: number[] = [];
  const steps: Steps[] = [];
  for (let i = 0; i < COLD_STARTS; i++) {
    wakes.push((await askCold({ ask: 'nothing' })).ms);
    const { ms, value } = await askCold({ ask: 'first' });
    totals.push(ms);
    steps.push(value as Steps);
  }
  const median = (of: (step: Steps) => number): number => medianOf(steps.map(of));
  return {
    [`coldLoad${suffix}Ms`]: medianOf(totals),
    [`coldLoad${suffix}MinMs`]: Math.min(...totals),
    [`coldLoad${suffix}WakeMs`]: medianOf(wakes),
    [`coldLoad${suffix}OwnMs`]: median(step => step.answered),
    [`coldLoad${suffix}AskedMs`]: median(step => step.asked),
    [`coldLoad${suffix}ReadMs`]: median(step => step.loaded - step.asked),
    [`coldLoad${suffix}IndexMs`]: median(step => step.indexed - step.loaded),
    [`coldLoad${suffix}SearchMs`]: median(step => step.answered - step.indexed),
  };
}

/** Runs `measure` in a browser of its own, with a list of so many entries. */
async function inBrowser(
  kind: BrowserKind,
  entries: number,
  measure: (askCold: AskCold) => Promise<Figures>,
): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'consentry-bench-'));
  const server = await startTlsServer();
  try {
    await makeExtension(kind, folder, entries);
    const browser = await launch(kind, { server, extensionDir: folder });
    try {
      const page = await browser.openExtensionPage(PAGE);
      await ask(page, { ask: 'first' });
      await until('the hashes to be kept', async () => (await ask(page, { ask: 'kept' })).value);
      return await measure(async request => {
        if ((await browser.backgroundState()) === 'running') await browser.killBackground();
        return ask(page, request);
      });
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Every piece starts in a background of its own, so that none inherits the memory of another. */
async function pieces(askCold: AskCold): Promise<Figures> {
  let figures: Figures = {};
  for (const name of Object.keys(PIECES)) {
    figures = { ...figures, ...((await askCold({ ask: 'piece', name })).value as Figures) };
  }
  return figures;
}

/** Needs the built extension and the browser. */
export async function benchInBrowser(kind: BrowserKind): Promise<Figures> {
  if (!existsSync(dist(kind))) throw new Error('the extension is not built: npm run build');
  const short = await inBrowser(kind, 100_000, async askCold => ({
    ...(await coldStarts(askCold, '100k')),
    ...(await pieces(askCold)),
  }));
  return { ...short, ...(await inBrowser(kind, MILLION, askCold => coldStarts(askCold, '1m'))) };
}
