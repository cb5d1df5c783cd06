/**
 * Builds dist/chrome and dist/firefox from one source and one manifest, and refuses to finish over a size budget.
 * `node build.mjs` once; `node build.mjs --watch` on every change.
 */
import { appendFile, cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import esbuild from 'esbuild';
import { buildWasm } from './src/core/hash/kernel/build-wasm.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const dist = join(root, 'dist');
const BROWSERS = ['chrome', 'firefox'];

/** Bundle -> entry. The names are those that manifest.json and the html files in public/ use. */
const ENTRIES = {
  background: 'src/background/main.ts',
  content: 'src/content/instagram.ts',
  'content-others': 'src/content/others.ts',
  'page-hooks': 'src/content/page-hooks.ts',
  'page-context': 'src/content/page-context.ts',
  'page-media': 'src/content/page-media.ts',
  'popup/popup': 'src/pages/popup/main.tsx',
  'options/options': 'src/pages/options/main.tsx',
  'welcome/welcome': 'src/pages/welcome/main.tsx',
  'welcome/practice': 'src/content/practice.ts',
  'report/report': 'src/pages/report/main.tsx',
  'plan/plan': 'src/pages/plan/main.tsx',
  'own/own': 'src/pages/own/main.tsx',
  'own/flag': 'src/pages/own/flag-main.tsx',
  'learn/learn': 'src/pages/learn/main.tsx',
  'learn/feed': 'src/content/learn.ts',
  'parents/parents': 'src/pages/parents/main.tsx',
};

/**
 * Runs among the page's code, which can read the stacks of errors. By its real address they would name the extension,
 * in Firefox by a number that is another in each installation.
 */
const IN_PAGE = 'page-hooks';

/**
 * Bytes after gzip; the content script is paid for by every page, so its budget is the tightest. The one for the other
 * sites carries eight adapters, and is loaded only where the person asked for it.
 */
const GZIP_BUDGETS = {
  content: 36_000,
  'content-others': 42_000,
  'page-context': 15_000,
  'page-hooks': 2_000,
  'page-media': 5_000,
  background: 70_000,
  'popup/popup': 20_000,
  'options/options': 20_000,
  'report/report': 30_000,
  'plan/plan': 20_000,
  'own/own': 30_000,
  'own/flag': 30_000,
  'learn/learn': 24_000,
};
/** Two fifths of it are the texts in all their languages. */
const PACKAGE_BUDGET = 800_000;

/** Chrome wants a service worker, Firefox an event page and its own settings; everything else is shared. */
function manifestFor(browser, source) {
  const manifest = structuredClone(source);
  if (browser === 'firefox') {
    manifest.background = { scripts: [manifest.background.service_worker] };
    delete manifest.minimum_chrome_version;
    delete manifest.message_serialization; // Firefox always clones structurally
  } else {
    delete manifest.browser_specific_settings;
  }
  return manifest;
}

const options = {
  absWorkingDir: root,
  entryPoints: Object.entries(ENTRIES).map(([out, entry]) => ({ in: entry, out })),
  bundle: true,
  format: 'iife',
  target: ['chrome148', 'firefox142'],
  minify: true,
  legalComments: 'none',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  charset: 'utf8',
  outdir: join(dist, 'chrome'),
  logLevel: 'warning',
};

async function derivePackages() {
  const source = JSON.parse(await readFile(join(root, 'manifest.json'), 'utf8'));
  await appendFile(join(dist, 'chrome', `${IN_PAGE}.js`), `//# sourceURL=${IN_PAGE}.js\n`);
  await cp(join(root, 'public'), join(dist, 'chrome'), { recursive: true });
  await buildWasm(join(dist, 'chrome', 'wasm'));
  await rm(join(dist, 'firefox'), { recursive: true, force: true });
  await cp(join(dist, 'chrome'), join(dist, 'firefox'), { recursive: true });
  for (const browser of BROWSERS) {
    const manifest = manifestFor(browser, source);
    await writeFile(join(dist, browser, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  }
}

const gzipped = async bytes => (await promisify(gzip)(bytes, { level: 9 })).length;

async function filesUnder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}

/** Sum of gzipped files: what a store's zip weighs, to within its directory. */
async function packageSize(browser) {
  let total = 0;
  for (const file of await filesUnder(join(dist, browser))) total += await gzipped(await readFile(file));
  return total;
}

async function checkSizes() {
  const rows = [];
  for (const name of Object.keys(ENTRIES)) {
    const file = join(dist, 'chrome', `${name}.js`);
    const bytes = await gzipped(await readFile(file));
    rows.push({ name: `${name}.js`, raw: (await stat(file)).size, bytes, budget: GZIP_BUDGETS[name] ?? Infinity });
  }
  for (const browser of BROWSERS) {
    rows.push({ name: `package ${browser}`, raw: NaN, bytes: await packageSize(browser), budget: PACKAGE_BUDGET });
  }
  const kb = n => (Number.isFinite(n) ? `${(n / 1000).toFixed(1)} kB` : '-').padStart(10);
  for (const row of rows) console.log(`${row.name.padEnd(22)}${kb(row.raw)}${kb(row.bytes)} gzip of ${kb(row.budget)}`);
  const over = rows.filter(row => row.bytes > row.budget);
  if (over.length > 0) throw new Error(`over budget: ${over.map(row => row.name).join(', ')}`);
}

async function finish() {
  await derivePackages();
  await checkSizes();
}

await rm(join(dist, 'chrome'), { recursive: true, force: true });
await mkdir(dist, { recursive: true });
if (process.argv.includes('--watch')) {
  const plugin = { name: 'derive', setup: build => build.onEnd(result => result.errors.length === 0 && finish()) };
  const context = await esbuild.context({ ...options, plugins: [plugin] });
  await context.watch();
} else {
  await esbuild.build(options);
  await finish();
}
