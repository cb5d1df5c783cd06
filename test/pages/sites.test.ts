import { describe, expect, test } from 'vitest';
import manifest from '../../manifest.json';
import { KNOWN_SITES, originsOfSite, pagesOf } from '../../src/core/sites.ts';
import { isOwnSite, originsAt, SITES, siteById, siteOf } from '../../src/pages/ui/sites.ts';

describe('the sites that our pages name', () => {
  test('begin with those that the manifest runs on, with all that they need', () => {
    const [first] = KNOWN_SITES;
    expect(SITES.map(({ id }) => id)).toEqual([first.id]);
    for (const { matches } of manifest.content_scripts) expect(matches).toEqual(pagesOf(first));
    expect(manifest.host_permissions).toEqual(originsOfSite(first));
  });

  test.each([
    ['https://www.instagram.com/p/C8kQ/', 'instagram'],
    ['https://twitter.com/home', 'x'],
    ['https://www.instagram.com.evil.example/', 'www.instagram.com.evil.example'],
    ['https://pictures.example/', 'pictures.example'],
    ['https://127.0.0.1/', undefined],
    ['https://localhost/', undefined],
    ['http://www.instagram.com/', undefined],
    ['chrome://settings', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is on %s', (url, id) => {
    expect(siteOf(url)?.id).toBe(id);
  });

  test('an id that this version does not know stands for itself', () => {
    expect(siteById('tomorrow').name).toBe('tomorrow');
  });

  test('pages and servers of media are asked for together, of a site of the person the pages alone', () => {
    expect(originsAt(siteById('x'))).toEqual(['https://x.com/*', 'https://twitter.com/*', 'https://*.twimg.com/*']);
    expect(originsAt(siteById('pictures.example'))).toEqual(['https://pictures.example/*']);
    expect(isOwnSite(siteById('x'))).toBe(false);
    expect(isOwnSite(siteById('pictures.example'))).toBe(true);
  });
});
