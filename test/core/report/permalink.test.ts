import { describe, expect, test } from 'vitest';
import { cleanPermalink } from '../../../src/core/report/permalink.ts';

describe('cleanPermalink', () => {
  test.each([
    ['https://www.instagram.com/p/C8kQ_x-1aBc/', 'https://www.instagram.com/p/C8kQ_x-1aBc/'],
    ['https://www.instagram.com/reel/C8kQ/', 'https://www.instagram.com/reel/C8kQ/'],
    ['https://www.instagram.com/reels/C8kQ/', 'https://www.instagram.com/reels/C8kQ/'],
    ['https://www.instagram.com/tv/C8kQ/', 'https://www.instagram.com/tv/C8kQ/'],
    ['https://www.instagram.com/some.body_1/p/C8kQ/', 'https://www.instagram.com/some.body_1/p/C8kQ/'],
    [
      'https://www.instagram.com/stories/some.body/31415926535/',
      'https://www.instagram.com/stories/some.body/31415926535/',
    ],
    ['https://instagram.com/p/C8kQ', 'https://instagram.com/p/C8kQ/'],
  ])('keeps the address of a post: %s', (url, clean) => {
    expect(cleanPermalink(url)).toBe(clean);
  });

  test.each([
    ['https://x.com/some_body/status/1989/photo/1?s=20', 'https://x.com/some_body/status/1989'],
    [
      'https://www.reddit.com/r/kites/comments/1abc2d/what_a_day/?share_id=x',
      'https://www.reddit.com/r/kites/comments/1abc2d/',
    ],
    ['https://www.tiktok.com/@some.body/video/7123?is_from_webapp=1', 'https://www.tiktok.com/@some.body/video/7123'],
    ['https://www.threads.com/@some.body/post/DbTy?xmt=AQ', 'https://www.threads.com/@some.body/post/DbTy/'],
    ['https://www.facebook.com/some.body/posts/pfbid02?__cft__=x', 'https://www.facebook.com/some.body/posts/pfbid02/'],
    ['https://www.facebook.com/groups/12/posts/34/', 'https://www.facebook.com/groups/12/posts/34/'],
    ['https://www.facebook.com/photo/?fbid=123&set=a.1', 'https://www.facebook.com/photo/?fbid=123'],
    ['https://www.facebook.com/watch/?v=123&ref=sharing', 'https://www.facebook.com/watch/?v=123'],
  ])('keeps of other sites no more than leads to the post: %s', (url, clean) => {
    expect(cleanPermalink(url)).toBe(clean);
  });

  test('cuts off what tells who shared the link with whom', () => {
    const shared = 'https://www.instagram.com/p/C8kQ/?igsh=MzRlODBi&utm_source=ig_web&img_index=2#comments';
    expect(cleanPermalink(shared)).toBe('https://www.instagram.com/p/C8kQ/');
  });

  test.each([
    'https://www.instagram.com/direct/t/17842912345/',
    'https://www.instagram.com/direct/p/C8kQ/',
    'https://www.instagram.com/direct/inbox/',
    'https://scontent-fra3-1.cdninstagram.com/v/t51.2885-15/1_2_3_n.jpg?oh=00_AfA&oe=6571',
    'https://scontent.cdninstagram.com/p/C8kQ/',
    'https://scontent.xx.fbcdn.net/v/t39/1_n.jpg',
    'https://www.instagram.com.evil.example/p/C8kQ/',
    'https://evil.example/https://www.instagram.com/p/C8kQ/',
    'https://user:secret@www.instagram.com/p/C8kQ/',
    'https://www.instagram.com:8443/p/C8kQ/',
    'https://www.instagram.com/some.body/',
    'https://www.instagram.com/p/C8kQ/c/1789/',
    'https://www.instagram.com/p/C8kQ%2F..%2Fdirect/',
    'https://www.instagram.com/explore/',
    'https://www.instagram.com/',
    'http://www.instagram.com/p/C8kQ/',
    'blob:https://www.instagram.com/7d1e',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    'https://x.com/messages/12-34',
    'https://x.com/some_body',
    'https://www.facebook.com/photo/?fbid=abc',
    'https://www.facebook.com/messages/t/123',
    'https://www.reddit.com/r/kites/',
    'https://www.tiktok.com/@some.body',
    'https://web.whatsapp.com/',
    'https://discord.com/channels/1/2/3',
    'not an address',
    '',
  ])('refuses what is not the address of a post: %s', url => {
    expect(cleanPermalink(url)).toBeNull();
  });
});
