/**
 * Every adapter on pages of its site, written by us or scrubbed by `npm run fixture`: which media it sees, under which
 * key and address, which controls pass them on, and which do not.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OTHER_SITES } from '../../src/sites/registry.ts';
import { factsOf, showGolden } from '../support/golden.ts';

const folder = join(import.meta.dirname, 'golden');
const casesOf = (site: string): readonly string[] =>
  readdirSync(join(folder, site))
    .filter(file => file.endsWith('.html'))
    .map(file => file.replace(/\.html$/, ''));

describe.each(OTHER_SITES.map(site => [site.id, site] as const))('%s', (id, site) => {
  test.each(casesOf(id))('%s is read as written down', async name => {
    showGolden(readFileSync(join(folder, id, `${name}.html`), 'utf8'));
    await expect(`${JSON.stringify(factsOf(site, document), null, 2)}\n`).toMatchFileSnapshot(
      join(folder, id, `${name}.json`),
    );
  });
});
