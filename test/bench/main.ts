/**
 * `npm run bench` prints a table; `npm run --silent bench -- --json` prints one flat object of the same figures.
 * `--browser chromium|firefox` measures in the extension's background instead of in Node (after npm run build).
 * `--page` measures what the extension costs on a page, in `--browser` or in Chromium (page.ts; `--part NAME` for one).
 * `--recall` measures what is known again instead (recall/main.ts has its own options).
 * Times are medians, `Min` ones the least seen. They depend on the machine and on what else it does: compare the
 * ratios, which for hashing are of minima.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { benchInBrowser } from './in-browser.ts';
import { benchInNode } from './in-node.ts';
import { benchPage } from './page.ts';
import { benchFaiss } from './peers/faiss.ts';
import { round, tableOf } from './table.ts';

if (process.argv.includes('--recall')) {
  const { benchRecall } = await import('./recall/main.ts');
  await benchRecall(process.argv.slice(2));
  process.exit();
}

const { values: chosen } = parseArgs({
  options: {
    json: { type: 'boolean' },
    browser: { type: 'string' },
    page: { type: 'boolean' },
    part: { type: 'string' },
  },
});

async function measure() {
  const { browser = chosen.page ? 'chromium' : undefined } = chosen;
  if (chosen.page && (browser === 'chromium' || browser === 'firefox')) return benchPage(browser, chosen.part);
  if (browser === undefined) return { ...(await benchInNode()), ...benchFaiss() };
  if (browser === 'chromium' || browser === 'firefox') return benchInBrowser(browser);
  throw new Error(`--browser ${browser}: there are chromium and firefox`);
}

const before = loadavg()[0] ?? Number.NaN;
const figures = { ...(await measure()), loadBefore: before, loadAfter: loadavg()[0] ?? Number.NaN };

if (chosen.json === true) {
  const flat = Object.entries(figures).map(([name, value]) => [name, value === null ? null : round(value)]);
  console.log(JSON.stringify(Object.fromEntries(flat)));
} else {
  console.log(tableOf(figures));
  console.log(`load ${round(figures.loadBefore)} before, ${round(figures.loadAfter)} after; medians`);
}
