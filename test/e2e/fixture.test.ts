/** The pretend Instagram behaves as the notes on the real one say, in both browsers and without any extension. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorOf, carouselStem, codeOf, longFeed, stemOf } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { acted, articleOf, forgetReached, icon, reached, showPost } from '../fixtures/pretend-instagram/reading.ts';
import { createPretendInstagram, type PretendInstagram } from '../fixtures/pretend-instagram/server.ts';
import { type Browser, launch } from '../support/browser.ts';
import type { Page } from '../support/page.ts';
import { startTlsServer, type TlsServer } from '../support/tls-server.ts';

const POSTS = 60;
const CAROUSEL = 5;
const AD = 8;

const inSheet = 'div[role=dialog] input[type=text]';

describe.each(['chromium', 'firefox'] as const)('pretend Instagram in %s', kind => {
  let server: TlsServer;
  let site: PretendInstagram;
  let browser: Browser;
  let page: Page;
  const open = (path: string) => page.goto(`${site.origin}${path}`);
  const isSheetOpen = () => page.evaluate(selector => document.querySelector(selector) !== null, inSheet);

  beforeAll(async () => {
    server = await startTlsServer();
    site = await createPretendInstagram({ server, posts: await longFeed(POSTS, { carousel: CAROUSEL, ad: AD }) });
    browser = await launch(kind, { server });
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('scrolling through all posts re-uses the same six articles and keeps the scroll height', async () => {
    await open('/');
    await page.evaluate(() => {
      const articles = [...document.querySelectorAll('article')];
      const state = { articles, added: 0, recycled: 0, codes: new Set<string>() };
      Object.assign(window, { state });
      new MutationObserver(records => {
        for (const { type, addedNodes } of records) {
          if (type === 'attributes') state.recycled++;
          else state.added += [...addedNodes].filter(node => node.nodeName === 'ARTICLE').length;
        }
      }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['src'] });
    });
    const heights = new Set<number>();
    const seen = new Set<string>();
    for (let step = 0; step < 80; step++) {
      await page.scrollBy(600);
      const { height, links } = await page.evaluate(() => ({
        height: document.documentElement.scrollHeight,
        links: [...document.querySelectorAll('article')].map(
          article => article.querySelector('a:has(time)')?.getAttribute('href') ?? 'ad',
        ),
      }));
      heights.add(height);
      for (const link of links) seen.add(link);
    }
    const { same, added, recycled } = await page.evaluate(() => {
      const { state } = window as unknown as { state: { articles: Element[]; added: number; recycled: number } };
      const now = [...document.querySelectorAll('article')];
      return {
        same: now.length === 6 && now.every((article, index) => article === state.articles[index]),
        added: state.added,
        recycled: state.recycled,
      };
    });
    expect(same).toBe(true);
    expect(added).toBe(0);
    expect(recycled).toBeGreaterThan(POSTS);
    expect(seen.size).toBe(POSTS);
    expect(seen.has('ad')).toBe(true);
    expect(heights.size).toBe(1);
  });

  test('a re-used image is blank first, then small, then offered in two sizes', async () => {
    await open('/');
    await page.waitFor('the sizes', () => document.querySelector('article img[srcset]') !== null);
    await page.evaluate(() => {
      const image = document.querySelector<HTMLImageElement>('article img[style]');
      const steps: string[] = [];
      Object.assign(window, { steps });
      if (image === null) return;
      new MutationObserver(() => steps.push(`${image.src.slice(0, 5)} ${image.srcset === '' ? 1 : 2}`)).observe(image, {
        attributeFilter: ['src', 'srcset'],
      });
    });
    await showPost(page, codeOf(6));
    await page.waitFor('the sizes', () => (window as unknown as { steps: string[] }).steps.length === 3);
    expect(await page.evaluate('steps')).toEqual(['data: 1', 'https 1', 'https 2']);
    const image = await page.evaluate(
      selector => {
        const found = document.querySelector<HTMLImageElement>(selector);
        return { src: found?.src, srcset: found?.srcset, cors: found?.crossOrigin };
      },
      `${articleOf(codeOf(6))} img[style]`,
    );
    expect(image.cors).toBe('anonymous');
    expect(image.src).toContain(`/v/t51.2885-15/${stemOf(6)}_n.jpg?stp=dst-jpg_e35_s640x640`);
    expect(image.srcset).toMatch(/ 640w, .* 1080w$/);
  });

  test.each(['div', 'button'])('Share as a %s is reached by mouse, Enter and Space, and opens the sheet', async btn => {
    await open(`/?btn=${btn}`);
    await showPost(page, codeOf(1));
    const share = icon('Share', `${articleOf(codeOf(1))} section`);
    await forgetReached(page);
    await page.clickOn(share);
    expect(await isSheetOpen()).toBe(true);
    expect((await reached(page, 'share')).map(({ by, type }) => `${by} ${type}`)).toEqual([
      'window pointerdown',
      'control pointerdown',
      'window mousedown',
      'window pointerup',
      'window mouseup',
      'window click',
      'control click',
      'root click',
    ]);
    for (const key of ['Enter', 'Space'] as const) {
      await page.key('Escape');
      expect(await isSheetOpen()).toBe(false);
      await forgetReached(page);
      await page.evaluate(selector => {
        document.querySelector(selector)?.closest<HTMLElement>('button, [role=button]')?.focus();
      }, share);
      await page.key(key);
      await expect.poll(isSheetOpen).toBe(true);
      const [only, ...others] = await acted(page, 'share');
      expect(others).toEqual([]);
      expect(only).toMatchObject({ postCode: codeOf(1), mediaStem: stemOf(1), trusted: true });
    }
    await page.key('Escape');
  });

  test('the sheet keeps the focus, and Send and Copy link say what they were reached for', async () => {
    await open('/');
    await page.clickOn(icon('Share'));
    for (let press = 0; press < 15; press++) {
      await page.key('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    }
    await page.evaluate(() => document.querySelector<HTMLElement>('nav a')?.focus());
    expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    await page.clickOn('[role=option]', 2);
    await page.clickOn('div[role=dialog] [role=listbox] + div div[role=button]');
    expect(await acted(page, 'send')).toHaveLength(1);
    expect(await isSheetOpen()).toBe(false);
  });

  test('Repost, Save and the heart of a comment are told apart, and the rail has the same plane for messages', async () => {
    await open('/');
    for (const name of ['Repost', 'Save', 'Like']) await page.clickOn(icon(name));
    await page.clickOn(icon('Like', 'article'), 1);
    const planes = await page.evaluate(() =>
      ['nav a[href^="/direct/"] svg', 'article section svg[aria-label="Share"]'].map(
        selector => document.querySelector(`${selector} path`)?.getAttribute('d') ?? null,
      ),
    );
    await page.clickOn('nav a[href^="/direct/"]');
    const actions = (await reached(page)).filter(({ by }) => by === 'root').map(({ action }) => action);
    expect(actions).toEqual(['repost', 'save', 'like', 'like', 'messages']);
    expect(planes[0]).toMatch(/^M13\.973 20\.046/);
    expect(planes[0]).toBe(planes[1]);
  });

  test('a carousel mounts at most three slides, and Share means the current one', async () => {
    await open('/');
    await showPost(page, codeOf(CAROUSEL));
    const article = articleOf(codeOf(CAROUSEL));
    const mounted = () =>
      page.evaluate(
        (selector: string) =>
          [...document.querySelectorAll<HTMLElement>(`${selector} ul > li[tabindex="-1"]`)].map(
            li => li.style.transform,
          ),
        article,
      );
    expect(await mounted()).toHaveLength(2);
    for (const slide of [1, 2, 3]) {
      await page.clickOn(`${article} button[aria-label="Next"]`);
      await forgetReached(page);
      await page.clickOn(icon('Share', `${article} section`));
      await page.key('Escape');
      expect(await acted(page, 'share')).toMatchObject([{ mediaStem: carouselStem(CAROUSEL, slide) }]);
      expect((await mounted()).length).toBeLessThanOrEqual(3);
    }
    expect(await page.boxOf(`${article} button[aria-label="Next"]`)).toMatchObject({ width: 0 });
    await page.clickOn(`${article} button[aria-label="Go back"]`);
    expect(await mounted()).toHaveLength(3);
  });

  test('a post opens in a dialog under its own address, and Back leads to the feed as it was', async () => {
    await open('/');
    await showPost(page, codeOf(CAROUSEL));
    await page.clickOn(`${articleOf(codeOf(CAROUSEL))} button[aria-label="Next"]`);
    await page.clickOn(`${articleOf(codeOf(CAROUSEL))} time`);
    const before = await page.evaluate(() => scrollY);
    expect(await page.url()).toBe(`${site.origin}/p/${codeOf(CAROUSEL)}/?img_index=2`);
    await forgetReached(page);
    await page.clickOn(icon('Share', 'div[role=dialog] article section'));
    expect(await acted(page, 'share')).toMatchObject([
      { postCode: codeOf(CAROUSEL), mediaStem: carouselStem(CAROUSEL, 1) },
    ]);
    await page.key('Escape');
    await page.evaluate(() => history.back());
    await page.waitFor('the dialog to close', () => document.querySelector('[role=dialog]') === null);
    expect(await page.url()).toBe(`${site.origin}/`);
    expect(await page.evaluate(() => scrollY)).toBeCloseTo(before, -1); // Firefox rounds to half pixels
    expect(await page.evaluate(() => document.querySelectorAll('article').length)).toBe(6);
  });

  test('a post has a page of its own, with and without an article, and a profile has tiles', async () => {
    for (const path of [`/p/${codeOf(2)}/`, `/${authorOf(2)}/p/${codeOf(2)}/`]) {
      await open(path);
      await page.clickOn(icon('Share', 'main article section'));
      expect(await acted(page, 'share')).toMatchObject([{ postCode: codeOf(2), mediaStem: stemOf(2) }]);
    }
    await open(`/p/${codeOf(2)}/?article=off`);
    expect(await page.evaluate(() => document.querySelector('article'))).toBe(null);
    await page.clickOn(icon('Share', 'section main section'));
    expect(await acted(page, 'share')).toMatchObject([{ postCode: codeOf(2), mediaStem: stemOf(2) }]);
    await open(`/${authorOf(0)}/`);
    const tiles = await page.evaluate(
      () => document.querySelectorAll('a[href*="/p/"] > div > div[style*=padding-bottom] > img[crossorigin]').length,
    );
    expect(tiles).toBe(POSTS / 5);
    await page.clickOn(`a[href*="/p/${codeOf(5)}/"]`);
    expect(await page.url()).toContain(`/${authorOf(5)}/p/${codeOf(5)}/`);
    expect(await page.evaluate(() => document.querySelector('div[role=dialog] article') !== null)).toBe(true);
  });

  test('the switches change language, drawings, names, classes and what may be shared', async () => {
    const facts = () =>
      page.evaluate(() => {
        const article = document.querySelector('article');
        const icons = [...(article?.querySelectorAll(':scope section svg') ?? [])];
        return {
          dir: document.documentElement.dir,
          names: icons.map(svg => svg.getAttribute('aria-label')),
          titles: icons.map(svg => svg.querySelector('title')?.textContent ?? null),
          polygon: icons.some(svg => svg.querySelector('polygon[points^="11.698 20.334"]')),
          className: article?.className ?? '',
        };
      });
    await open('/');
    const plain = await facts();
    expect(plain).toMatchObject({ dir: 'ltr', names: ['Like', 'Comment', 'Repost', 'Share', 'Save'], polygon: false });
    await open('/?locale=ar&icons=old&labels=title-only&classes=7');
    const changed = await facts();
    expect(changed).toMatchObject({ dir: 'rtl', names: Array(5).fill(null), polygon: true });
    expect(changed.titles[3]).toBe('مشاركة');
    expect(changed.className).not.toBe(plain.className);
    await open('/?labels=off&private=1');
    expect(await facts()).toMatchObject({ names: Array(4).fill(null), titles: Array(4).fill(null) });
  });

  test.each(['none', 'ig', 'nonce', 'strict'])('no page logs an error under the policy %s', async csp => {
    const fresh = await browser.newPage();
    for (const path of ['/', `/p/${codeOf(CAROUSEL)}/`, `/${authorOf(0)}/`]) {
      await fresh.goto(`${site.origin}${path}?csp=${csp}`);
      await fresh.waitFor('a picture', () =>
        [...document.images].some(image => image.src.startsWith('https:') && image.naturalWidth > 200),
      );
    }
    await fresh.goto(`${site.origin}/?csp=${csp}`);
    await fresh.clickOn(icon('Share'));
    await fresh.clickOn('div[role=dialog] button');
    expect(fresh.consoleErrors()).toEqual([]);
    await fresh.close();
    await page.bringToFront();
  });

  test('the browser asks the server once for each address of a picture', async () => {
    server.clearLog();
    await open('/');
    for (let step = 0; step < 12; step++) await page.scrollBy(700);
    for (let step = 0; step < 12; step++) await page.scrollBy(-700);
    await showPost(page, codeOf(0));
    const counts = [...site.requestsPerPicture().values()];
    expect(counts.length).toBeGreaterThan(8);
    expect(Math.max(...counts)).toBe(1);
  });
});
