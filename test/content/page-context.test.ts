import { describe, expect, test } from 'vitest';
import { pageContextOf } from '../../src/content/page-context.ts';
import { parsePageContext } from '../../src/core/report/page-context.ts';

const paragraph = `<p>${'A sentence of a plain article, with commas, and nothing in particular to say. '.repeat(6)}</p>`;

const page = (html: string): Document => new DOMParser().parseFromString(`<!doctype html>${html}`, 'text/html');
const read = (html: string) => parsePageContext(pageContextOf(page(html)));

describe('what a page says of itself', () => {
  test('is read from an article’s own data', () => {
    const data = {
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      headline: 'A headline',
      author: { '@type': 'Person', name: 'A. Writer' },
      publisher: { '@type': 'Organization', name: 'The Paper' },
      datePublished: '2026-11-20T08:00:00Z',
    };
    expect(
      read(`<html lang="en-GB"><head><title>A headline | The Paper</title>
        <script type="application/ld+json">${JSON.stringify(data)}</script></head>
        <body><article>${paragraph.repeat(8)}</article></body></html>`),
    ).toEqual({
      title: 'A headline',
      byline: 'A. Writer',
      siteName: 'The Paper',
      published: '2026-11-20T08:00:00Z',
      language: 'en-GB',
      isArticle: true,
    });
  });

  test('holds nothing of what people wrote on a forum', () => {
    const posts = Array.from(
      { length: 60 },
      (_, n) => `<div class="comment"><b>member ${n}</b><span>words ${n}</span></div>`,
    );
    const context =
      read(`<html lang="de"><head><title>A thread</title><meta property="og:site_name" content="A forum"></head>
      <body><main>${posts.join('')}</main></body></html>`);
    expect(context).toMatchObject({ title: 'A thread', siteName: 'A forum', language: 'de', isArticle: false });
    expect(JSON.stringify(context)).not.toMatch(/member|words/);
  });

  test('comes from the head alone where the page is very long', () => {
    const long = (count: number) =>
      read(
        `<html lang="en"><head><title>Long</title></head><body><main>${paragraph.repeat(count)}</main></body></html>`,
      );
    expect(long(20)).toMatchObject({ title: 'Long', isArticle: true });
    expect(long(3_100)).toMatchObject({ title: 'Long', isArticle: false });
  });

  test('reads right-to-left pages as they are', () => {
    expect(
      read(`<html lang="ar" dir="rtl"><head><title>عنوان المقال</title><meta name="author" content="كاتب"></head>
        <body><article>${paragraph.repeat(8)}</article></body></html>`),
    ).toMatchObject({ title: 'عنوان المقال', byline: 'كاتب', language: 'ar' });
  });

  test('changes nothing in the page, and runs nothing of it', () => {
    const hostile = page(`<html><head><title>&lt;img src=x onerror="window.hit=1"&gt;</title></head><body>
      <article>${paragraph}<img src="x" onerror="window.hit = 1"><script>window.hit = 1</script></article></body></html>`);
    const before = hostile.documentElement.outerHTML;
    const context = parsePageContext(pageContextOf(hostile));
    expect(hostile.documentElement.outerHTML).toBe(before);
    expect('hit' in window).toBe(false);
    expect(context?.title).toContain('<img');
  });

  test('is nothing where there is nothing', () => {
    expect(read('<html><head></head><body></body></html>')).toEqual({
      title: null,
      byline: null,
      siteName: null,
      published: null,
      language: null,
      isArticle: false,
    });
  });
});
