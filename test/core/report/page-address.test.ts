import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanPageAddress, isPrivate } from '../../../src/core/report/page-address.ts';
import { parsePageContext } from '../../../src/core/report/page-context.ts';

describe('the address of any page', () => {
  test.each([
    ['https://blog.example.org/2026/a-post?utm_source=x&fbclid=1#comment-3', 'https://blog.example.org/2026/a-post'],
    [
      'https://forum.example.org/viewtopic.php?t=123&p=9&sid=abcdef',
      'https://forum.example.org/viewtopic.php?t=123&p=9',
    ],
    ['https://www.youtube.com/watch?v=abc_DEF-1&list=PL1&t=3', 'https://www.youtube.com/watch?v=abc_DEF-1&t=3'],
    ['https://www.google.com/search?q=a+name', 'https://www.google.com/search'],
    ['https://www.instagram.com/p/C8kQ/?igsh=1', 'https://www.instagram.com/p/C8kQ/'],
  ])('%s becomes %s', (url, clean) => {
    expect(cleanPageAddress(url)).toBe(clean);
  });

  test.each([
    'https://www.instagram.com/direct/t/17842912345/',
    'https://www.instagram.com/some.body/',
    'https://scontent-fra3-1.cdninstagram.com/v/1_n.jpg?oh=1&oe=2',
    'https://www.facebook.com/messages/t/123',
    'https://web.whatsapp.com/',
    'https://web.telegram.org/k/#123',
    'https://discord.com/channels/@me/1/2',
    'https://mail.example.org/inbox',
    'https://i.redd.it/abc.jpg',
    'https://pbs.twimg.com/media/abc',
    'https://blog.example.org/pictures/abc.PNG',
    'https://files.example.org/abc.mp4',
    'https://media.example.org/abc',
    'http://blog.example.org/',
    'https://user@blog.example.org/',
    'https://localhost/',
    'data:image/png;base64,AAAA',
    'blob:https://blog.example.org/1',
    'not an address',
  ])('%s is not passed on', url => {
    expect(cleanPageAddress(url)).toBeNull();
  });

  test('chats and mail are told from the rest of a site', () => {
    expect(isPrivate('https://www.instagram.com/direct/t/1/')).toBe(true);
    expect(isPrivate('https://www.instagram.com/p/directory/')).toBe(false);
    expect(isPrivate('https://x.com/messages/1-2')).toBe(true);
    expect(isPrivate('https://x.com/somebody/status/1')).toBe(false);
  });

  test('cleaning what is clean changes nothing', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ['https'] }), url => {
        const clean = cleanPageAddress(url);
        if (clean !== null) expect(cleanPageAddress(clean)).toBe(clean);
      }),
    );
  });
});

describe('what a page says of itself', () => {
  test('is text in one line, cut short, without addresses and turning marks', () => {
    expect(
      parsePageContext({
        title: `  A\u202e title\n${'x'.repeat(500)}`,
        byline: 'see https://example.org/1.jpg',
        siteName: '<img src=x onerror=alert(1)>',
        published: 7,
        language: 'en-GB',
        isArticle: 'yes',
      }),
    ).toEqual({
      title: `A title ${'x'.repeat(192)}`,
      byline: null,
      siteName: '<img src=x onerror=alert(1)>',
      published: null,
      language: 'en-GB',
      isArticle: false,
    });
  });

  test('nothing at all is no context', () => {
    expect(parsePageContext(null)).toBeNull();
    expect(parsePageContext('text')).toBeNull();
    expect(parsePageContext({ language: 'not a tag' })?.language).toBeNull();
  });
});
