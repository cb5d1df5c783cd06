/** Scripts on optional sites against a browser's permissions in memory. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createSiteScripts, type SiteScripts } from '../../src/background/site-scripts.ts';
import { fake } from '../support/fake-browser.ts';

let ownSites: readonly string[];
let scripts: SiteScripts;
let arranged: readonly string[];

beforeEach(() => {
  fake.reset();
  ownSites = [];
  arranged = [];
  scripts = createSiteScripts(
    async () => ownSites,
    async pages => {
      arranged = pages;
    },
  );
});

const pages = (): readonly string[] => [...new Set(fake.scripts.flatMap(({ matches }) => matches))].sort();

describe('the scripts of optional sites', () => {
  test('are none while nothing but Instagram is permitted', async () => {
    await scripts.arrange();
    expect(fake.scripts).toEqual([]);
  });

  test('come with a permission and go with it, each as the manifest has it', async () => {
    fake.granted.add('https://x.com/*');
    await scripts.arrange();
    expect(pages()).toEqual(['https://x.com/*']);
    expect(fake.scripts[0]).toMatchObject({ js: ['content-others.js'], runAt: 'document_start' });
    expect(arranged).toEqual(['https://www.instagram.com/*', 'https://x.com/*']);
    fake.granted.delete('https://x.com/*');
    await scripts.arrange();
    expect(fake.scripts).toEqual([]);
  });

  test('are left alone while nothing changes, so that no page loads without them', async () => {
    fake.granted.add('https://x.com/*');
    await scripts.arrange();
    const [before] = fake.scripts;
    await scripts.arrange();
    expect(fake.scripts[0]).toBe(before);
  });

  test('run on a host of the person only if it was both added and permitted', async () => {
    fake.granted.add('https://pictures.example/*');
    await scripts.arrange();
    expect(pages()).toEqual([]);
    ownSites = ['pictures.example', 'refused.example'];
    await scripts.arrange();
    expect(pages()).toEqual(['https://pictures.example/*']);
  });

  test('of two changes at once both count', async () => {
    fake.granted.add('https://x.com/*');
    const first = scripts.arrange();
    fake.granted.add('https://www.reddit.com/*');
    await Promise.all([first, scripts.arrange()]);
    expect(pages()).toEqual(['https://www.reddit.com/*', 'https://x.com/*']);
  });

  test('a page is permitted by its origin alone', async () => {
    expect(await scripts.isPermitted('https://www.instagram.com/p/abc/?x=1')).toBe(true);
    expect(await scripts.isPermitted('https://x.com/home')).toBe(false);
    for (const nowhere of ['', 'about:blank', 'https://']) expect(await scripts.isPermitted(nowhere)).toBe(false);
  });
});
