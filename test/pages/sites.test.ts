import { describe, expect, test } from 'vitest';
import manifest from '../../manifest.json';
import { SITES as NAMED, siteById, siteOf } from '../../src/pages/ui/sites.ts';
import { SITES as ADAPTED } from '../../src/sites/registry.ts';

describe('the sites that our pages name', () => {
  test('are those that have an adapter, under the same names and addresses', () => {
    expect(NAMED.map(({ id, name, host }) => ({ id, name, matches: [`https://${host}/*`] }))).toEqual(
      ADAPTED.map(({ id, name, matches }) => ({ id, name, matches })),
    );
  });

  test('are those that the manifest runs on', () => {
    for (const { matches } of manifest.content_scripts) {
      expect(NAMED.map(({ host }) => `https://${host}/*`)).toEqual(matches);
    }
  });

  test.each([
    ['https://www.instagram.com/p/C8kQ/', 'instagram'],
    ['https://www.instagram.com.evil.example/', undefined],
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
});
