/**
 * `npm run fixture -- FILE.html --site x --name case [--at /home] [--keep data-testid=shareButton]`: makes a golden case
 * for test/sites/golden of a page that somebody saved, with nothing of the people on it. Read the result before you
 * commit it; the saved page itself never belongs into the repository.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { JSDOM } from 'jsdom';
import { KNOWN_SITES } from '../../src/core/sites.ts';

const GLOBALS = ['document', 'location', 'Element', 'HTMLElement', 'ShadowRoot', 'DOMParser'] as const;
const MEDIA = ['HTMLImageElement', 'HTMLVideoElement', 'HTMLTemplateElement'] as const;
const root = join(import.meta.dirname, '../..');

/** Adapters read the page through the globals of a browser. */
function beBrowser(): void {
  const { window } = new JSDOM('<!doctype html>', { url: 'https://fixture.invalid/' });
  for (const name of [...GLOBALS, ...MEDIA]) Object.defineProperty(globalThis, name, { value: window[name] });
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      site: { type: 'string' },
      name: { type: 'string' },
      at: { type: 'string', default: '/' },
      keep: { type: 'string', multiple: true, default: [] },
    },
  });
  const [file] = positionals;
  const known = KNOWN_SITES.find(({ id }) => id === values.site);
  if (file === undefined || known === undefined || !/^[a-z0-9-]+$/.test(values.name ?? '')) {
    throw new Error(
      'npm run fixture -- FILE.html --site <id> --name <case-in-kebab-case> [--at /path] [--keep a=b]...',
    );
  }
  beBrowser();
  const { OTHER_SITES } = await import('../../src/sites/registry.ts');
  const { factsOf, showGolden } = await import('./golden.ts');
  const { createScrub } = await import('./scrub.ts');
  const site = OTHER_SITES.find(({ id }) => id === known.id);
  if (site === undefined) throw new Error(`${known.name} has a practice site of its own: test/fixtures`);

  const sources = [`src/sites/${known.id}.ts`, 'src/core/report/permalink.ts'];
  const vocabulary = (await Promise.all(sources.map(path => readFile(join(root, path), 'utf8')))).join('\n');
  const saved = await readFile(file, 'utf8');
  const base = `https://${known.hosts[0]}${values.at}`;
  const page = new DOMParser().parseFromString(saved, 'text/html');
  const scrub = createScrub({
    site: known,
    vocabulary,
    keep: values.keep,
    isMedia: address => site.mediaKey(address) !== null,
  });
  const scrubbed = scrub(page, base);

  showGolden(saved.replace('<head>', `<head><base href="${base}">`));
  const before = factsOf(site, document);
  showGolden(scrubbed);
  const after = factsOf(site, document);
  const target = join(root, 'test/sites/golden', known.id, `${values.name}.html`);
  await writeFile(target, scrubbed);
  await writeFile(target.replace(/html$/, 'json'), `${JSON.stringify(after, null, 2)}\n`);
  const count = ({ media, actions }: typeof after) => `${media.length} media, ${actions.length} share controls`;
  process.stdout.write(`${target}\nsaved page: ${count(before)}\nscrubbed:   ${count(after)}\n`);
  process.stdout.write('Read both files. What the json says must be what a person would say of the page.\n');
}

await main();
