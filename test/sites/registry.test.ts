import { describe, expect, test } from 'vitest';
import { OPTIONAL_SITES, pagesOf } from '../../src/core/sites.ts';
import { instagram } from '../../src/sites/instagram.ts';
import { OTHER_SITES, siteFor } from '../../src/sites/registry.ts';

describe('the registry', () => {
  test('has an adapter for every site that is offered, under the same name and addresses', () => {
    const adapted = OTHER_SITES.map(({ id, name, matches }) => ({ id, name, matches }));
    const offered = OPTIONAL_SITES.map(site => ({ id: site.id, name: site.name, matches: pagesOf(site) }));
    expect(adapted.sort((a, b) => a.id.localeCompare(b.id))).toEqual(offered.sort((a, b) => a.id.localeCompare(b.id)));
    expect(instagram.id).toBe('instagram');
  });

  test.each([
    ['https://x.com/home', 'x'],
    ['https://twitter.com/home', 'x'],
    ['https://www.reddit.com/r/kites/', 'reddit'],
    ['https://pictures.example/gallery', 'pictures.example'],
    ['https://www.instagram.com/', undefined],
    ['http://x.com/home', undefined],
    ['https://localhost/', undefined],
    ['https://192.0.2.7/', undefined],
  ])('gives %s to %s', (url, id) => {
    expect(siteFor(url)?.id).toBe(id);
  });
});
