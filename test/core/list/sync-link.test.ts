import { describe, expect, test } from 'vitest';
import { formatListLink, listIdOf, originsOf, parseListLink } from '../../../src/core/list/sync-link.ts';

const DIGEST = '5f'.repeat(32);

describe('a link of a list', () => {
  test.each([
    ['https://lists.example.org/ours/', 'https://lists.example.org/ours/', null],
    [`https://lists.example.org/ours/#${DIGEST}`, 'https://lists.example.org/ours/', DIGEST],
    [`  https://lists.example.org/ours#${DIGEST.toUpperCase()}\n`, 'https://lists.example.org/ours/', DIGEST],
    ['https://LISTS.example.org', 'https://lists.example.org/', null],
    ['https://lists.example.org:8443/a/../b', 'https://lists.example.org:8443/b/', null],
    ['https://lists.example.org/?', 'https://lists.example.org/', null],
  ])('%j is read', (text, address, rootDigest) => {
    expect(parseListLink(text)).toEqual({ address, rootDigest });
  });

  test.each([
    '',
    'lists.example.org',
    'http://lists.example.org/',
    'ftp://lists.example.org/',
    'javascript:alert(1)',
    'https://me:secret@lists.example.org/',
    'https://lists.example.org/?who=me',
    'https://lists.example.org/#digest',
    `https://lists.example.org/#${DIGEST}00`,
    `https://lists.example.org/#${DIGEST}#`,
    `https://lists.example.org/${'a'.repeat(2_000)}`,
  ])('%j is none', text => {
    expect(parseListLink(text)).toBeNull();
  });

  test('comes back as it was written', () => {
    const link = formatListLink('https://lists.example.org/ours/', DIGEST);
    expect(parseListLink(link)).toEqual({ address: 'https://lists.example.org/ours/', rootDigest: DIGEST });
  });
});

test('permissions are asked for once for each host, whatever the port', () => {
  expect(originsOf(['https://a.example/x/', 'https://a.example:8443/y/', 'https://b.example/'])).toEqual([
    'https://a.example/*',
    'https://b.example/*',
  ]);
});

test('a list is called by its pin, so that none can pass for another or for the practice list', () => {
  expect(listIdOf(DIGEST)).toBe('5f5f5f5f5f5f5f5f');
});
